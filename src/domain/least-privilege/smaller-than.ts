import type { CoverAsk } from './cover-ask.ts';
import type { Offer } from './offer.ts';
import { permissionsOf } from './offer.ts';
import { weightOf } from './permission-index.ts';
import { coverNames, smallestCover } from './smallest-cover.ts';

export type ChoiceAsk = Omit<CoverAsk, 'needs'> & {
  readonly choice: Offer;
  /** Absent or empty: everything that the choice gives and the person does not hold. */
  readonly needs?: readonly string[];
};

export type Smaller = {
  readonly choice: Offer;
  /** What does it instead, what lists least first. Empty: what is needed is held already. */
  readonly smaller: readonly Offer[];
  /** By how many permissions the choice lists more; 0 or less where the others are only less risky. */
  readonly fewer: number;
};

/** What somebody chose beside what they need. All lists are names of permissions, in name order. */
export type Comparison = {
  /** What the choice gives that is neither needed nor held. */
  readonly excess: readonly string[];
  /** What the choice would give again: it is held already. */
  readonly again: readonly string[];
  /** What is needed and neither the choice gives nor the person holds. */
  readonly missing: readonly string[];
  /** Absent: there is nothing smaller that gives as much of what is needed. */
  readonly better?: Smaller;
};

/**
 * Compares a choice with what is needed. Here what is held counts as excess too: to give it again is not the smallest thing to do.
 * Pass as held only what is held for as long as is asked.
 */
export function smallerThan(ask: ChoiceAsk): Comparison {
  const { choice, held, index } = ask;
  const given = new Set(choice.entitlements.flatMap(permissionsOf));
  const holds = new Set(held.flatMap(permissionsOf));
  const { needs = [] } = ask;
  const stated = needs.length > 0 ? smallestCover({ ...ask, needs }) : coverNames([...given], ask);
  const lacking = [...stated.covers, ...stated.uncoverable];
  const needed = new Set([...lacking, ...stated.held]);
  const { chosen } = coverNames(stated.covers, { ...ask, held: [] });
  const instead = new Set(chosen.flatMap((offer) => offer.entitlements).flatMap(permissionsOf));
  const helps = chosen.length > 0 || stated.uncoverable.length === 0;
  const isSmaller = helps && weightOf(index, instead) < weightOf(index, given);
  return {
    excess: [...given].filter((name) => !needed.has(name) && !holds.has(name)).toSorted(),
    again: [...given].filter((name) => holds.has(name)).toSorted(),
    missing: lacking.filter((name) => !given.has(name)).toSorted(),
    ...(isSmaller ? { better: { choice, smaller: chosen, fewer: given.size - instead.size } } : {}),
  };
}
