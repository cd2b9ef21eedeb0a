import type { Entitlement } from '../catalogue.ts';
import type { Instant } from '../instant.ts';
import type { CoverAsk } from './cover-ask.ts';
import type { PermissionUse, Usage } from './idle.ts';
import { usesOf } from './idle.ts';
import type { Offer } from './offer.ts';
import { compareTexts, permissionsOf } from './offer.ts';
import { weightOf } from './permission-index.ts';
import type { Disuse } from './proposal-text.ts';
import { proposalText } from './proposal-text.ts';
import { coverNames } from './smallest-cover.ts';

/** Something held, as it was given. */
export type HeldOffer = {
  readonly offer: Offer;
  /** When it became theirs: what was held for less than the days in question is not judged. */
  readonly since: Instant;
  /** Given by a birthright or role rule: never proposed for return, for the rule would give it again. */
  readonly byRule: boolean;
};

export type RightsizeAsk = Usage &
  Pick<CoverAsk, 'offers' | 'index'> & { readonly holds: readonly HeldOffer[] };

export type Proposal = {
  readonly holding: HeldOffer;
  readonly giveBack: readonly Entitlement[];
  /** What to ask for in its place; empty where what is kept is enough. */
  readonly askFor: readonly Offer[];
  /** How many permissions fewer they would hold; 0 or less where what is asked for is only less risky. */
  readonly fewer: number;
  /** One sentence for people. */
  readonly because: string;
};

/**
 * The smaller set of what somebody holds, as steps to take in this order, the weightiest first: each reckons with those before it. A part
 * of which nothing was used goes back. A part of which some was used is replaced where something smaller gives what was used or may
 * have been.
 */
export function rightsize(ask: RightsizeAsk): readonly Proposal[] {
  const judged = ask.holds.map((holding) => judge(holding, ask)).toSorted(heaviestFirst);
  // What is to stay: of what comes later, at most what is in use.
  const plan = new Map(judged.map((one) => [one, one.inUse]));
  const has = new Map(judged.map((one) => [one, one.holding.offer.entitlements]));
  return judged.flatMap((one) => {
    plan.delete(one);
    const next = one.holding.byRule ? keepAll(one) : replace(one, [...plan.values()].flat(), ask);
    plan.set(one, next.kept);
    const before = permissionsIn([...has.values()].flat()).size;
    has.set(one, next.kept);
    return proposalOf(one, next, before - permissionsIn([...has.values()].flat()).size);
  });
}

function proposalOf({ holding, uses }: Judged, { kept, askFor }: Kept, fewer: number): readonly Proposal[] {
  const giveBack = holding.offer.entitlements.filter((part) => !kept.some(({ id }) => id === part.id));
  if (giveBack.length === 0) return [];
  const step = { holding, giveBack, askFor, fewer };
  return [
    { ...step, because: proposalText(step, disuseOf(giveBack.flatMap((part) => uses.get(part) ?? []))) },
  ];
}

/** A permission that two parts carry is unused where it is in both. */
function disuseOf(uses: readonly PermissionUse[]): Disuse {
  const used = new Set(uses.flatMap(({ name, days }) => (days === undefined ? [name] : [])));
  const unused = uses.filter(({ name }) => !used.has(name));
  return {
    all: new Set(uses.map(({ name }) => name)).size,
    unused: new Set(unused.map(({ name }) => name)).size,
    days: Math.min(...unused.flatMap(({ days }) => days ?? [])),
  };
}

type Judged = {
  readonly holding: HeldOffer;
  readonly weight: number;
  readonly uses: ReadonlyMap<Entitlement, readonly PermissionUse[]>;
  /** The parts of which something was used, or may have been. */
  readonly inUse: readonly Entitlement[];
};

function judge(holding: HeldOffer, ask: RightsizeAsk): Judged {
  const { entitlements } = holding.offer;
  const uses = new Map(entitlements.map((part) => [part, usesOf(part, holding.since, ask)]));
  const inUse = entitlements.filter(
    (part) => holding.byRule || (uses.get(part) ?? []).some(({ days }) => days === undefined),
  );
  return { holding, weight: weightOf(ask.index, permissionsIn(entitlements)), uses, inUse };
}

const heaviestFirst = (a: Judged, b: Judged): number =>
  b.weight - a.weight || compareTexts(a.holding.offer.name, b.holding.offer.name);

type Kept = { readonly kept: readonly Entitlement[]; readonly askFor: readonly Offer[] };

const keepAll = ({ inUse }: Judged): Kept => ({ kept: inUse, askFor: [] });

/** What to keep of the parts in use, and what to have instead of those of which too little was used. */
function replace(one: Judged, elsewhere: readonly Entitlement[], ask: RightsizeAsk): Kept {
  const usesIn = (part: Entitlement): readonly PermissionUse[] => one.uses.get(part) ?? [];
  const fits = (part: Entitlement): boolean => usesIn(part).every(({ days }) => days === undefined);
  const fitting = one.inUse.filter(fits);
  const oversized = one.inUse.filter((part) => !fits(part));
  const held = [...elsewhere, ...fitting];
  const needs = oversized.flatMap(usesIn).flatMap(({ name, days }) => (days === undefined ? [name] : []));
  const { chosen, uncoverable } = coverNames(needs, { ...ask, held });
  const holds = permissionsIn(held);
  const adds = (parts: readonly Entitlement[]): number =>
    weightOf(
      ask.index,
      [...permissionsIn(parts)].filter((name) => !holds.has(name)),
    );
  const instead = chosen.flatMap(({ entitlements }) => entitlements);
  if (uncoverable.length > 0 || adds(instead) >= adds(oversized)) return keepAll(one);
  const stays = ({ target }: Offer): boolean => oversized.some(({ id }) => id === target.id);
  const staying = oversized.filter(({ id }) => chosen.some(({ target }) => target.id === id));
  const askFor = chosen.filter((offer) => !stays(offer));
  return { kept: [...fitting, ...staying, ...askFor.flatMap(({ entitlements }) => entitlements)], askFor };
}

const permissionsIn = (parts: readonly Entitlement[]): ReadonlySet<string> =>
  new Set(parts.flatMap(permissionsOf));
