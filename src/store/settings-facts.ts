// What owners' choices are decided on and shown from.
import type { Entitlement } from '../domain/catalogue.ts';
import type { SettingsFacts } from '../domain/decide/set-owner-settings.ts';
import type { Actor } from '../domain/identity.ts';
import type { EntitlementId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { actorFacts } from './request-facts.ts';
import type { Read } from './store.ts';

export async function settingsFacts(
  read: Read,
  command: { readonly actor: Actor; readonly entitlement: EntitlementId },
): Promise<SettingsFacts> {
  const filed = await read.policyAsFiled();
  const entitlement = filed?.policy.entitlements.find((one) => one.id === command.entitlement);
  return {
    ...(await actorFacts(read, command.actor)),
    filed,
    chosen: await read.ownerSettings(),
    standIns: entitlement === undefined ? [] : await standInsFor(read, entitlement),
  };
}

/** The active people whom the owners of this may have decide in their place, in the order of their names. */
export async function standInsFor(
  read: Read,
  { ownerApprovers = [] }: Pick<Entitlement, 'ownerApprovers'>,
): Promise<readonly Person[]> {
  const named = ownerApprovers.flatMap((one) => (one.by === 'person' ? [one.person] : []));
  const found = [...(await read.people(named))];
  for (const one of ownerApprovers)
    if (one.by === 'group') found.push(...(await read.peopleInGroup(one.group)));
  return [...new Map(found.map((one) => [one.id, one])).values()]
    .filter((one) => one.status === 'active')
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}
