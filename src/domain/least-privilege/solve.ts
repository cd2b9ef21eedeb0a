import type { Board } from './board.ts';
import { boardOf } from './board.ts';
import type { Graph, RowNode } from './graph.ts';
import { coverAtOnce, coverBestFirst, coverHardestFirst } from './greedy.ts';
import type { Meter, Problem } from './problem.ts';
import { reduce } from './reduce.ts';
import { search } from './search.ts';
import type { Solution } from './solution.ts';
import { compareSolutions } from './solution.ts';

export type Solved = {
  /** The `at` of the rows, ascending. */
  readonly chosen: readonly number[];
  readonly method: 'exact' | 'greedy';
  readonly steps: number;
};

/**
 * The rows that cover every need with the least weight of excess; of those the fewest; of those the ones with the lowest highest risk.
 * `exact`: that is proven. `greedy`: `budget` steps were not enough for the proof; the rows are the best that was found, never worse
 * than the hardest needs first. Reading the rows a few times is not bounded by the budget, the rest is.
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
    chosen: [...forced, ...searched.flatMap(({ best }) => best.rows)]
      .map((row) => row.at)
      .toSorted((a, b) => a - b),
    method: searched.every(({ proven }) => proven) ? 'exact' : 'greedy',
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
  const seen = new Set<RowNode>();
  return rows.flatMap((start) => {
    if (seen.has(start)) return [];
    return [partFrom(start, seen, meter)];
  });
}

function partFrom(start: RowNode, seen: Set<RowNode>, meter: Meter): Graph {
  const part = new Set([start]);
  const links = new Set<Graph['needs'][number] | Graph['extras'][number]>();
  for (const row of part) {
    seen.add(row);
    for (const need of row.needs) {
      if (links.has(need)) continue;
      links.add(need);
      for (const other of need.carriers) part.add(other);
    }
    for (const extra of row.extras) {
      if (links.has(extra)) continue;
      links.add(extra);
      for (const other of extra.rows) part.add(other);
    }
    meter.steps += row.needs.length + row.extras.length;
  }
  for (const link of links) meter.steps += ('carriers' in link ? link.carriers : link.rows).length;
  const rows = [...part];
  return {
    rows,
    needs: [...new Set(rows.flatMap((row) => row.needs))],
    extras: [...new Set(rows.flatMap((row) => row.extras))],
  };
}
