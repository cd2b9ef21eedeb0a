import type { Board } from './board.ts';
import type { ExtraNode, NeedNode } from './graph.ts';

/**
 * Bounds are reckoned in these parts of a row: fine enough to share a price among rows, and whole numbers, which no taking back
 * ever blurs.
 */
export const grain = 1_024;

/** One unit of weight counts more than any number of rows: weight and count are then one figure, in rows. */
export const rowsPerWeight = (board: Board): number => board.needs.length + 1;

/** Prices the rows of an empty board for the bound: a row bears one row and its share of what each of its extras costs. */
export function priceRows(board: Board): void {
  for (const extra of board.extras)
    extra.share = Math.floor((grain * rowsPerWeight(board) * extra.weight) / mostAtOnce(extra, board));
  for (const row of board.rows) row.price = row.extras.reduce((sum, extra) => sum + extra.share, grain);
}

/**
 * How many of its rows a best cover can have, at most: each of them covers a need that no other chosen row does. Many rows are not
 * looked through for long.
 */
function mostAtOnce({ rows }: ExtraNode, { needs: all, meter }: Board): number {
  const most = Math.min(rows.length, all.length);
  const needs = new Set<NeedNode>();
  let looks = 0;
  for (const row of rows) {
    for (const need of row.needs) needs.add(need);
    looks += row.needs.length;
    meter.steps += row.needs.length;
    if (needs.size >= most || looks > 8 * rows.length) return most;
  }
  return needs.size;
}
