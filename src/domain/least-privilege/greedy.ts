import type { Board } from './board.ts';
import { choose, takeBack } from './board.ts';
import type { RowNode } from './graph.ts';
import type { Solution } from './solution.ts';
import { solutionOf } from './solution.ts';

/** Covers every need, the hardest to cover first, each by the row that gives most for its price. Takes no longer than reading the rows. */
export function coverHardestFirst(board: Board): Solution {
  for (const need of board.needs) if (need.chosen === 0) chooseBest(board, need.carriers);
  return finish(board);
}

/**
 * Takes the row that gives most for its price, again and again: the classical greedy cover. Undefined where that would take more
 * than about `limit` steps.
 */
export function coverBestFirst(board: Board, limit: number): Solution | undefined {
  let useful = board.rows;
  while (board.open > 0 && board.meter.steps <= limit) {
    useful = useful.filter((row) => row.fresh > 0);
    board.meter.steps += useful.length;
    chooseBest(board, useful);
  }
  if (board.open === 0) return finish(board);
  clear(board);
  return undefined;
}

/** The single rows that cover every need. */
export const coverAtOnce = (board: Board): readonly Solution[] =>
  board.rows
    .filter((row) => row.fresh === board.open)
    .map((node) => ({ rows: [node], weight: node.adds, risk: node.row.risk }));

/** What adds less weight for each need that it covers comes first; then what covers more, has a lower risk, comes first by name. */
export const byPromise = (a: RowNode, b: RowNode): number =>
  a.adds * b.fresh - b.adds * a.fresh || b.fresh - a.fresh || a.row.risk - b.row.risk || a.row.at - b.row.at;

function chooseBest(board: Board, rows: readonly RowNode[]): void {
  let best: RowNode | undefined;
  for (const row of rows) if (best === undefined || byPromise(row, best) < 0) best = row;
  board.meter.steps += rows.length;
  if (best !== undefined) choose(board, best);
}

/** Drops from what is chosen what has become needless, the dearest first, and leaves the board empty. */
export function finish(board: Board): Solution {
  const priced = [...board.chosen].map((row) => ({
    row,
    weight: row.extras.reduce((sum, extra) => sum + extra.weight, 0),
  }));
  for (const { row } of priced.toSorted((a, b) => b.weight - a.weight || b.row.row.at - a.row.row.at))
    if (row.needs.every((need) => need.chosen > 1)) takeBack(board, row);
  const solution = solutionOf(board);
  clear(board);
  return solution;
}

function clear(board: Board): void {
  for (const row of board.chosen) takeBack(board, row);
}
