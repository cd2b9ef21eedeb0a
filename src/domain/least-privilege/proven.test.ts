// The search against every subset there is, on many small catalogues.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../catalogue.ts';
import { risks } from '../catalogue.ts';
import type { CoverAsk } from './cover-ask.ts';
import { bundle, entitlement, single } from './given.ts';
import type { Offer } from './offer.ts';
import { permissionsOf, riskWeight } from './offer.ts';
import { indexPermissions } from './permission-index.ts';
import type { Cover } from './smallest-cover.ts';
import { smallestCover } from './smallest-cover.ts';

const names = Array.from({ length: 14 }, (_, at) => `p${at}`);
const somePermissions = fc.subarray(names, { maxLength: 7 });
const someRisk = fc.constantFrom(...risks);

const catalogue = fc
  .record({
    entitlements: fc.array(fc.tuple(somePermissions, someRisk), { minLength: 1, maxLength: 8 }),
    bundles: fc.array(fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
  })
  .map(({ entitlements, bundles }) => {
    const parts = entitlements.map(([permissions, risk], at) =>
      entitlement(`app/e${at}`, permissions, { risk }),
    );
    const inBundle = (picks: readonly number[]) => [
      ...new Set(picks.map((pick) => parts[pick % parts.length]!)),
    ];
    return {
      parts,
      offers: [...parts.map(single), ...bundles.map((picks, at) => bundle(`b${at}`, inBundle(picks)))],
    };
  });

const ask: fc.Arbitrary<CoverAsk> = catalogue.chain(({ parts, offers }) =>
  fc.record({
    needs: fc.subarray([...names, 'nobody.has.it', 'app/e0', 'app/e1'], { maxLength: 8 }),
    offers: fc.shuffledSubarray(offers, { minLength: offers.length }),
    index: fc.constant(indexPermissions(parts)),
    held: fc.subarray(parts, { maxLength: Math.min(2, parts.length) }),
  }),
);

type Price = { readonly weight: number; readonly count: number; readonly risk: number };
const compare = (a: Price, b: Price): number => a.weight - b.weight || a.count - b.count || a.risk - b.risk;

const carriedBy = (offers: readonly Offer[]): ReadonlySet<string> =>
  new Set(offers.flatMap((offer) => offer.entitlements).flatMap(permissionsOf));

/** The names asked for, ids as what they stand for. */
function meant({ needs, offers, held }: CoverAsk): readonly string[] {
  const known: readonly Entitlement[] = [...held, ...offers.flatMap((offer) => offer.entitlements)];
  return needs.flatMap((need) => {
    const one = known.find(({ id }) => id === need);
    return one === undefined ? [need] : permissionsOf(one);
  });
}

/** Weighs a choice by the definition, not by the code under test. */
function priceOf(asked: CoverAsk, chosen: readonly Offer[]): Price {
  const { offers, held } = asked;
  const free = new Set([...meant(asked), ...held.flatMap(permissionsOf)]);
  const all = offers.flatMap((offer) => offer.entitlements);
  const weights = [...carriedBy(chosen)]
    .filter((name) => !free.has(name))
    .map((name) =>
      Math.min(...all.filter((one) => permissionsOf(one).includes(name)).map((one) => riskWeight[one.risk])),
    );
  return {
    weight: weights.reduce((sum, weight) => sum + weight, 0),
    count: chosen.length,
    risk: Math.max(0, ...chosen.map((offer) => risks.indexOf(offer.risk))),
  };
}

/** Tries every subset: the best there is. Sets are bits, or it would take minutes. */
function bruteForce(asked: CoverAsk): Price {
  const { offers, held } = asked;
  const all = [...carriedBy(offers)];
  const bits = (some: Iterable<string>): number =>
    [...some].reduce((sum, name) => sum | (all.includes(name) ? 1 << all.indexOf(name) : 0), 0);
  const holds = bits(held.flatMap(permissionsOf));
  const wanted = bits(meant(asked)) & ~holds;
  const gives = offers.map((offer) => bits(carriedBy([offer])));
  const weights = all.map(
    (name) => priceOf({ ...asked, needs: [], held: [] }, [bundle('x', [entitlement('x/x', [name])])]).weight,
  );
  const weigh = (set: number): number =>
    weights.reduce((sum, weight, at) => sum + (((set & ~wanted & ~holds) >> at) & 1 ? weight : 0), 0);
  let best: Price = { weight: Infinity, count: Infinity, risk: Infinity };
  const given = [0];
  for (let subset = 0; subset < 1 << offers.length; subset += 1) {
    const lowest = 31 - Math.clz32(subset & -subset);
    if (subset > 0) given[subset] = given[subset & (subset - 1)]! | gives[lowest]!;
    if ((given[subset]! & wanted) !== wanted) continue;
    const weight = weigh(given[subset]!);
    if (weight > best.weight) continue;
    const chosen = offers.filter((_, at) => (subset >> at) & 1);
    const risk = Math.max(0, ...chosen.map((offer) => risks.indexOf(offer.risk)));
    const price = { weight, count: chosen.length, risk };
    if (compare(price, best) < 0) best = price;
  }
  return best;
}

const shown = (cover: Cover) => ({ ...cover, chosen: cover.chosen.map(({ target }) => target.id) });

describe('the smallest cover', () => {
  it('is as good as the best of all subsets, to the last tie but the name', () => {
    fc.assert(
      fc.property(ask, (asked) => {
        const cover = smallestCover(asked);
        const price = priceOf(asked, cover.chosen);
        expect(cover.method).toBe('exact');
        expect(cover.weight).toBe(price.weight);
        expect(price).toStrictEqual(bruteForceOfCoverable(asked));
      }),
      { numRuns: 3_000 },
    );
  });

  it('covers all that can be covered and names the rest', () => {
    fc.assert(
      fc.property(ask, (asked) => {
        const cover = smallestCover(asked);
        const holds = new Set(asked.held.flatMap(permissionsOf));
        const lacking = [...new Set(meant(asked))].filter((name) => !holds.has(name)).toSorted();
        const can = carriedBy(asked.offers);
        expect(cover.covers).toStrictEqual(lacking.filter((name) => can.has(name)));
        expect(cover.uncoverable).toStrictEqual(lacking.filter((name) => !can.has(name)));
        expect([...carriedBy(cover.chosen)]).toEqual(expect.arrayContaining([...cover.covers]));
        expect(cover.excess).toStrictEqual(
          [...carriedBy(cover.chosen)]
            .filter((name) => !holds.has(name) && !meant(asked).includes(name))
            .toSorted(),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the order of the offers, nor on the order or number of times of the needs', () => {
    fc.assert(
      fc.property(
        ask.chain((asked) =>
          fc.record({
            asked: fc.constant(asked),
            offers: fc.shuffledSubarray([...asked.offers], { minLength: asked.offers.length }),
            needs: fc.shuffledSubarray([...asked.needs, ...asked.needs], {
              minLength: 2 * asked.needs.length,
            }),
          }),
        ),
        ({ asked, offers, needs }) => {
          expect(shown(smallestCover({ ...asked, offers, needs }))).toStrictEqual(
            shown(smallestCover(asked)),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never gets worse by what is held', () => {
    fc.assert(
      fc.property(ask, (asked) => {
        const without = smallestCover({ ...asked, needs: meant(asked), held: [] });
        expect(smallestCover(asked).weight).toBeLessThanOrEqual(without.weight);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never asks for something that could be left out', () => {
    fc.assert(
      fc.property(ask, (asked) => {
        const { chosen, covers } = smallestCover(asked);
        for (const one of chosen) {
          const others = carriedBy(chosen.filter((other) => other !== one));
          expect(covers.some((name) => !others.has(name))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

const bruteForceOfCoverable = (asked: CoverAsk): Price => {
  const can = carriedBy(asked.offers);
  const needs = meant(asked);
  const price = bruteForce({ ...asked, needs: needs.filter((name) => can.has(name)) });
  return price;
};
