// The right pane's tables: what whoever started the sandbox wants to be seen beside the workspace.
import type { Desk } from './desk.ts';
import { el, setText } from './dom.ts';
import { type Item, keyedList } from './keyed-list.ts';
import type { PanelState } from './protocol.ts';
import { mrkdwn } from './render/mrkdwn.ts';

export type Panels = {
  readonly node: HTMLElement;
  readonly guide: HTMLElement;
  readonly draw: (panels: readonly PanelState[]) => void;
};

/** Tables of everything but the panel `guide`, whose rows are the lines of the "Try this" box. */
export function createPanels(desk: Desk): Panels {
  const node = el('div', { class: 'panels' });
  const guide = createGuide(desk);
  const drawn = new Map<string, Panel>();
  const panelOf = (id: string) => {
    const panel = drawn.get(id) ?? createPanel(id);
    drawn.set(id, panel);
    return panel;
  };
  const show = keyedList(node);
  return {
    node,
    guide: guide.node,
    draw: (panels) => {
      guide.draw(panels.find(({ id }) => id === 'guide'));
      const tables = panels.filter(({ id }) => id !== 'guide');
      show(tables.map(({ id }) => ({ key: id, print: '', build: () => panelOf(id).node })));
      for (const panel of tables) panelOf(panel.id).draw(panel);
    },
  };
}

type Panel = { readonly node: HTMLElement; readonly draw: (panel: PanelState) => void };

function createPanel(id: string): Panel {
  const title = el('h2', { id: `panel-${id}` });
  const note = el('p', { class: 'panel-note' });
  const error = el('p', { class: 'field-error', role: 'status' });
  const head = el('tr', {});
  const rows = el('tbody', {});
  const empty = el('p', { class: 'panel-empty' }, 'Nothing yet.');
  const table = el('table', { 'aria-labelledby': `panel-${id}` }, el('thead', {}, head), rows);
  const box = el(
    'div',
    { class: 'table-box', tabindex: 0, role: 'region', 'aria-labelledby': `panel-${id}` },
    table,
    empty,
  );
  const node = el('section', { class: 'panel', 'data-panel': id }, title, note, error, box);
  const showRows = keyedList(rows);
  let before: ReadonlySet<string> | undefined;
  const draw = (panel: PanelState) => {
    setText(title, panel.title);
    setText(note, panel.note);
    setText(error, panel.error ?? '');
    note.hidden = panel.note === '';
    error.hidden = panel.error === undefined;
    head.replaceChildren(...panel.columns.map((column) => el('th', { scope: 'col' }, column)));
    empty.hidden = panel.rows.length > 0;
    const items = rowItems(panel.rows, before);
    showRows(items);
    before = new Set(items.map(({ key }) => key));
  };
  return { node, draw };
}

/** Rows by their content; one that was not there before is marked as fresh for a moment. */
function rowItems(
  rows: readonly (readonly string[])[],
  before: ReadonlySet<string> | undefined,
): readonly Item[] {
  const times = new Map<string, number>();
  return rows.map((cells) => {
    const content = JSON.stringify(cells);
    const nth = (times.get(content) ?? 0) + 1;
    times.set(content, nth);
    const key = `${content} ${nth}`;
    const fresh = before !== undefined && !before.has(key);
    const build = () =>
      el('tr', { class: fresh ? 'fresh' : undefined }, ...cells.map((cell) => el('td', {}, cell)));
    return { key, print: '', build };
  });
}

function createGuide(desk: Desk): {
  readonly node: HTMLElement;
  readonly draw: (panel: PanelState | undefined) => void;
} {
  const title = el('h2', {});
  const close = el(
    'button',
    { type: 'button', class: 'clear', 'aria-label': 'Hide the guide', 'data-guide': 'hide' },
    '×',
  );
  const open = el('button', { type: 'button', class: 'link', 'data-guide': 'show' }, 'Show the guide');
  const note = el('p', {});
  const lines = el('ol', {});
  const box = el('div', { class: 'guide-box' }, el('header', {}, title, close), note, lines);
  const node = el('section', { class: 'guide', 'aria-label': 'Guide' }, box, open);
  const show = keyedList(lines);
  const hide = (hidden: boolean) => {
    sessionStorage.setItem('guide', hidden ? 'hidden' : 'shown');
    box.hidden = hidden;
    open.hidden = !hidden;
  };
  hide(sessionStorage.getItem('guide') === 'hidden');
  close.addEventListener('click', () => {
    hide(true);
    open.focus();
  });
  open.addEventListener('click', () => {
    hide(false);
    close.focus();
  });
  return {
    node,
    draw: (panel) => {
      node.hidden = panel === undefined;
      if (panel === undefined) return;
      setText(title, panel.title);
      setText(note, panel.note);
      note.hidden = panel.note === '';
      show(
        panel.rows.map((cells, index) => {
          const line = cells.join(' ');
          return { key: String(index), print: line, build: () => el('li', {}, mrkdwn(line, desk.state())) };
        }),
      );
    },
  };
}
