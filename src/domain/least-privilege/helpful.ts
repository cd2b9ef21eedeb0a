import type { Target } from '../catalogue.ts';
import type { EntitlementId } from '../ids.ts';
import type { Offer } from './offer.ts';
import { compareTexts } from './offer.ts';
import type { PermissionIndex } from './permission-index.ts';

/** An offer that gives something that is lacking, before it is looked at closely. */
export type Helpful = {
  readonly offer: Offer;
  /** The numbers, by the index, of what it gives of what is lacking; each once. */
  readonly covers: readonly number[];
  /** The parts that give all of it. */
  readonly enough: readonly EntitlementId[];
  /** How many permissions it lists: what two of its parts both carry counts twice. */
  readonly size: number;
};

/** The offers that carry some of these permissions (numbers by the index), each once; what lists least comes first, then name order. */
export function helpfulOffers(
  offers: readonly Offer[],
  index: PermissionIndex,
  lacking: readonly number[],
): readonly Helpful[] {
  const giver = giverOf(index, lacking);
  const helpful = new Map<string, Helpful>();
  for (const offer of offers) {
    const one = helpOf(offer, giver);
    if (one !== undefined) helpful.set(keyOf(offer.target), one);
  }
  return [...helpful]
    .filter(([, one]) => !isOutdone(one, helpful))
    .toSorted(
      ([a, one], [b, other]) =>
        one.size - other.size || compareTexts(one.offer.name, other.offer.name) || compareTexts(a, b),
    )
    .map(([, one]) => one);
}

const nothing: readonly number[] = [];

type Gift = { readonly gives: readonly number[]; readonly size: number };

/** Tells of an entitlement what it carries of what is lacking; each is looked through once. */
function giverOf(
  { names, carried }: PermissionIndex,
  lacking: readonly number[],
): (id: EntitlementId) => Gift {
  const isLacking = new Uint8Array(names.length);
  for (const number of lacking) isLacking[number] = 1;
  const known = new Map<EntitlementId, Gift>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const all = carried.get(id) ?? nothing;
    const gives = all.some((number) => isLacking[number] === 1);
    const gift = {
      gives: gives ? all.filter((number) => isLacking[number] === 1) : nothing,
      size: all.length,
    };
    known.set(id, gift);
    return gift;
  };
}

function helpOf(offer: Offer, giver: (id: EntitlementId) => Gift): Helpful | undefined {
  const gifts = offer.entitlements.map((part) => giver(part.id));
  if (gifts.every(({ gives }) => gives.length === 0)) return undefined;
  const covers = new Set(gifts.flatMap(({ gives }) => gives));
  const size = gifts.reduce((sum, gift) => sum + gift.size, 0);
  const enough = offer.entitlements.filter((part) => giver(part.id).gives.length === covers.size);
  return { offer, covers: [...covers], enough: enough.map(({ id }) => id), size };
}

const keyOf = ({ id, kind }: Target): string => `${id} ${kind}`;

/** A bundle is never better than a part that gives as much of what is lacking, where that is offered by itself: no need to look at the rest. */
const isOutdone = ({ offer, enough }: Helpful, helpful: ReadonlyMap<string, Helpful>): boolean =>
  offer.target.kind === 'bundle' && enough.some((id) => helpful.has(keyOf({ kind: 'entitlement', id })));

/** More permissions than a search can look at in some milliseconds. */
const mostListed = 40_000;

/**
 * As many as can be looked at, the ones that list least for what they cover first, but always enough to cover whatever all of them
 * cover. In the order they came in; `complete` where none was left out.
 */
export function shortlist(helpful: readonly Helpful[]): {
  readonly offers: readonly Helpful[];
  readonly complete: boolean;
} {
  if (sizeOf(helpful) <= mostListed) return { offers: helpful, complete: true };
  const promising = helpful.toSorted((a, b) => a.size * b.covers.length - b.size * a.covers.length);
  const covered = new Set<number>();
  const taken = new Set(
    promising.filter(({ covers }) => {
      const before = covered.size;
      for (const number of covers) covered.add(number);
      return covered.size > before;
    }),
  );
  let left = mostListed - sizeOf([...taken]);
  for (const one of promising) {
    if (taken.has(one) || one.size > left) continue;
    taken.add(one);
    left -= one.size;
  }
  return { offers: helpful.filter((one) => taken.has(one)), complete: false };
}

const sizeOf = (some: readonly Helpful[]): number => some.reduce((sum, { size }) => sum + size, 0);
