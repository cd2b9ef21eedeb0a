// What a new policy changes for the people in the store, and for what they hold and wait for.
import type { Grant } from '../domain/grant.ts';
import type { PersonId } from '../domain/ids.ts';
import { findItem } from '../domain/item.ts';
import { withOwnerSettings } from '../domain/owner-settings.ts';
import type { Person } from '../domain/person.ts';
import type { Policy, PolicyVersion } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { PlanGroup } from '../policy/plan.ts';
import { planSteps } from '../policy/plan.ts';
import type { BirthrightPlan } from '../policy/plan-birthrights.ts';
import { planBirthrights } from '../policy/plan-birthrights.ts';
import type { NamedChange } from '../policy/plan-duties.ts';
import { dutyChanges, glassChanges } from '../policy/plan-duties.ts';
import type { RuleChanges } from '../policy/rule-changes.ts';
import { ruleChanges } from '../policy/rule-changes.ts';
import type { OfficeParts } from './parts.ts';
import { breathe, paged, patiently } from './patiently.ts';
import type { Putting } from './put-again.ts';
import { putAgain, putting } from './put-again.ts';

export type Weighing = {
  /** The version in force, as its file has it. */
  readonly current: PolicyVersion;
  /** What is in force and what would be, both with what owners chose. */
  readonly before: Policy;
  readonly after: Policy;
  readonly people: ReadonlyMap<PersonId, Person>;
  /** How many of them are active. */
  readonly active: number;
  readonly groups: readonly PlanGroup[];
  readonly duties: readonly NamedChange[];
  readonly glass: readonly NamedChange[];
  readonly birthrights: BirthrightPlan;
  readonly rules: RuleChanges;
  readonly requests: readonly OpenChange[];
  /** What is held for longer than the new policy lets anybody have it. */
  readonly outlasting: readonly Grant[];
  /** Whoever loses a way to access or what comes with their role, or has an open request that can no longer be granted. */
  readonly losing: readonly PersonId[];
};
export type OpenChange = {
  readonly request: Request;
  /** What would become of it if it were asked now; absent where it can no longer be granted at all. */
  readonly would?: string;
};

/** Weighs a policy against the one in force; undefined where there is none. */
export async function weigh(parts: OfficeParts, policy: Policy): Promise<Weighing | undefined> {
  const current = await parts.read.policyAsFiled();
  if (current === undefined) return undefined;
  const chosen = await parts.read.ownerSettings();
  const [before, after] = [withOwnerSettings(current.policy, chosen), withOwnerSettings(policy, chosen)];
  const people = new Map<PersonId, Person>();
  for await (const person of paged(parts.read.listPeople)) people.set(person.id, person);
  const groups = await patiently(
    planSteps(before, after, { people: [...people.values()], judge: parts.judge, now: parts.now() }),
  );
  const birthrights = planBirthrights(before, after, { people: [...people.values()], judge: parts.judge });
  const requests = await openChanges(parts, putting(people, after));
  return {
    current,
    before,
    after,
    people,
    active: [...people.values()].filter((one) => one.status === 'active').length,
    groups,
    duties: dutyChanges(before, after),
    glass: glassChanges(before, after),
    birthrights,
    rules: ruleChanges(before, after),
    requests,
    outlasting: await outlasting(parts, before, after),
    losing: losers(groups, requests, birthrights),
  };
}

const losses: ReadonlySet<string> = new Set(['refused_from_asked', 'refused_from_auto', 'disappears']);

const losers = (
  groups: readonly PlanGroup[],
  requests: readonly OpenChange[],
  birthrights: BirthrightPlan,
): readonly PersonId[] => [
  ...new Set([
    ...birthrights.losing,
    ...groups.filter(({ kind }) => losses.has(kind)).flatMap(({ who }) => who),
    ...requests.filter(({ would }) => would === undefined).map(({ request }) => request.requester),
  ]),
];

/** Open requests keep the stages they were made with; what is no longer in the catalogue cannot be granted. */
async function openChanges(parts: OfficeParts, put: Putting): Promise<readonly OpenChange[]> {
  const changes: OpenChange[] = [];
  const breath = breathe();
  for await (const request of paged(parts.read.openRequests)) {
    const requester = put.people.get(request.requester);
    if (requester === undefined) continue;
    if (findItem(put.after, request.target, requester) === undefined) changes.push({ request });
    else {
      const again = await putAgain(parts, put, request);
      if (again.is === 'otherwise') changes.push({ request, would: again.replayed.would });
    }
    await breath();
  }
  return changes;
}

async function outlasting({ read }: OfficeParts, before: Policy, after: Policy): Promise<readonly Grant[]> {
  const was = new Map(before.entitlements.map((one) => [one.id, one.maxDuration]));
  const shorter = new Map(
    after.entitlements
      .filter((one) => one.maxDuration < (was.get(one.id) ?? 0))
      .map((one) => [one.id, one.maxDuration]),
  );
  if (shorter.size === 0) return [];
  const found: Grant[] = [];
  for await (const grant of paged(read.listLiveGrants))
    if (grant.desired === 'present' && grant.duration > (shorter.get(grant.entitlement) ?? Infinity))
      found.push(grant);
  return found;
}
