// Who decides where a rule asks the owner: the owners, or whom they chose in their place.
import type { Directory } from './approvers.ts';
import type { Entitlement } from './catalogue.ts';
import type { PersonId } from './ids.ts';
import type { Item } from './item.ts';
import { commonOwners } from './item.ts';
import type { Person } from './person.ts';

type Of = { readonly item: Item; readonly requester: Person; readonly directory: Directory };

/**
 * Whom the owners of all of it have decide: for each part the people they chose, if the policy still lets them and they can decide, else
 * the owners; of a bundle those who are found for every part. Where that leaves nobody, whoever owns it all.
 */
export function decidersForOwner(of: Of): readonly PersonId[] {
  const [first = [], ...rest] = of.item.entitlements.map((part) => decidersOf(part, of));
  const all = first.filter((id) => rest.every((others) => others.includes(id)));
  return all.some((id) => isAble(id, of)) ? all : commonOwners(of.item);
}

/** May this person decide in place of the owners of this, by the policy and the groups of today? */
export const isAllowed = (
  { ownerApprovers = [] }: Entitlement,
  id: PersonId,
  { group }: Pick<Directory, 'group'>,
): boolean =>
  ownerApprovers.some((one) =>
    one.by === 'person' ? one.person === id : group(one.group).some((member) => member.id === id),
  );

function decidersOf(part: Entitlement, of: Of): readonly PersonId[] {
  const chosen = (part.approvers ?? []).filter((id) => isAllowed(part, id, of.directory) && isAble(id, of));
  return chosen.length > 0 ? chosen : part.owners;
}

const isAble = (id: PersonId, { directory, requester }: Of): boolean =>
  id !== requester.id && directory.person(id)?.status === 'active';
