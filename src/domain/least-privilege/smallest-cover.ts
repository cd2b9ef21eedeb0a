import type { Offer } from './offer.ts';
import type { CoverAsk, Reading } from './reading.ts';
import { readAsk } from './reading.ts';
import { solve } from './solve.ts';

/** An offer, and the names of the permissions it would give that are neither needed nor held. */
export type Excessive = { readonly offer: Offer; readonly excess: readonly string[] };

export type Cover = {
  /** What to ask for, in name order. Empty: nothing is lacking, or nothing that is lacking can be had. */
  readonly chosen: readonly Offer[];
  /** Names of the permissions that are needed and that `chosen` gives. */
  readonly covers: readonly string[];
  /** Needed, and held already. */
  readonly held: readonly string[];
  /** Needed, and carried by nothing that is offered. */
  readonly uncoverable: readonly string[];
  /** What `chosen` gives beyond what is needed and held. */
  readonly excess: readonly string[];
  /** What `excess` weighs, by `riskWeight` of the least risky entitlement offered that carries each. */
  readonly weight: number;
  /** The one offer that would cover as much with the least excess, where `chosen` is not that one. */
  readonly alternative?: Excessive;
  /** `exact`: nothing smaller exists. `greedy`: it was not proven within the budget that this is the smallest. */
  readonly method: 'exact' | 'greedy';
  /** How much work it was. */
  readonly steps: number;
};

/** Some milliseconds of work. */
export const stepBudget = 1_000_000;

/**
 * The offers that give what is needed and the least beyond it: the least weight of excess; of those the fewest offers; of those the
 * lowest highest risk; of those the first in name order that the search meets. It does not depend on the order of the offers.
 */
export function smallestCover(ask: CoverAsk): Cover {
  const reading = readAsk(ask);
  const { problem, offers, needs, held, uncoverable } = reading;
  const { chosen, method, steps } = solve(problem, stepBudget);
  const rows = chosen.flatMap((at) => problem.rows[at] ?? []);
  const excess = new Set(rows.flatMap((row) => row.excess));
  const alternative = rows.length > 1 ? bestSingle(reading) : undefined;
  return {
    chosen: rows.flatMap((row) => offers[row.at] ?? []),
    covers: needs,
    held,
    uncoverable,
    excess: excessNames(reading, excess),
    weight: weigh(reading, excess),
    ...(alternative === undefined ? {} : { alternative }),
    method,
    steps,
  };
}

function bestSingle(reading: Reading): Excessive | undefined {
  const { rows, needs } = reading.problem;
  const [best] = rows
    .filter((row) => row.covers.length === needs)
    .map((row) => ({ row, weight: weigh(reading, row.excess) }))
    .toSorted((a, b) => a.weight - b.weight || a.row.risk - b.row.risk || a.row.at - b.row.at);
  const offer = best === undefined ? undefined : reading.offers[best.row.at];
  return best === undefined || offer === undefined
    ? undefined
    : { offer, excess: excessNames(reading, best.row.excess) };
}

const excessNames = ({ excess }: Reading, numbers: Iterable<number>): readonly string[] =>
  [...numbers].flatMap((number) => excess[number] ?? []).toSorted();

const weigh = ({ problem }: Reading, numbers: Iterable<number>): number =>
  [...numbers].reduce((sum, number) => sum + (problem.weights[number] ?? 0), 0);
