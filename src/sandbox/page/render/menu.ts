// The overflow element: a menu button by the ARIA pattern (w3.org/WAI/ARIA/apg/patterns/menu-button).
import { el } from '../dom.ts';
import type { Json } from '../protocol.ts';
import { field, list, text } from '../read.ts';
import { placeBeside } from './popup.ts';
import { controlProps, press, type Slot } from './stage.ts';
import { plain } from './text.ts';

/** Draws the ⋯ button and its menu; choosing an item sends its option object. */
export function overflowMenu(slot: Slot): HTMLElement {
  const name = slot.name ?? 'More actions';
  const props = { ...controlProps(slot), type: 'button', class: 'button overflow', 'aria-label': name };
  const button = el('button', { ...props, 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, '⋯');
  const items = list(slot.element, 'options').map((option) => menuItem(option, () => choose(option)));
  const menu = el('div', { class: 'popup menu', role: 'menu', 'aria-label': name, hidden: true }, ...items);
  const open = (focus: HTMLElement | undefined) => {
    button.setAttribute('aria-expanded', 'true');
    placeBeside(menu, button);
    focus?.focus();
  };
  const close = () => {
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
  };
  const choose = (option: Json) => {
    close();
    button.focus();
    void press(slot, button, option);
  };
  button.addEventListener('click', () => (menu.hidden ? open(items[0]) : close()));
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open(event.key === 'ArrowDown' ? items[0] : items.at(-1));
  });
  menu.addEventListener('keydown', (event) => {
    if (!steer(event, items)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    close();
    button.focus();
  });
  menu.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node) || !menu.contains(event.relatedTarget)) close();
  });
  return el('span', { class: 'menu-anchor' }, button, menu);
}

function menuItem(option: Json, onclick: () => void): HTMLElement {
  const url = text(option, 'url');
  const props = {
    role: 'menuitem',
    tabindex: -1,
    class: 'choice',
    'data-option-value': text(option, 'value'),
    onclick,
  };
  const about = plain(field(option, 'description'));
  const label = el('span', { class: 'choice-label' }, plain(field(option, 'text')));
  const detail = about === '' ? undefined : el('span', { class: 'choice-detail' }, about);
  if (!/^https?:\/\//iu.test(url)) return el('button', { ...props, type: 'button' }, label, detail);
  return el('a', { ...props, href: url, target: '_blank', rel: 'noopener noreferrer' }, label, detail);
}

function steer(event: KeyboardEvent, items: readonly HTMLElement[]): boolean {
  const at = items.findIndex((item) => item === document.activeElement);
  const to: { readonly [key: string]: number } = {
    ArrowDown: at + 1,
    ArrowUp: at - 1 + items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = to[event.key];
  if (next !== undefined) items[next % items.length]?.focus();
  return next !== undefined || event.key === 'Escape';
}
