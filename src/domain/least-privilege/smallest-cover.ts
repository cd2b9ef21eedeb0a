import type { CoverAsk } from './cover-ask.ts';
import { neededNames } from './cover-ask.ts';
import type { Offer } from './offer.ts';
import { weightOf } from './permission-index.ts';
import type { Reading } from './reading.ts';
import { readAsk } from './reading.ts';
import { solve } from './solve.ts';

/** An offer, and the names of the permissions it would give that are neither needed nor held. */
export type Excessive = { readonly offer: Offer; readonly excess: readonly string[] };

export type Cover = {
  /** What to ask for, what lists least first. Empty: nothing is lacking, or nothing that is lacking can be had. */
  readonly chosen: readonly Offer[];
  /** Names of the permissions that are needed and that `chosen` gives. */
  readonly covers: readonly string[];
  /** Needed, and held already. */
  readonly held: readonly string[];
  /** Needed, and carried by nothing that is offered. */
  readonly uncoverable: readonly string[];
  /** What `chosen` gives beyond what is needed and held. */
  readonly excess: readonly string[];
  /** What `excess` weighs, by the weights of the index. */
  readonly weight: number;
  /** The one offer that would cover as much with the least excess, where `chosen` is not that one. */
  readonly alternative?: Excessive;
  /** `exact`: nothing smaller exists. `greedy`: it was not proven within the budget that this is the smallest. */
  readonly method: 'exact' | 'greedy';
  /** How much work it was. */
  readonly steps: number;
};

/** Some milliseconds of work: `Cover.steps` goes little beyond it. */
export const stepBudget = 300_000;

/**
 * The offers that give what is needed and the least beyond it: the least weight of excess; of those the fewest offers; of those the
 * lowest highest risk; of those what lists less, then what comes first by name, as the search meets them. It does not depend on the order of the offers.
 */
export const smallestCover = (ask: CoverAsk): Cover => coverNames(neededNames(ask), ask);

/** The same where all needs are names of permissions, none is an id. */
export function coverNames(names: readonly string[], ask: Omit<CoverAsk, 'needs'>): Cover {
  const reading = readAsk([...new Set(names)].toSorted(), ask);
  const { problem, offers, needs, held, uncoverable, complete } = reading;
  const { chosen, proven, steps } = solve(problem, stepBudget);
  const rows = chosen.flatMap((at) => problem.rows[at] ?? []);
  const excess = excessNames(reading, new Set(rows.flatMap((row) => row.excess)));
  const alternative = rows.length > 1 ? bestSingle(reading) : undefined;
  return {
    chosen: rows.flatMap((row) => offers[row.at] ?? []),
    covers: needs,
    held,
    uncoverable,
    excess,
    weight: weightOf(ask.index, excess),
    ...(alternative === undefined ? {} : { alternative }),
    method: proven && complete ? 'exact' : 'greedy',
    steps,
  };
}

function bestSingle(reading: Reading): Excessive | undefined {
  const { rows, needs, weights } = reading.problem;
  const [best] = rows
    .filter((row) => row.covers.length === needs)
    .map((row) => ({ row, weight: row.excess.reduce((sum, number) => sum + (weights[number] ?? 0), 0) }))
    .toSorted((a, b) => a.weight - b.weight || a.row.risk - b.row.risk || a.row.at - b.row.at);
  const offer = best === undefined ? undefined : reading.offers[best.row.at];
  return best === undefined || offer === undefined
    ? undefined
    : { offer, excess: excessNames(reading, best.row.excess) };
}

const excessNames = ({ excess }: Reading, numbers: Iterable<number>): readonly string[] =>
  [...numbers].flatMap((number) => excess[number] ?? []).toSorted();
