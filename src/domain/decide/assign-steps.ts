// What has to be done for one person so that they have what the assign rules give: worked out first, done in assign-birthright.ts.
import type { Assignment } from '../assignment.ts';
import type { Due } from '../birthright.ts';
import { birthrightsOf } from '../birthright.ts';
import type { Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { justifies } from '../grant.ts';
import type { EntitlementId } from '../ids.ts';
import { after, day } from '../instant.ts';
import type { Person } from '../person.ts';
import type { AssignRule, PolicyVersion, SeparationRule } from '../policy.ts';
import type { Request } from '../request.ts';
import { conflictsOf } from '../separation.ts';
import type { GrantFacts } from './provisioning.ts';
import { renewalLead } from './renewal.ts';
import type { ActorFacts } from './verdicts.ts';

/** An assignment with what is known of the grant behind it, if there is one. */
export type Standing = { readonly assignment: Assignment; readonly about: GrantFacts | undefined };

export type AssignFacts = ActorFacts & {
  readonly person: Person | undefined;
  readonly current: PolicyVersion | undefined;
  /** The person's assignments that are not ended. */
  readonly standing: readonly Standing[];
  /** What the person is to have now, for whatever reason. */
  readonly held: readonly EntitlementId[];
  /** The person's newest requests; read only where they gave something back. */
  readonly asked: readonly Request[];
  /** Those who could be told of what is held back, and whom a message reaches. */
  readonly reachable: readonly Person[];
};

export type Step =
  | { readonly do: 'give'; readonly due: Due; readonly instead?: Assignment }
  | (Behind & { readonly do: 'renew'; readonly due: Due })
  | {
      readonly do: 'hold_back';
      readonly due: Due;
      readonly conflict: SeparationRule;
      readonly instead?: Assignment;
    }
  | (Behind & { readonly do: 'take' })
  /** There is no access to take any more. */
  | { readonly do: 'end'; readonly assignment: Assignment }
  | (Behind & { readonly do: 'note_return'; readonly terms: string });

/** An assignment and the grant it stands for. */
type Behind = { readonly assignment: Assignment; readonly grant: Grant; readonly about: GrantFacts };

/** What could not be given is tried again after this. */
const retryAfter = day;

/** While there is doubt nothing is given; what is to be taken is taken. */
export function stepsFor(
  facts: AssignFacts & { readonly person: Person; readonly current: PolicyVersion },
  keep: 'everything' | readonly string[],
  moment: Moment,
): readonly Step[] {
  const { policy } = facts.current;
  const due = birthrightsOf(policy, facts.person, moment.judge);
  const gone = facts.standing.filter(
    ({ assignment }) => !due.some((one) => one.entitlement.id === assignment.entitlement),
  );
  const leaving = gone
    .filter(({ assignment }) => keep !== 'everything' && !keep.includes(assignment.rule))
    .map(stepAway);
  const held = new Set<string>(facts.held);
  for (const step of leaving)
    if (step.do === 'take' && step.about.others.length === 0) held.delete(step.assignment.entitlement);
  const coming: Step[] = [];
  for (const one of moment.doubt === undefined ? due : []) {
    const standing = facts.standing.find(({ assignment }) => assignment.entitlement === one.entitlement.id);
    const wanted = stepTowards(one, standing, { facts, moment });
    const [conflict] =
      wanted?.do === 'give' ? conflictsOf(policy, { entitlements: [one.entitlement] }, held) : [];
    if (wanted?.do === 'give' && conflict === undefined) held.add(one.entitlement.id);
    coming.push(
      ...(conflict === undefined ? [wanted ?? []] : [heldBack(one, standing?.assignment, conflict)]).flat(),
    );
  }
  return [...leaving, ...coming];
}

/** The owners were told of it when it was first held back; then there is nothing more to do. */
function heldBack(due: Due, instead: Assignment | undefined, conflict: SeparationRule): readonly Step[] {
  if (instead?.state === 'held_back') return [];
  return [{ do: 'hold_back', due, conflict, ...(instead === undefined ? {} : { instead }) }];
}

function stepAway({ assignment, about }: Standing): Step {
  const grant = about?.grant;
  return assignment.state === 'given' && about !== undefined && grant !== undefined && justifies(grant)
    ? { do: 'take', assignment, grant, about }
    : { do: 'end', assignment };
}

function stepTowards(
  due: Due,
  standing: Standing | undefined,
  of: { readonly facts: AssignFacts; readonly moment: Moment },
): Step | undefined {
  if (standing === undefined) return { do: 'give', due };
  const { assignment, about } = standing;
  const give: Step = { do: 'give', due, instead: assignment };
  if (assignment.state === 'held_back') return give;
  if (assignment.state === 'returned')
    return assignment.terms !== termsOf(due.rule) || isAskedSince(about?.grant, of.facts.asked)
      ? give
      : undefined;
  const grant = about?.grant;
  if (grant === undefined || about === undefined) return give;
  const behind = { assignment, grant, about };
  return justifies(grant) ? whileItLasts(due, behind, of.moment) : onceItIsOver(due, behind, of.moment);
}

function whileItLasts(due: Due, behind: Behind, moment: Moment): Step | undefined {
  const { assignment, grant } = behind;
  const isNear = grant.state === 'active' && after(grant.expiresAt, -renewalLead) <= moment.now;
  return isNear || due.rule.name !== assignment.rule ? { do: 'renew', due, ...behind } : undefined;
}

/** Whoever gave it back, or had it taken away, does not get it again by itself; what failed is tried again after a day. */
function onceItIsOver(due: Due, behind: Behind, moment: Moment): Step | undefined {
  const { assignment, grant } = behind;
  const end = 'end' in grant ? grant.end : undefined;
  if (end?.why === 'returned' || end?.why === 'revoked')
    return { do: 'note_return', ...behind, terms: termsOf(due.rule) };
  if (end?.why === 'failed' && after(end.since, retryAfter) > moment.now) return undefined;
  return { do: 'give', due, instead: assignment };
}

/** The rule as it reads: another text is another rule, even under the same name. */
const termsOf = (rule: AssignRule): string => JSON.stringify(rule);

/** Whoever asked for it after they had given it back wants it. */
const isAskedSince = (given: Grant | undefined, asked: readonly Request[]): boolean =>
  given !== undefined &&
  'end' in given &&
  asked.some(
    (request) =>
      request.state === 'approved' &&
      request.createdAt >= given.end.since &&
      request.entitlements.includes(given.entitlement),
  );
