// The way of a grant into the target: planned → provisioning → active, or failed. The worker reports, these decide.
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Grant, GrantEnd } from '../grant.ts';
import { isUpcoming } from '../grant.ts';
import { after, minute, secondsUntil } from '../instant.ts';
import { findItem } from '../item.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { Asked, Request } from '../request.ts';
import { partiesOf } from '../request.ts';
import type { Task } from '../task.ts';
import { newCard, post, reconcile } from './plan.ts';
import { renewalLead } from './renewal.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, redrawRequest } from './verdicts.ts';

export type GrantFacts = ActorFacts & {
  readonly grant: Grant | undefined;
  readonly request: Request | undefined;
  readonly subject: Person | undefined;
  readonly current: PolicyVersion | undefined;
  readonly openTasks: readonly Task[];
  /** Other grants on the same entitlement key that still justify access. */
  readonly others: readonly Grant[];
  /** Where the access comes from broken glass: all grants of the request, and who could review it now. */
  readonly glass?: { readonly siblings: readonly Grant[]; readonly reviewers: readonly Asked[] };
};

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** Just before the first call: the grant must still be right, and what the target holds already is remembered as not ours. */
export function startProvisioning(
  command: Of<'start_provisioning'>,
  facts: GrantFacts,
  moment: Moment,
): Decision {
  const { grant } = facts;
  if (grant === undefined || grant.desired === 'absent' || grant.state !== 'planned' || isUpcoming(grant))
    return accept({ text: 'Nothing to start.' });
  if (moment.doubt !== undefined) return correct(moment.doubt);
  const why = whyNotNow(grant, facts, moment);
  if (why !== undefined) return neverStarted(grant, facts, { why, moment });
  // What is renewed or extended was there before us if all of the rest was.
  const adopted = command.observed === 'present' && facts.others.every((other) => other.adopted);
  return moved({ ...grant, version: grant.version + 1, state: 'provisioning', adopted }, facts, {
    action: 'grant.provisioning',
    because: adopted
      ? 'The person has this in the target already; it will not be taken away at the end.'
      : 'Approved, and still right on a fresh look.',
  });
}

/** The connector saw it in the target. Only now is it active, and its time starts now: approval is for a length, not for a moment. */
export function provisioned(command: Of<'provisioned'>, facts: GrantFacts, moment: Moment): Decision {
  const { grant } = facts;
  if (grant === undefined || grant.desired === 'absent' || grant.state !== 'provisioning')
    return accept({ text: 'Nothing to record.' });
  return becomeActive(grant, facts, { moment, evidence: command.evidence });
}

export function becomeActive(
  grant: Grant,
  facts: GrantFacts,
  seen: { readonly moment: Moment; readonly evidence: string },
): Decision {
  const { now } = seen.moment;
  const { state: _, lastFailure: __, ...core } = grant;
  // A start that was planned has a planned end, however late it came.
  const expiresAt = facts.request?.startAt === undefined ? after(now, grant.duration) : grant.expiresAt;
  const warnAt =
    grant.birthright === undefined
      ? warningAt(now, secondsUntil(expiresAt, now))
      : after(now, grant.duration - renewalLead);
  const active: Grant = {
    ...core,
    version: grant.version + 1,
    state: 'active',
    observed: 'present',
    activeAt: now,
    expiresAt,
    attempts: 0,
    ...(warnAt === undefined ? {} : { warnAt }),
  };
  return moved(active, facts, {
    action: 'grant.active',
    because: seen.evidence,
    ...outcome(grant, seen.moment),
  });
}

/** A call failed. A permanent "no" ends the grant and cleans up; anything else is tried again, and shown as such. */
export function provisioningFailed(
  command: Of<'provisioning_failed'>,
  facts: GrantFacts,
  moment: Moment,
): Decision {
  const { grant } = facts;
  if (grant === undefined || grant.state !== 'provisioning' || grant.desired === 'absent')
    return accept({ text: 'Nothing to record.' });
  if (command.failure.class === 'permanent')
    return giveUp(grant, facts, { moment, failure: command.failure, observed: grant.observed });
  const tried: Grant = {
    ...grant,
    version: grant.version + 1,
    attempts: grant.attempts + 1,
    lastFailure: command.failure,
  };
  return moved(tried, facts, {
    action: 'grant.retried',
    because: command.failure.message,
    outcome: 'failed',
  });
}

