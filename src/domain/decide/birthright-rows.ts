// The rows of a birthright: its request, its grant, and what is remembered of it.
import type { Assignment } from '../assignment.ts';
import type { Due } from '../birthright.ts';
import type { Change, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { assignmentId, requestId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { Policy, PolicyVersion } from '../policy.ts';
import type { Request } from '../request.ts';
import { planGrants } from './plan.ts';
import { birthrightLength } from './renewal.ts';

export type Holder = { readonly person: Person; readonly current: PolicyVersion };

/** A request that nobody made, approved by the policy, with its grant. */
export function planBirthright(
  { entitlement, rule }: Due,
  { person, current }: Holder,
  moment: Moment,
): { readonly request: Request; readonly grant: Grant; readonly changes: readonly Change[] } {
  const request: Request = {
    id: requestId(moment.newId('req')),
    version: 1,
    revision: 1,
    origin: 'birthright',
    requester: person.id,
    target: { kind: 'entitlement', id: entitlement.id },
    entitlements: [entitlement.id],
    risk: entitlement.risk,
    duration: birthrightLength,
    reason: rule.because,
    policyVersion: current.id,
    rule: rule.name,
    because: rule.because,
    asked: [],
    way: { stages: [], at: 0, since: moment.now, step: 0, patience: 0 },
    conflicts: [],
    createdAt: moment.now,
    deadlineAt: moment.now,
    state: 'approved',
    end: { by: 'policy', at: moment.now, why: rule.because },
  };
  const grant = planGrant(request, entitlement, { moment, policy: current.policy });
  return {
    request,
    grant,
    changes: [
      { put: 'request', row: request },
      { put: 'grant', row: grant },
    ],
  };
}

function planGrant(
  request: Request,
  entitlement: Due['entitlement'],
  at: { readonly moment: Moment; readonly policy: Policy },
): Grant {
  const [grant] = planGrants(request, { entitlements: [entitlement] }, at);
  if (grant === undefined) throw new Error(`${entitlement.id} led to no grant`);
  return grant;
}

/** An assignment from now on. */
export const fresh = ({ entitlement, rule }: Due, person: Person, moment: Moment) => ({
  id: assignmentId(moment.newId('asg')),
  version: 1,
  person: person.id,
  entitlement: entitlement.id,
  rule: rule.name,
  createdAt: moment.now,
  since: moment.now,
});

/** The assignment is over; `taken` is the access that goes with it, where there is any. */
export function ended(assignment: Assignment, moment: Moment, taken?: Grant): Assignment {
  const grant = taken === undefined ? {} : { grant: taken.id };
  return { ...coreOf(assignment, moment), state: 'ended', ...grant };
}

/** What stays of an assignment that comes into another state now. */
export function coreOf(assignment: Assignment, moment: Moment) {
  const { id, version, person, entitlement, rule, createdAt, givenIn } = assignment;
  const core = { id, version: version + 1, person, entitlement, rule, createdAt, since: moment.now };
  return { ...core, ...(givenIn === undefined ? {} : { givenIn }) };
}
