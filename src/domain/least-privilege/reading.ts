// What people ask, turned into the numbered problem, and the way back to names.
import type { Entitlement, Risk } from '../catalogue.ts';
import { risks } from '../catalogue.ts';
import type { EntitlementId } from '../ids.ts';
import type { Offer } from './offer.ts';
import { permissionsOf, riskWeight } from './offer.ts';
import type { Problem, Row } from './problem.ts';

export type CoverAsk = {
  /** Names of permissions, or ids of entitlements or bundles, which stand for all that they carry. */
  readonly needs: readonly string[];
  /** Everything the person may see, in any order; `visibleItems` gives it. */
  readonly offers: readonly Offer[];
  /** What the person holds for at least as long as they ask: it needs no covering, and costs nothing to be given again. */
  readonly held: readonly Entitlement[];
};

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
};

/** Reads every permission of the offers once; only the offers that help are looked at more closely. */
export function readAsk(ask: CoverAsk): Reading {
  const parts = partsOf(ask.offers);
  const holds = new Set(ask.held.flatMap(permissionsOf));
  const wanted = namesOf(ask, parts);
  const lacking = new Set(wanted.filter((name) => !holds.has(name)));
  const carriers = carriersOf(lacking, parts);
  const carried = new Set([...carriers.values()].flat());
  const needs = [...lacking].filter((name) => carried.has(name));
  const offers = helpful(ask.offers, carriers);
  const { rows, excess } = rowsOf(offers, { carriers, needs, holds });
  return {
    problem: { rows, needs: needs.length, weights: weightsOf(excess, parts) },
    offers,
    needs,
    excess,
    held: wanted.filter((name) => holds.has(name)),
    uncoverable: [...lacking].filter((name) => !carried.has(name)),
  };
}

type Parts = ReadonlyMap<string, Entitlement>;

function partsOf(offers: readonly Offer[]): Parts {
  const parts = new Map<string, Entitlement>();
  for (const { entitlements } of offers) for (const part of entitlements) parts.set(part.id, part);
  return parts;
}

/** The permissions that are needed, each once, in name order. An id wins over a permission of the same name. */
function namesOf({ needs, offers, held }: CoverAsk, parts: Parts): readonly string[] {
  const meant = (need: string): readonly Entitlement[] | undefined => {
    const one = parts.get(need) ?? held.find(({ id }) => id === need);
    if (one !== undefined) return [one];
    return offers.find(({ target }) => target.id === need)?.entitlements;
  };
  const names = needs.flatMap((need) => meant(need)?.flatMap(permissionsOf) ?? [need]);
  return [...new Set(names)].toSorted();
}

/** The entitlements that carry something needed, with what that is. */
function carriersOf(
  lacking: ReadonlySet<string>,
  parts: Parts,
): ReadonlyMap<EntitlementId, readonly string[]> {
  const carriers = new Map<EntitlementId, readonly string[]>();
  for (const part of parts.values()) {
    const carries = permissionsOf(part).filter((name) => lacking.has(name));
    if (carries.length > 0) carriers.set(part.id, carries);
  }
  return carriers;
}

type Carriers = ReturnType<typeof carriersOf>;

/** The offers that carry something needed, in name order, each once. */
function helpful(offers: readonly Offer[], carriers: Carriers): readonly Offer[] {
  const useful = offers.filter((offer) => offer.entitlements.some((part) => carriers.has(part.id)));
  const byTarget = new Map(useful.map((offer) => [`${offer.target.id} ${offer.target.kind}`, offer]));
  return [...byTarget]
    .toSorted(([a, one], [b, other]) => compareTexts(one.name, other.name) || compareTexts(a, b))
    .map(([, offer]) => offer);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function rowsOf(
  offers: readonly Offer[],
  { carriers, needs, holds }: { carriers: Carriers; needs: readonly string[]; holds: ReadonlySet<string> },
): { readonly rows: readonly Row[]; readonly excess: readonly string[] } {
  const needed = new Map(needs.map((name, number) => [name, number]));
  const excess = new Map<string, number>();
  const numbered = new Map<EntitlementId, readonly number[]>();
  const extrasOf = (part: Entitlement): readonly number[] => {
    const known = numbered.get(part.id);
    if (known !== undefined) return known;
    const numbers = permissionsOf(part).flatMap((name) => {
      if (needed.has(name) || holds.has(name)) return [];
      const number = excess.get(name) ?? excess.size;
      excess.set(name, number);
      return [number];
    });
    numbered.set(part.id, numbers);
    return numbers;
  };
  const rows = offers.map(
    ({ entitlements, risk }, at): Row => ({
      at,
      covers: once(entitlements.flatMap((part) => carriers.get(part.id) ?? [])).flatMap(
        (name) => needed.get(name) ?? [],
      ),
      excess: once(entitlements.flatMap(extrasOf)),
      risk: risks.indexOf(risk),
    }),
  );
  return { rows, excess: [...excess.keys()] };
}

const once = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

/**
 * A permission is as risky as the least risky entitlement offered that carries it: whoever else carries it carries nothing worse.
 * The weight does not hang on what is chosen: else one more thing asked for could make a choice look better.
 */
function weightsOf(excess: readonly string[], parts: Parts): readonly number[] {
  const weights = new Map<string, number>(excess.map((name) => [name, Number.POSITIVE_INFINITY]));
  const lower = (name: string, risk: Risk): void => {
    const weight = weights.get(name);
    if (weight !== undefined && riskWeight[risk] < weight) weights.set(name, riskWeight[risk]);
  };
  for (const part of parts.values()) for (const name of permissionsOf(part)) lower(name, part.risk);
  return [...weights.values()];
}
