// Views: modals and the Home tab. Source: https://docs.slack.dev/reference/views
import { field, isShape, list, words } from '../json.ts';
import type { Json } from '../page/protocol.ts';
import { checkBlocks } from './blocks.ts';
import type { At, Problem, Rule } from './rules.ts';
import { byType, flag, inside, missing, needed, oneOf, shape, text } from './rules.ts';
import { plain } from './text-objects.ts';

const shared = {
  blocks: needed(checkBlocks),
  private_metadata: text(3000, 0),
  callback_id: text(255, 0),
  external_id: text(255, 0),
} as const;

const modal: Rule = shape(
  {
    type: needed(oneOf('modal')),
    ...shared,
    title: needed(plain(24)),
    close: plain(24),
    submit: plain(24),
    clear_on_close: flag,
    notify_on_close: flag,
    submit_disabled: flag,
  },
  (value, at) => {
    const asks = list(value, 'blocks').some((block) => words(block, 'type') === 'input');
    if (asks && field(value, 'submit') === undefined) missing(at, 'submit');
  },
);
const home: Rule = shape({ type: needed(oneOf('home')), ...shared });

/** @param allowed the kinds of view the method takes */
export function checkView(view: Json, allowed: readonly ('modal' | 'home')[]): readonly Problem[] {
  const problems: Problem[] = [];
  const surface = words(view, 'type') === 'home' ? 'home' : 'modal';
  const at: At = { pointer: '/view', surface, problems };
  byType(Object.fromEntries(allowed.map((kind) => [kind, kind === 'modal' ? modal : home])))(view, at);
  return problems;
}

/** Checks a message's blocks (and its attachments' blocks). */
export function checkMessage(message: Json): readonly Problem[] {
  const problems: Problem[] = [];
  const at: At = { pointer: '', surface: 'message', problems };
  const blocks = field(message, 'blocks');
  if (blocks !== undefined) checkBlocks(blocks, inside(at, 'blocks'));
  list(message, 'attachments').forEach((attachment, index) => {
    const inner = isShape(attachment) ? attachment['blocks'] : undefined;
    if (inner !== undefined) checkBlocks(inner, inside(inside(inside(at, 'attachments'), index), 'blocks'));
  });
  return problems;
}

/** How the Web API words a problem. */
export function problemText(problem: Problem): string {
  return `[ERROR] ${problem.message} [json-pointer:${problem.pointer}]`;
}
