// The popup list of a combobox, by the ARIA pattern (w3.org/WAI/ARIA/apg/patterns/combobox): focus stays in the text box.
import { el } from '../dom.ts';
import { placeBeside } from './popup.ts';

export type Choice<Value> = { readonly label: string; readonly detail: string; readonly value: Value };
export type ChoiceGroup<Value> = { readonly label: string; readonly choices: readonly Choice<Value>[] };

export type Listbox<Value> = {
  readonly node: HTMLElement;
  /** Shows the groups; `first` marks the first choice as the one Enter takes. */
  readonly show: (groups: readonly ChoiceGroup<Value>[], first: boolean) => void;
  readonly say: (message: string) => void;
  readonly hide: () => void;
  readonly isOpen: () => boolean;
  readonly move: (step: number) => void;
  /** Picks the marked choice; false when none is marked. */
  readonly take: () => boolean;
};

type Row<Value> = { readonly node: HTMLElement; readonly choice: Choice<Value> };

/** Makes the list for `input`; `pick` is called with the choice that was clicked or taken. */
export function createListbox<Value>(
  input: HTMLInputElement,
  label: string,
  pick: (choice: Choice<Value>) => void,
): Listbox<Value> {
  const id = `${input.id}-list`;
  for (const [name, value] of Object.entries(comboboxProps(id))) input.setAttribute(name, value);
  const { node, open, close } = createPopup(input, id, label);
  const cursor = createCursor<Value>(input);
  return {
    node,
    isOpen: () => !node.hidden,
    take: () => {
      const choice = node.hidden ? undefined : cursor.choice();
      if (choice !== undefined) pick(choice);
      return choice !== undefined;
    },
    move: cursor.move,
    hide: () => {
      close();
      cursor.over([]);
    },
    say: (message) => {
      cursor.over([]);
      node.replaceChildren(el('div', { class: 'listbox-note', role: 'status' }, message));
      open();
    },
    show: (groups, first) => {
      const drawn = groups.map((group, index) => drawGroup(group, `${id}-${index}`, pick));
      node.replaceChildren(...drawn.map((group) => group.node));
      open();
      cursor.over(drawn.flatMap((group) => group.rows));
      if (first) cursor.move(1);
    },
  };
}

type Popup = { readonly node: HTMLElement; readonly open: () => void; readonly close: () => void };

function createPopup(input: HTMLInputElement, id: string, label: string): Popup {
  const node = el('div', { id, class: 'popup listbox', role: 'listbox', 'aria-label': label, hidden: true });
  // A press must not take the focus out of the text box: its blur would close the list before the click.
  node.addEventListener('mousedown', (event) => event.preventDefault());
  const follow = (event: Event) => {
    if (!node.isConnected) window.removeEventListener('scroll', follow, true);
    else if (event.target !== node) placeBeside(node, input);
  };
  return {
    node,
    open: () => {
      input.setAttribute('aria-expanded', 'true');
      placeBeside(node, input);
      window.addEventListener('scroll', follow, true);
    },
    close: () => {
      node.hidden = true;
      window.removeEventListener('scroll', follow, true);
      input.setAttribute('aria-expanded', 'false');
    },
  };
}

type Cursor<Value> = {
  readonly over: (rows: readonly Row<Value>[]) => void;
  readonly move: (step: number) => void;
  readonly choice: () => Choice<Value> | undefined;
};

/** The marked row, told to assistive technology as the text box's active descendant. */
function createCursor<Value>(input: HTMLInputElement): Cursor<Value> {
  let rows: readonly Row<Value>[] = [];
  let at = -1;
  const mark = (index: number) => {
    at = index;
    for (const [place, row] of rows.entries())
      row.node.setAttribute('aria-selected', String(place === index));
    const row = rows[index];
    if (row === undefined) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', row.node.id);
    return row.node.scrollIntoView({ block: 'nearest' });
  };
  return {
    choice: () => rows[at]?.choice,
    over: (next) => {
      rows = next;
      mark(-1);
    },
    move: (step) => {
      if (rows.length > 0) mark((Math.max(at, step > 0 ? -1 : 0) + step + rows.length) % rows.length);
    },
  };
}

function comboboxProps(list: string): { readonly [name: string]: string } {
  return {
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list,
  };
}

function drawGroup<Value>(
  group: ChoiceGroup<Value>,
  id: string,
  pick: (choice: Choice<Value>) => void,
): { readonly node: HTMLElement; readonly rows: readonly Row<Value>[] } {
  const rows = group.choices.map((choice, index) => ({
    choice,
    node: el(
      'div',
      {
        id: `${id}-${index}`,
        class: 'choice',
        role: 'option',
        'aria-selected': 'false',
        onclick: () => pick(choice),
      },
      el('span', { class: 'choice-label' }, choice.label),
      choice.detail === '' ? undefined : el('span', { class: 'choice-detail' }, choice.detail),
    ),
  }));
  if (group.label === '')
    return { node: el('div', { role: 'presentation' }, ...rows.map(({ node }) => node)), rows };
  const title = el('div', { class: 'choice-group', role: 'presentation' }, group.label);
  return {
    node: el('div', { role: 'group', 'aria-label': group.label }, title, ...rows.map(({ node }) => node)),
    rows,
  };
}
