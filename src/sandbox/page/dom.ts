type Value = string | number | boolean | undefined | ((event: Event) => void);
type Props = { readonly [name: string]: Value };
type Child = Node | string | undefined;

/**
 * Builds one element. A function prop is a listener (`onclick`), `true` is an empty attribute, `false` and `undefined` are
 * left out. Strings become text nodes: nothing in this page ever parses HTML.
 */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  for (const child of children) if (child !== undefined) node.append(child);
  return node;
}

function setProp(node: HTMLElement, name: string, value: Value): void {
  if (value === undefined || value === false) return;
  if (typeof value === 'function') node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? '' : String(value));
}

/** Puts other text into a node, and touches nothing if it is there already. */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
