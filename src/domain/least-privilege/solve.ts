import type { Board } from './board.ts';
import { boardOf } from './board.ts';
import type { ExtraNode, Graph, NeedNode, RowNode } from './graph.ts';
import { coverAtOnce, coverBestFirst, coverHardestFirst } from './greedy.ts';
import type { Meter, Problem } from './problem.ts';
import { reduce } from './reduce.ts';
import { search } from './search.ts';
import type { Solution } from './solution.ts';
import { compareSolutions } from './solution.ts';

export type Solved = {
  /** The `at` of the rows, ascending. */
  readonly chosen: readonly number[];
  /** Nothing better exists. Else `budget` steps were not enough to say so. */
  readonly proven: boolean;
  readonly steps: number;
};

/**
 * The rows that cover every need with the least weight of excess; of those the fewest; of those the ones with the lowest highest risk.
 * Where that cannot be proven with `budget` steps they are the best that was found. Reading the rows a few times is not bounded by the
 * budget; all the rest is.
 */
export function solve(problem: Problem, budget: number): Solved {
  const meter: Meter = { steps: 0 };
  const { forced, rest } = reduce(problem, meter, budget / 4);
  const parts = partsOf(rest, meter).map((graph) => boardOf(graph, meter));
  const known = parts.map((board) => ({ board, best: greedy(board, budget / 2) }));
  const smallFirst = known.toSorted((a, b) => a.board.rows.length - b.board.rows.length);
  const searched = smallFirst.map(({ board, best }, index) => {
    const share = Math.max(0, budget - meter.steps) / (smallFirst.length - index);
    return search(board, best, meter.steps + share);
  });
  return {
    chosen: [...forced, ...searched.flatMap(({ best }) => best.rows.map(({ row }) => row))]
      .map((row) => row.at)
      .toSorted((a, b) => a - b),
    proven: searched.every(({ proven }) => proven),
    steps: meter.steps,
  };
}

function greedy(board: Board, limit: number): Solution {
  const others = [coverBestFirst(board, limit) ?? [], coverAtOnce(board)].flat();
  return others.reduce(
    (best, one) => (compareSolutions(one, best) < 0 ? one : best),
    coverHardestFirst(board),
  );
}

/** The parts of a graph that share no need and no extra: each is solved by itself. */
function partsOf({ rows }: Graph, meter: Meter): readonly Graph[] {
  const placed = new Set<RowNode>();
  return rows.flatMap((start) => (placed.has(start) ? [] : [partFrom(start, placed, meter)]));
}

function partFrom(start: RowNode, placed: Set<RowNode>, meter: Meter): Graph {
  const rows = new Set([start]);
  const needs: NeedNode[] = [];
  const extras: ExtraNode[] = [];
  // Fresh, so that no mark left earlier is taken for it.
  const mark = {};
  // A set that grows while it is walked: the walk takes in what is added.
  for (const row of rows) {
    placed.add(row);
    for (const need of row.needs) {
      if (need.mark === mark) continue;
      need.mark = mark;
      needs.push(need);
      for (const other of need.carriers) rows.add(other);
      meter.steps += need.carriers.length;
    }
    for (const extra of row.extras) {
      if (extra.mark === mark) continue;
      extra.mark = mark;
      extras.push(extra);
      for (const other of extra.rows) rows.add(other);
      meter.steps += extra.rows.length;
    }
    meter.steps += row.needs.length + row.extras.length;
  }
  return { rows: [...rows], needs, extras };
}
