// What people ask, turned into the numbered problem, and the way back to names.
import type { Entitlement } from '../catalogue.ts';
import { risks } from '../catalogue.ts';
import type { CoverAsk } from './cover-ask.ts';
import type { Helpful } from './helpful.ts';
import { helpfulOffers, shortlist } from './helpful.ts';
import type { Offer } from './offer.ts';
import { permissionsOf } from './offer.ts';
import type { PermissionIndex } from './permission-index.ts';
import type { Problem, Row } from './problem.ts';

export type Reading = {
  readonly problem: Problem;
  /** By the rows' `at`. */
  readonly offers: readonly Offer[];
  /** By the numbers of the problem. */
  readonly needs: readonly string[];
  readonly excess: readonly string[];
  /** Needed and held already. */
  readonly held: readonly string[];
  /** Needed, and carried by nothing that is offered. */
  readonly uncoverable: readonly string[];
  /** Whether every offer that helps is in the problem: there may be more than can be looked at. */
  readonly complete: boolean;
};

/** Looks closely only at the offers that give something lacking. `wanted`: names of permissions, each once. */
export function readAsk(wanted: readonly string[], ask: Omit<CoverAsk, 'needs'>): Reading {
  const { index } = ask;
  const holds = new Set(ask.held.flatMap(permissionsOf));
  const lacking = wanted.filter((name) => !holds.has(name));
  const helpful = helpfulOffers(ask.offers, index, numbersOf(lacking, index));
  const carried = new Uint8Array(index.names.length);
  for (const { covers } of helpful) for (const number of covers) carried[number] = 1;
  const isCarried = (name: string): boolean => carried[index.numbers.get(name) ?? -1] === 1;
  const needs = lacking.filter(isCarried);
  const { offers, complete } = shortlist(helpful);
  const { rows, excess } = rowsOf(offers, { index, needs, holds });
  return {
    problem: { rows, needs: needs.length, weights: excess.map((number) => index.weights[number] ?? 0) },
    offers: offers.map(({ offer }) => offer),
    needs,
    excess: excess.map((number) => index.names[number] ?? ''),
    held: wanted.filter((name) => holds.has(name)),
    uncoverable: lacking.filter((name) => !isCarried(name)),
    complete,
  };
}

const numbersOf = (names: Iterable<string>, { numbers }: PermissionIndex): readonly number[] =>
  [...names].flatMap((name) => numbers.get(name) ?? []);

type Known = {
  readonly index: PermissionIndex;
  readonly needs: readonly string[];
  readonly holds: ReadonlySet<string>;
};

/** The rows, and by the number of an excess permission in them its number in the index. */
function rowsOf(
  helpful: readonly Helpful[],
  known: Known,
): { rows: readonly Row[]; excess: readonly number[] } {
  const { index, needs, holds } = known;
  // By number in the index: 0 nothing known, -1 no excess, else 1 more than its number in the problem.
  const places = new Int32Array(index.names.length);
  const needAt = new Int32Array(index.names.length);
  for (const number of numbersOf(holds, index)) places[number] = -1;
  for (const [at, number] of numbersOf(needs, index).entries()) {
    places[number] = -1;
    needAt[number] = at;
  }
  // The row, counted from 1, that met it last.
  const metBy = new Int32Array(index.names.length);
  const excess: number[] = [];
  const excessOf = (part: Entitlement, row: number, own: number[]): void => {
    for (const number of index.carried.get(part.id) ?? []) {
      if (places[number] === -1 || metBy[number] === row) continue;
      metBy[number] = row;
      if (places[number] === 0) places[number] = excess.push(number);
      own.push((places[number] ?? 0) - 1);
    }
  };
  const rows = helpful.map(({ offer, covers }, at): Row => {
    const own: number[] = [];
    for (const part of offer.entitlements) excessOf(part, at + 1, own);
    const needed = covers.map((number) => needAt[number] ?? 0);
    return { at, covers: needed, excess: own, risk: risks.indexOf(offer.risk) };
  });
  return { rows, excess };
}
