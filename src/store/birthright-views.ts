// What the cards about birthrights show.
import type { Assignment } from '../domain/assignment.ts';
import type { Card } from '../domain/card.ts';
import type { Grant } from '../domain/grant.ts';
import type { AssignmentId, GrantId, PersonId } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import { conflictsOf } from '../domain/separation.ts';
import type { AccessChangeView, GrantLine, HeldBackView } from '../domain/views.ts';
import { grantLine } from './grant-lines.ts';
import { named } from './named.ts';
import type { Read } from './store.ts';

/** What the card told of: what came and what went, as it stands now. */
export async function accessChangeView(
  read: Read,
  { id }: Card,
  person: PersonId,
): Promise<AccessChangeView> {
  const given: AccessChangeView['given'][number][] = [];
  const taken: GrantLine[] = [];
  for (const one of await read.assignmentsOf(person)) {
    const line = await lineBehind(read, one);
    if (line === undefined) continue;
    if (one.givenIn === id)
      given.push({ ...line, because: (await read.request(line.grant.request))?.because ?? '' });
    else if (one.takenIn === id) taken.push(line);
  }
  return { kind: 'access_change', given, taken };
}

const lineBehind = async (read: Read, one: Assignment): Promise<GrantLine | undefined> => {
  const id: GrantId | undefined = 'grant' in one ? one.grant : undefined;
  const grant = id === undefined ? undefined : await read.grant(id);
  return grant && grantLine(read, grant);
};

/** A birthright that is held back, and what became of it. */
export async function heldBackView(read: Read, id: AssignmentId): Promise<HeldBackView | undefined> {
  const one = await read.assignment(id);
  const holder = one && (await named(read, one.person));
  const policy = (await read.currentPolicy())?.policy;
  if (one === undefined || holder === undefined || policy === undefined) return undefined;
  const rivals = (await read.assignmentsOf(one.person)).filter(
    (other) => other.entitlement === one.entitlement,
  );
  const rule = policy.separation.find((other) => one.state === 'held_back' && other.name === one.conflict);
  const is =
    one.state === 'held_back'
      ? one.state
      : rivals.some((other) => other.state === 'given')
        ? 'given'
        : 'gone';
  return {
    kind: 'held_back',
    holder,
    name: nameOf(policy, one.entitlement),
    rule: one.rule,
    conflict: {
      name: one.state === 'held_back' ? one.conflict : '',
      because: rule?.because ?? '',
    },
    against: await against(read, one, policy),
    is,
  };
}

/** What of the things held may not be held beside it. */
async function against(read: Read, one: Assignment, policy: Policy): Promise<readonly string[]> {
  const entitlements = policy.entitlements.filter((other) => other.id === one.entitlement);
  return (await read.heldBy(one.person))
    .filter((held) => conflictsOf(policy, { entitlements }, new Set([held])).length > 0)
    .map((held) => nameOf(policy, held));
}

const nameOf = (policy: Policy, id: string): string =>
  policy.entitlements.find((one) => one.id === id)?.name ?? id;

/** A birthright that has just been given anew is shown once: the newer grant. */
export const eachOnce = (grants: readonly Grant[]): readonly Grant[] =>
  grants.filter((grant) => !('end' in grant) || grant.end.why !== 'renewed');
