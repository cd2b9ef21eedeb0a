// From what somebody needs to the least they have to ask for.
import type { Entitlement } from '../domain/catalogue.ts';
import type { Grant } from '../domain/grant.ts';
import { justifies } from '../domain/grant.ts';
import type { Item } from '../domain/item.ts';
import { visibleItems } from '../domain/item.ts';
import { explainCover, explainSmaller } from '../domain/least-privilege/explain-cover.ts';
import type { PermissionIndex } from '../domain/least-privilege/permission-index.ts';
import { indexPermissions } from '../domain/least-privilege/permission-index.ts';
import { smallerThan } from '../domain/least-privilege/smaller-than.ts';
import { smallestCover } from '../domain/least-privilege/smallest-cover.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { NeedAnswer } from '../domain/views.ts';
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

/** What to choose instead of this item, as a sentence; undefined where nothing smaller does as much. */
export function smallerChoice(
  policy: Policy,
  choice: Item,
  of: { readonly person: Person; readonly grants: readonly Grant[] },
): string | undefined {
  // One entitlement is the least there is.
  if (choice.entitlements.length < 2) return undefined;
  const offers = visibleItems(policy, of.person);
  const held = heldIn(policy, of.grants);
  const { better } = smallerThan({ choice, offers, held, index: indexOf(policy) });
  return better === undefined ? undefined : explainSmaller(better);
}

function heldIn(policy: Policy, grants: readonly Grant[]): readonly Entitlement[] {
  const ids = new Set(grants.filter(justifies).map((grant) => grant.entitlement));
  return policy.entitlements.filter((one) => ids.has(one.id));
}

const indexes = new WeakMap<Policy, PermissionIndex>();

/** Numbering every permission is the longest step, and the same as long as the policy is. */
function indexOf(policy: Policy): PermissionIndex {
  const known = indexes.get(policy);
  if (known !== undefined) return known;
  const made = indexPermissions(policy.entitlements);
  indexes.set(policy, made);
  return made;
}
