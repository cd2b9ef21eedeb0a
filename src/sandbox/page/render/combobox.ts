// Type-ahead choice of one or many: external_select, users_select and their multi_ kin.
import { el } from '../dom.ts';
import type { Json } from '../protocol.ts';
import { type Choice, type ChoiceGroup, createListbox, type Listbox } from './listbox.ts';
import { controlProps, type Slot } from './stage.ts';

export type Source = {
  readonly placeholder: string;
  readonly many: boolean;
  readonly chosen: readonly Choice<Json>[];
  /** Asked on opening and on each change; a string instead of choices is shown to the person. */
  readonly find: (query: string) => Promise<readonly ChoiceGroup<Json>[] | string>;
};

const debounceMs = 150;

/** Draws the box; a choice (or a list of them, or null when taken back) goes to `slot.changed`. */
export function combobox(slot: Slot, source: Source): HTMLElement {
  const input = el('input', {
    ...controlProps(slot),
    type: 'text',
    class: 'field',
    placeholder: source.placeholder,
  });
  const chips = el('ul', { class: 'chips', hidden: true, 'aria-label': 'Chosen' });
  const clear = el(
    'button',
    { type: 'button', class: 'clear', 'aria-label': 'Clear the choice', hidden: true },
    '×',
  );
  let chosen = source.chosen;
  const choose = (next: readonly Choice<Json>[], tell: boolean) => {
    chosen = next;
    input.value = source.many ? '' : (next[0]?.label ?? '');
    clear.hidden = source.many || next.length === 0;
    chips.hidden = !source.many || next.length === 0;
    chips.replaceChildren(...next.map((choice) => chip(choice, () => choose(without(chosen, choice), true))));
    const values = next.map(({ value }) => value);
    if (tell) slot.changed(source.many ? values : (values[0] ?? null));
  };
  const listbox = createListbox<Json>(input, slot.name ?? 'Choices', (choice) => {
    choose(source.many ? [...without(chosen, choice), choice] : [choice], true);
    listbox.hide();
  });
  clear.addEventListener('click', () => {
    choose([], true);
    input.focus();
  });
  choose(chosen, false);
  drive(input, { listbox, find: source.find, restore: () => choose(chosen, false) });
  return el(
    'div',
    { class: 'combobox' },
    chips,
    el('div', { class: 'combobox-box' }, input, clear),
    listbox.node,
  );
}

type Driver = {
  readonly listbox: Listbox<Json>;
  readonly find: Source['find'];
  readonly restore: () => void;
};

function drive(input: HTMLInputElement, { listbox, find, restore }: Driver): void {
  let timer: number | undefined;
  let asked = 0;
  const ask = async (query: string) => {
    const mine = ++asked;
    if (!listbox.isOpen()) listbox.say('Searching…');
    const found = await find(query);
    if (mine !== asked || document.activeElement !== input) return;
    if (typeof found === 'string') listbox.say(found);
    else if (found.every(({ choices }) => choices.length === 0)) listbox.say('Nothing matches');
    else listbox.show(found, query !== '');
  };
  const close = () => {
    asked += 1;
    clearTimeout(timer);
    listbox.hide();
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(input.value), debounceMs);
  });
  input.addEventListener('focus', () => input.select());
  input.addEventListener('click', () => void (listbox.isOpen() || ask('')));
  input.addEventListener('blur', () => {
    close();
    restore();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && !listbox.isOpen()) void ask('');
    else if (!takeKey(event.key, listbox, close)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function takeKey(key: string, listbox: Listbox<Json>, close: () => void): boolean {
  if (!listbox.isOpen()) return key === 'Enter';
  if (key === 'ArrowDown' || key === 'ArrowUp') listbox.move(key === 'ArrowDown' ? 1 : -1);
  else if (key === 'Enter') listbox.take();
  else if (key === 'Escape') close();
  else return false;
  return true;
}

function without(chosen: readonly Choice<Json>[], choice: Choice<Json>): readonly Choice<Json>[] {
  const key = JSON.stringify(choice.value);
  return chosen.filter(({ value }) => JSON.stringify(value) !== key);
}

function chip(choice: Choice<Json>, remove: () => void): HTMLElement {
  const button = el(
    'button',
    { type: 'button', 'aria-label': `Remove ${choice.label}`, onclick: remove },
    '×',
  );
  return el('li', { class: 'chip' }, choice.label, button);
}
