// table blocks (docs.slack.dev/reference/block-kit/blocks/table-block): the first row is the head.
import { el } from '../dom.ts';
import type { Block, Json, WorkspaceState } from '../protocol.ts';
import { field, list, text } from '../read.ts';
import { richText } from './rich-text.ts';

const sides = new Set(['center', 'right']);

/** Draws the table in a box of its own that scrolls sideways when it must. */
export function tableBlock(block: Block, state: WorkspaceState): HTMLElement {
  const settings = list(block, 'column_settings');
  const [head, ...rows] = list(block, 'rows').map((row) => (isRow(row) ? row : []));
  const line = (cells: readonly Json[], tag: 'th' | 'td') =>
    el('tr', {}, ...cells.map((cell, column) => tableCell(cell, { tag, settings: settings[column] }, state)));
  return el(
    'div',
    { class: 'table-box', tabindex: 0, role: 'region', 'aria-label': 'Table' },
    el(
      'table',
      {},
      el('thead', {}, line(head ?? [], 'th')),
      el('tbody', {}, ...rows.map((row) => line(row, 'td'))),
    ),
  );
}

type Column = { readonly tag: 'th' | 'td'; readonly settings: Json | undefined };

function tableCell(cell: Json, { tag, settings }: Column, state: WorkspaceState): HTMLElement {
  const side = text(settings, 'align');
  const wrap = field(settings, 'is_wrapped') === true ? 'wrapped' : '';
  const props = {
    class: `${sides.has(side) ? side : ''} ${wrap}`.trim(),
    scope: tag === 'th' ? 'col' : undefined,
  };
  return el(tag, props, text(cell, 'type') === 'rich_text' ? richText(cell, state) : text(cell, 'text'));
}

function isRow(row: Json): row is readonly Json[] {
  return Array.isArray(row);
}
