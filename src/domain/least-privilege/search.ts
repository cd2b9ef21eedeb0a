// Branch and bound: https://en.wikipedia.org/wiki/Branch_and_bound. The bound is a dual ascent, as in Balas and Ho, “Set covering
// algorithms using cutting planes, heuristics, and subgradient optimization” (1980), over prices shared among the rows that raise them.
import type { Board } from './board.ts';
import { choose, takeBack } from './board.ts';
import type { NeedNode } from './graph.ts';
import { byPromise, finish } from './greedy.ts';
import { grain, priceRows, rowsPerWeight } from './price.ts';
import type { Solution } from './solution.ts';
import { compareSolutions, solutionOf } from './solution.ts';

export type Searched = { readonly best: Solution; readonly proven: boolean };

type Search = {
  readonly board: Board;
  /** Where to stop, on the meter. */
  readonly limit: number;
  best: Solution;
  stopped: boolean;
  /** Counts the bounds, so that each knows which slacks are its own. */
  bounds: number;
};

/** Looks for something better than `known` until none can be left (`proven`) or about `limit` steps are spent. */
export function search(board: Board, known: Solution, limit: number): Searched {
  const run: Search = { board, limit, best: known, stopped: false, bounds: 0 };
  priceRows(board);
  if (!mayImprove(run, bound(run).rest, 0)) return { best: known, proven: true };
  if (board.meter.steps + costOfDive(board, known) > limit) return { best: known, proven: false };
  visit(run, 0);
  if (!run.stopped) return { best: run.best, proven: true };
  // What is proven has nothing needless; what was only met on the way may have.
  for (const row of run.best.rows) choose(board, row);
  return { best: finish(board), proven: false };
}

/** About what it takes to go down to one cover, with a bound at each step: with less than that a search finds nothing new. */
const costOfDive = ({ needs }: Board, known: Solution): number =>
  known.rows.length * needs.reduce((sum, need) => sum + need.carriers.length, 0);

function visit(run: Search, risk: number): void {
  const { board } = run;
  if (board.open === 0) {
    const found = solutionOf(board);
    if (compareSolutions(found, run.best) < 0) run.best = found;
    return;
  }
  const { need, rest } = bound(run);
  if (need === undefined || !mayImprove(run, rest, risk)) return;
  const branches = need.carriers.filter((row) => !row.out).toSorted(byPromise);
  for (const row of branches) {
    if (board.meter.steps > run.limit) run.stopped = true;
    if (run.stopped) break;
    board.meter.steps += 1;
    const reached = Math.max(risk, row.row.risk);
    if (mayImprove(run, rowsPerWeight(board) * row.adds + 1, reached)) {
      choose(board, row);
      visit(run, reached);
      takeBack(board, row);
    }
    // Every cover with this row has been seen, or is no better.
    row.out = true;
  }
  for (const row of branches) row.out = false;
}

function mayImprove({ board, best }: Search, rest: number, risk: number): boolean {
  const per = rowsPerWeight(board);
  const least = per * board.weight + board.chosen.size + rest;
  const reached = per * best.weight + best.rows.length;
  return least < reached || (least === reached && risk < best.risk);
}

/**
 * What the open needs must at least cost, in rows, and the need with the fewest rows left to cover it. No such need: one of them can
 * no longer be covered.
 */
function bound(run: Search): { readonly need: NeedNode | undefined; readonly rest: number } {
  const { board } = run;
  const per = rowsPerWeight(board);
  run.bounds += 1;
  let hardest: NeedNode | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  let dearest = 0;
  let sum = 0;
  for (const need of board.needs) {
    if (need.chosen > 0) continue;
    const { count, slack, adds } = cheapest(need, run.bounds);
    board.meter.steps += 2 * need.carriers.length;
    if (count === 0) return { need: undefined, rest: 0 };
    if (slack > 0) for (const row of need.carriers) row.slack -= slack;
    sum += slack;
    dearest = Math.max(dearest, per * adds + 1);
    if (count < fewest) {
      hardest = need;
      fewest = count;
    }
  }
  return { need: hardest, rest: Math.max(dearest, Math.ceil(sum / grain)) };
}

function cheapest(need: NeedNode, bound: number): { count: number; slack: number; adds: number } {
  let count = 0;
  let slack = Number.POSITIVE_INFINITY;
  let adds = Number.POSITIVE_INFINITY;
  for (const row of need.carriers) {
    if (row.out) continue;
    if (row.seen !== bound) {
      row.seen = bound;
      row.slack = row.price;
    }
    count += 1;
    slack = Math.min(slack, row.slack);
    adds = Math.min(adds, row.adds);
  }
  return { count, slack, adds };
}
