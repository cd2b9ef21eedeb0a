// What of somebody's access is worth giving back, by the use of it that was reported.
import { chainOf } from '../domain/decide/extend-grant.ts';
import type { Grant } from '../domain/grant.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { day } from '../domain/instant.ts';
import { visibleItems } from '../domain/item.ts';
import type { HeldOffer, Proposal } from '../domain/least-privilege/rightsize.ts';
import { rightsize } from '../domain/least-privilege/rightsize.ts';
import type { Policy } from '../domain/policy.ts';
import { indexOf } from './need.ts';
import type { Read } from './store.ts';

/** Each grant of this person that could go back, or give way to something smaller, and why. */
export async function proposalsFor(
  read: Read,
  id: PersonId,
  now: Instant,
): Promise<ReadonlyMap<Grant['id'], Proposal>> {
  const person = await read.person(id);
  const policy = (await read.currentPolicy())?.policy;
  const usages = await read.usagesOf(id);
  if (person?.status !== 'active' || policy === undefined || usages.length === 0) return new Map();
  const held = await heldBy(read, id, policy);
  const { unusedAfter } = policy.settings;
  const proposals = rightsize({
    holds: held.map(({ holding }) => holding),
    offers: visibleItems(policy, person),
    index: indexOf(policy),
    lastUsed: new Map(usages.map((one) => [one.used, one.lastUsed])),
    now,
    ...(unusedAfter === undefined ? {} : { days: Math.ceil(unusedAfter / day) }),
  });
  return new Map(
    proposals.flatMap((one) =>
      held.filter(({ holding }) => holding === one.holding).map(({ grant }) => [grant, one] as const),
    ),
  );
}

export const proposalFor = async (read: Read, grant: Grant, now: Instant): Promise<Proposal | undefined> =>
  (await proposalsFor(read, grant.person, now)).get(grant.id);

type Held = { readonly grant: Grant['id']; readonly holding: HeldOffer };

/** What was there before us cannot be given back through us. Longer access counts from its first day. */
async function heldBy(read: Read, person: PersonId, policy: Policy): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const grant of await read.liveGrantsOf(person)) {
    const entitlement = policy.entitlements.find((one) => one.id === grant.entitlement);
    if (entitlement === undefined || grant.state !== 'active' || grant.adopted) continue;
    const { since } = chainOf(grant, await read.request(grant.request));
    const { id, name, risk } = entitlement;
    const offer = { target: { kind: 'entitlement', id }, name, risk, entitlements: [entitlement] } as const;
    held.push({ grant: grant.id, holding: { offer, since, byRule: false } });
  }
  return held;
}
