// A list that redraws only what changed, so that what a person types, and where the caret stands, outlives a refresh.

/** One thing of a list: `print` changes when, and only when, the thing must be drawn anew. */
export type Item = { readonly key: string; readonly print: string; readonly build: () => HTMLElement };

/** Owns the children of `parent`; the answered function makes them show `items` and returns how many nodes it built. */
export function keyedList(parent: HTMLElement): (items: readonly Item[]) => number {
  const shown = new Map<string, { node: HTMLElement; print: string }>();
  return (items) => {
    const wanted = new Set(items.map(({ key }) => key));
    for (const [key, { node }] of shown) {
      if (wanted.has(key)) continue;
      node.remove();
      shown.delete(key);
    }
    let built = 0;
    let before: Element | null = null;
    for (const item of items.toReversed()) {
      const old = shown.get(item.key);
      const node = old?.print === item.print ? old.node : item.build();
      if (node !== old?.node) {
        built += 1;
        shown.set(item.key, { node, print: item.print });
      }
      place(parent, { node, old: old?.node, before });
      before = node;
    }
    return built;
  };
}

type Move = {
  readonly node: HTMLElement;
  readonly old: HTMLElement | undefined;
  readonly before: Element | null;
};

function place(parent: HTMLElement, { node, old, before }: Move): void {
  if (node === old && node.nextElementSibling === before) return;
  const refocus = old === undefined || old === node ? undefined : rememberFocus(old);
  if (old !== undefined && old !== node) old.remove();
  parent.insertBefore(node, before);
  refocus?.(node);
}

/** Remembers which control inside `node` has the focus; the answer puts it, caret included, into the node's successor. */
function rememberFocus(node: HTMLElement): ((successor: HTMLElement) => void) | undefined {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !node.contains(active)) return undefined;
  const handle = active.dataset['focus'];
  const caret = isTextBox(active) ? [active.selectionStart, active.selectionEnd] : undefined;
  return (successor) => {
    const same =
      handle === undefined ? null : successor.querySelector(`[data-focus="${CSS.escape(handle)}"]`);
    const target = same instanceof HTMLElement ? same : successor;
    if (target === successor && !successor.hasAttribute('tabindex')) successor.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (caret !== undefined && isTextBox(target))
      target.setSelectionRange(caret[0] ?? null, caret[1] ?? null);
  };
}

function isTextBox(node: HTMLElement): node is HTMLInputElement | HTMLTextAreaElement {
  return node instanceof HTMLTextAreaElement || (node instanceof HTMLInputElement && node.type === 'text');
}