/** The grant cannot come to be. Partial access is assumed, so it is revoked like any other. */
export function giveUp(
  grant: Grant,
  facts: GrantFacts,
  how: {
    readonly moment: Moment;
    readonly failure: NonNullable<Grant['lastFailure']>;
    readonly observed: Grant['observed'];
  },
): Decision {
  const { state: _, ...core } = grant;
  const end: GrantEnd = { why: 'failed', by: 'worker', since: how.moment.now };
  const failed: Grant = {
    ...core,
    version: grant.version + 1,
    state: 'failed',
    desired: 'absent',
    observed: how.observed,
    lastFailure: how.failure,
    end,
  };
  const told = outcome(grant, how.moment);
  return moved(failed, facts, {
    action: 'grant.failed',
    because: how.failure.message,
    outcome: 'failed',
    changes: told.changes,
    effects: [...told.effects, reconcile(failed, how.moment, true)],
  });
}

/** Tells people how it ended, the one who has it where nobody else is named. Of birthrights the card that told of the change shows it. */
const outcome = (
  grant: Grant,
  moment: Moment,
  people: readonly Person['id'][] = [grant.person],
): ReturnType<typeof post> =>
  post(
    grant.birthright === undefined
      ? people.map((person) =>
          newCard(moment, { role: 'outcome', about: { kind: 'grant', id: grant.id }, person }),
        )
      : [],
  );

/** When to warn of the end: with a fifth of the time left, at least five minutes; grants too short for that get no warning. */
export function warningAt(activeAt: number, duration: number): number | undefined {
  const lead = Math.max(Math.round(duration / 5), 5 * minute);
  return lead < duration ? after(activeAt, duration - lead) : undefined;
}

function whyNotNow(grant: Grant, facts: GrantFacts, moment: Moment): string | undefined {
  if (grant.expiresAt <= moment.now) return 'Its time was over before it could begin.';
  if (facts.subject?.status !== 'active') return 'The person is no longer active in the people directory.';
  const { request, current, subject } = facts;
  if (request === undefined || request.state !== 'approved' || current === undefined)
    return 'The approval behind it is gone.';
  // A rule that gives something by birthright shows it to whom it gives it.
  const item = isBirthright(request)
    ? current.policy.entitlements.find((one) => one.id === grant.entitlement)
    : findItem(current.policy, { kind: 'entitlement', id: grant.entitlement }, subject);
  return item === undefined && request.target.kind === 'entitlement'
    ? 'It has been withdrawn from the catalogue.'
    : undefined;
}

const isBirthright = ({ origin }: Request): boolean => origin === 'birthright';

/** Nothing was called for it: it is over, and whoever waits for it is told why. */
export function neverStarted(
  grant: Grant,
  facts: GrantFacts,
  how: { readonly why: string; readonly moment: Moment },
): Decision {
  const { state: _, startsAt: __, ...core } = grant;
  const end: GrantEnd = { why: 'failed', by: 'worker', since: how.moment.now };
  const failure = { class: 'permanent' as const, message: how.why, at: how.moment.now };
  const row: Grant = {
    ...core,
    version: grant.version + 1,
    state: 'not_started',
    desired: 'absent',
    lastFailure: failure,
    end,
    endedAt: how.moment.now,
  };
  return moved(row, facts, {
    action: 'grant.not_started',
    because: how.why,
    outcome: 'failed',
    ...outcome(grant, how.moment, facts.request === undefined ? [grant.person] : partiesOf(facts.request)),
  });
}

/** Records a grant's new state and redraws whatever shows it. */
export function moved(
  grant: Grant,
  facts: Pick<GrantFacts, 'actor' | 'linked' | 'request'>,
  how: {
    readonly action: string;
    readonly because: string;
    readonly outcome?: 'ok' | 'failed';
    readonly changes?: readonly Change[];
    readonly effects?: readonly Effect[];
    readonly text?: string;
  },
): Decision {
  return accept({
    text: how.text ?? how.because,
    changes: [{ put: 'grant', row: grant }, ...(how.changes ?? [])],
    effects: [
      ...(how.effects ?? []),
      { kind: 'redraw', about: { kind: 'grant', id: grant.id } },
      ...(facts.request === undefined ? [] : redrawRequest(facts.request, [grant.person])),
    ],
    audit: [
      note(facts, {
        action: how.action,
        object: `grant:${grant.id}`,
        because: how.because,
        outcome: how.outcome ?? 'ok',
        detail: {
          person: grant.person,
          entitlement: grant.entitlement,
          expiresAt: grant.expiresAt,
          attempts: grant.attempts,
        },
      }),
    ],
  });
}
