// What is chosen so far on a graph, and what it comes to. Choosing and taking back keep every figure exact.
import type { ExtraNode, Graph, NeedNode, RowNode } from './graph.ts';
import type { Meter } from './problem.ts';

export type Board = {
  /** Those with the fewest carriers first. */
  readonly needs: readonly NeedNode[];
  readonly rows: readonly RowNode[];
  readonly meter: Meter;
  readonly chosen: Set<RowNode>;
  /** Needs that nothing chosen covers. */
  open: number;
  /** Of the excess permissions that what is chosen gives. */
  weight: number;
};

/**
 * Bounds are reckoned in these parts of a row: fine enough to share a price among rows, and whole numbers, which no taking back
 * ever blurs.
 */
export const grain = 1_024;

/** One unit of weight counts more than any number of rows: weight and count are then one figure, in rows. */
export const rowsPerWeight = (board: Board): number => board.needs.length + 1;

/** An empty board. Its rows are priced for the bound: a row bears a share of the weight of what it gives too much. */
export function boardOf(graph: Graph, meter: Meter): Board {
  const needs = graph.needs.toSorted((a, b) => a.carriers.length - b.carriers.length);
  const board = { needs, rows: graph.rows, meter, chosen: new Set<RowNode>(), open: needs.length, weight: 0 };
  for (const extra of graph.extras)
    extra.share = Math.floor((grain * rowsPerWeight(board) * extra.weight) / mostAtOnce(extra, meter));
  for (const row of graph.rows) row.price = row.extras.reduce((sum, extra) => sum + extra.share, grain);
  return board;
}

/** Chooses a row, or takes a chosen one back. */
export function choose(board: Board, node: RowNode): void {
  board.chosen.add(node);
  shift(board, node, 1);
}

export function takeBack(board: Board, node: RowNode): void {
  board.chosen.delete(node);
  shift(board, node, -1);
}

function shift(board: Board, node: RowNode, by: 1 | -1): void {
  for (const need of node.needs) {
    need.chosen += by;
    if (need.chosen !== (by === 1 ? 1 : 0)) continue;
    board.open -= by;
    for (const other of need.carriers) other.fresh -= by;
    board.meter.steps += need.carriers.length;
  }
  for (const extra of node.extras) {
    extra.chosen += by;
    if (extra.chosen !== (by === 1 ? 1 : 0)) continue;
    board.weight += by * extra.weight;
    for (const other of extra.rows) {
      other.adds -= by * extra.weight;
      other.price -= by * extra.share;
    }
    board.meter.steps += extra.rows.length;
  }
  board.meter.steps += node.needs.length + node.extras.length;
}

/** How many of its rows a best cover can have: each of them covers a need that no other chosen row does. */
function mostAtOnce({ rows }: ExtraNode, meter: Meter): number {
  const needs = new Set<NeedNode>();
  for (const row of rows) {
    for (const need of row.needs) needs.add(need);
    meter.steps += row.needs.length;
    if (needs.size >= rows.length) return rows.length;
  }
  return needs.size;
}
