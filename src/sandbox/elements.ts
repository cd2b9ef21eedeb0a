// Finds interactive elements in blocks and gives every block and element the id it may lack.
import type { Shape } from './json.ts';
import { field, isList, isShape, list, words } from './json.ts';
import type { Json } from './page/protocol.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

export type Found = {
  readonly blockId: string;
  readonly actionId: string;
  readonly block: Shape;
  readonly element: Shape;
};

/** Every interactive element in reading order. */
export function elementsOf(blocks: readonly Json[]): readonly Found[] {
  return blocks.filter(isShape).flatMap((block) => {
    const inner = [field(block, 'element'), field(block, 'accessory'), ...list(block, 'elements')];
    return inner.flatMap((element) => {
      const actionId = words(element, 'action_id');
      if (!isShape(element) || actionId === undefined) return [];
      return [{ blockId: words(block, 'block_id') ?? '', actionId, block, element }];
    });
  });
}

/** The first element with this action id, in this block if one is named. */
export function findElement(
  blocks: readonly Json[],
  wanted: { readonly action: string; readonly block?: string | undefined },
): Found | undefined {
  return elementsOf(blocks).find(
    ({ actionId, blockId }) =>
      actionId === wanted.action && (wanted.block === undefined || wanted.block === blockId),
  );
}

/** The blocks as Slack keeps them: a block without a block_id, and an element without an action_id, gets one. */
export function withIds(w: Workspace, blocks: Json | undefined): readonly Shape[] {
  if (!isList(blocks)) return [];
  return blocks.filter(isShape).map((block) => {
    const blockId = words(block, 'block_id') || nextId(w, 'b');
    const filled: { [key: string]: Json } = { ...block, block_id: blockId };
    const { element, accessory, elements } = block;
    if (element !== undefined) filled['element'] = withActionId(w, element);
    if (accessory !== undefined) filled['accessory'] = withActionId(w, accessory);
    if (block['type'] === 'actions' && isList(elements)) {
      filled['elements'] = elements.map((entry) => withActionId(w, entry));
    }
    return filled;
  });
}

function withActionId(w: Workspace, element: Json): Json {
  if (!isShape(element) || element['type'] === 'image' || words(element, 'action_id')) return element;
  return { ...element, action_id: nextId(w, 'a') };
}
