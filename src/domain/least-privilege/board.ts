// What is chosen so far on a graph, and what it comes to. Choosing and taking back keep every figure exact.
import type { ExtraNode, Graph, NeedNode, RowNode } from './graph.ts';
import type { Meter } from './problem.ts';

export type Board = {
  /** Those with the fewest carriers first. */
  readonly needs: readonly NeedNode[];
  readonly rows: readonly RowNode[];
  readonly extras: readonly ExtraNode[];
  readonly meter: Meter;
  readonly chosen: Set<RowNode>;
  /** Needs that nothing chosen covers. */
  open: number;
  /** Of the excess permissions that what is chosen gives. */
  weight: number;
};

/** An empty board. */
export const boardOf = (graph: Graph, meter: Meter): Board => ({
  needs: graph.needs.toSorted((a, b) => a.carriers.length - b.carriers.length),
  rows: graph.rows,
  extras: graph.extras,
  meter,
  chosen: new Set(),
  open: graph.needs.length,
  weight: 0,
});

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
