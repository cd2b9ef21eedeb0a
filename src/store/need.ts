// From what somebody needs to the least they have to ask for.

import type { NeedAnswer } from '../domain/answers.ts';
import type { Entitlement } from '../domain/catalogue.ts';
import type { Grant } from '../domain/grant.ts';
import { justifies } from '../domain/grant.ts';
import type { Item } from '../domain/item.ts';
import { findItem, visibleItems } from '../domain/item.ts';
import { explainCover, explainExcess, explainSmaller } from '../domain/least-privilege/explain-cover.ts';
import type { PermissionIndex } from '../domain/least-privilege/permission-index.ts';
import { indexPermissions } from '../domain/least-privilege/permission-index.ts';
import { smallerThan } from '../domain/least-privilege/smaller-than.ts';
import { smallestCover } from '../domain/least-privilege/smallest-cover.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Read } from './store.ts';

/** The smallest set of what this person may see that gives these permissions (or entitlements), beside what they hold. */
export async function needOf(read: Read, person: Person, needs: readonly string[]): Promise<NeedAnswer> {
  const policy = (await read.currentPolicy())?.policy;
  if (policy === undefined) return { sentence: 'No access policy is in force yet.', offers: [] };
  const offers = visibleItems(policy, person);
  const held = heldIn(policy, await read.liveGrantsOf(person.id));
  const cover = smallestCover({ needs, offers, held, index: indexOf(policy) });
  return { sentence: explainCover(cover), offers: cover.chosen };
}

type Asker = { readonly person: Person; readonly grants: readonly Grant[] };

/** What to choose instead of this item, as a sentence; undefined where nothing smaller does as much. */
export function smallerChoice(policy: Policy, choice: Item, of: Asker): string | undefined {
  const better = betterThan(policy, choice, { ...of, offers: visibleItems(policy, of.person) });
  return better === undefined ? undefined : explainSmaller(better);
}

/** The same for somebody who decides about it; only what they may know of as well is named. */
export function excessOf(
  policy: Policy,
  choice: Item,
  of: Asker & { readonly viewer: Person },
): string | undefined {
  const offers = visibleItems(policy, of.person).filter(
    ({ target }) => findItem(policy, target, of.viewer) !== undefined,
  );
  const better = betterThan(policy, choice, { ...of, offers });
  return better === undefined ? undefined : explainExcess(better, of.person.name);
}

function betterThan(policy: Policy, choice: Item, of: Asker & { readonly offers: readonly Item[] }) {
  // One entitlement is the least there is.
  if (choice.entitlements.length < 2) return undefined;
  const held = heldIn(policy, of.grants);
  return smallerThan({ choice, offers: of.offers, held, index: indexOf(policy) }).better;
}

function heldIn(policy: Policy, grants: readonly Grant[]): readonly Entitlement[] {
  const ids = new Set(grants.filter(justifies).map((grant) => grant.entitlement));
  return policy.entitlements.filter((one) => ids.has(one.id));
}

const indexes = new WeakMap<Policy, PermissionIndex>();

/** The permissions of a policy, numbered: the longest step, and the same as long as the policy is. */
export function indexOf(policy: Policy): PermissionIndex {
  const known = indexes.get(policy);
  if (known !== undefined) return known;
  const made = indexPermissions(policy.entitlements);
  indexes.set(policy, made);
  return made;
}
