// The way of a grant out of the target. From "absent" there is no way back; it is over when the connector saw it gone.
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Grant, GrantEnd } from '../grant.ts';
import { isUpcoming } from '../grant.ts';
import { identify } from '../identity.ts';
import { taskId } from '../ids.ts';
import { after, minute } from '../instant.ts';
import { refusal } from '../refusal.ts';
import type { Task } from '../task.ts';
import { newCard, reconcile } from './plan.ts';
import type { GrantFacts } from './provisioning.ts';
import { moved } from './provisioning.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** Its time is over. */
export function expireGrant(_: Of<'expire_grant'>, facts: GrantFacts, moment: Moment): Decision {
  const { grant } = facts;
  if (grant === undefined || grant.desired === 'absent' || grant.expiresAt > moment.now)
    return accept({ text: 'Not due.' });
  const wasActive = grant.state === 'active';
  return beginEnd(grant, facts, {
    moment,
    end: { why: wasActive ? 'expired' : 'failed', by: 'clock', since: moment.now },
    because: wasActive ? 'Its time is over.' : 'Its time was over before the access was seen in the target.',
  });
}

/** Whoever holds it gives it back early: one click, at any time. */
export function returnGrant(command: Of<'return_grant'>, facts: GrantFacts, moment: Moment): Decision {
  const tried = { action: 'grant.returned', object: `grant:${command.grant}` };
  const notYours = refusal('E-NOT-YOURS', 'There is no such access of yours, so nothing was returned.');
  if (facts.actor.kind !== 'slack' || facts.grant === undefined) return correct(notYours);
  const who = identify(facts.actor.identity, facts.linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  if (facts.grant.person !== who.person.id) return refuse(facts, notYours, tried);
  if (facts.grant.desired === 'absent')
    return correct(
      refusal(
        'E-GRANT-ENDED',
        'This access is ending or has ended already; there is nothing left to return.',
      ),
    );
  return beginEnd(facts.grant, facts, {
    moment,
    end: { why: 'returned', by: who.person.id, since: moment.now },
    ...(isUpcoming(facts.grant)
      ? {
          because: 'Cancelled before its start by the person it was for.',
          text: 'Cancelled; it will not start.',
        }
      : { because: 'Given back by the person who held it.', text: 'Thank you. It is being taken away now.' }),
  });
}

/** Tell the person that the end is near, once. */
export function warnOfEnd(_: Of<'warn_of_end'>, facts: GrantFacts, moment: Moment): Decision {
  const { grant } = facts;
  if (grant?.state !== 'active' || grant.warnAt === undefined || grant.warnAt > moment.now)
    return accept({ text: 'Not due.' });
  const { warnAt: _warnAt, ...warned } = grant;
  if (grant.birthright !== undefined) return renewalDue(warned, facts);
  const card = newCard(moment, {
    role: 'ending',
    about: { kind: 'grant', id: grant.id },
    person: grant.person,
  });
  return moved({ ...warned, version: grant.version + 1 }, facts, {
    action: 'grant.warned',
    because: 'About a fifth of its time is left.',
    changes: [{ put: 'card', row: card }],
    effects: [{ kind: 'card', card: card.id }],
  });
}

/** Nobody is warned of the end of a birthright: it is given anew, if the rule still gives it. */
const renewalDue = (grant: Extract<Grant, { state: 'active' }>, facts: GrantFacts): Decision =>
  accept({
    text: 'It is looked at afresh.',
    changes: [{ put: 'grant', row: { ...grant, version: grant.version + 1 } }],
    effects: [{ kind: 'assign', person: grant.person }],
    audit: [
      note(facts, {
        action: 'grant.renewal_due',
        object: `grant:${grant.id}`,
        because: 'A birthright is given anew before its time is over, where the rule still gives it.',
      }),
    ],
  });

/** The worker is about to call. */
export function startRevoking(_: Of<'start_revoking'>, facts: GrantFacts): Decision {
  const { grant } = facts;
  if (grant?.state !== 'failed') return accept({ text: 'Nothing to start.' });
  return moved({ ...grant, version: grant.version + 1, state: 'revoking' }, facts, {
    action: 'grant.revoking',
    because: 'Whatever part of it reached the target is taken away.',
  });
}

/** It is gone from the target, or was never ours to take. */
export function revoked(command: Of<'revoked'>, facts: GrantFacts, moment: Moment): Decision {
  const { grant } = facts;
  if (
    grant === undefined ||
    (grant.state !== 'revoking' && grant.state !== 'revoke_stuck' && grant.state !== 'failed')
  )
    return accept({ text: 'Nothing to record.' });
  const row: Grant = {
    ...grant,
    version: grant.version + 1,
    state: 'revoked',
    observed: grant.adopted || facts.others.length > 0 ? grant.observed : 'absent',
    endedAt: moment.now,
  };
  const told = grant.activeAt !== undefined && !isToldElsewhere(grant);
  const card = newCard(moment, {
    role: 'ended',
    about: { kind: 'grant', id: grant.id },
    person: grant.person,
  });
  const changes: readonly Change[] = told
    ? [{ put: 'card', row: card }, ...withdrawTasks(facts, moment)]
    : withdrawTasks(facts, moment);
  return moved(row, facts, {
    action: 'grant.revoked',
    because: command.evidence,
    changes,
    effects: [
      ...(told ? [{ kind: 'card', card: card.id } satisfies Effect] : []),
      ...redrawTasks(facts),
      { kind: 'assign_held_back', person: grant.person },
    ],
  });
}

/** Of a birthright that a rule took away one card tells all; one that was given anew ends unnoticed. */
const isToldElsewhere = (grant: Extract<Grant, { end: GrantEnd }>): boolean =>
  grant.birthright !== undefined && (grant.end.why === 'unassigned' || grant.end.why === 'renewed');

/** A revocation did not succeed. It is tried for ever; after five tries or five minutes a human is asked to look as well. */
export function revokingFailed(command: Of<'revoking_failed'>, facts: GrantFacts, moment: Moment): Decision {
  const { grant } = facts;
  if (grant === undefined || (grant.state !== 'revoking' && grant.state !== 'revoke_stuck'))
    return accept({ text: 'Nothing to record.' });
  const attempts = grant.attempts + 1;
  const stuck = attempts >= 5 || after(grant.end.since, 5 * minute) <= moment.now;
  const row: Grant = {
    ...grant,
    version: grant.version + 1,
    state: stuck ? 'revoke_stuck' : 'revoking',
    attempts,
    lastFailure: command.failure,
  };
  const alarm =
    stuck && grant.state === 'revoking'
      ? openTask(facts, { work: 'take', moment, grant })
      : { changes: [], effects: [] };
  return moved(row, facts, {
    action: stuck ? 'grant.revoke_stuck' : 'grant.revoke_retried',
    because: command.failure.message,
    outcome: 'failed',
    ...alarm,
  });
}

/** The grant is to end: recorded, and the worker woken, urgently. */
export function beginEnd(
  grant: Grant,
  facts: GrantFacts,
  how: { readonly moment: Moment; readonly end: GrantEnd; readonly because: string; readonly text?: string },
): Decision {
  const { state: _, warnAt: __, startsAt: ___, ...core } = grant;
  const base = { ...core, version: grant.version + 1, desired: 'absent' as const, attempts: 0, end: how.end };
  const began = grant.state !== 'planned';
  const row: Grant = began
    ? { ...base, state: 'revoking' }
    : { ...base, state: 'not_started', endedAt: how.moment.now };
  return moved(row, facts, {
    action: began ? `grant.${how.end.why === 'failed' ? 'expired' : how.end.why}` : 'grant.not_started',
    because: how.because,
    changes: withdrawTasks(facts, how.moment),
    effects: [...(began ? [reconcile(row, how.moment, true)] : []), ...redrawTasks(facts)],
    ...(how.text === undefined ? {} : { text: how.text }),
  });
}

/** A task for whoever fulfils this app by hand, with its cards; nothing if one is open. */
export function openTask(
  facts: GrantFacts,
  ask: { readonly work: Task['work']; readonly moment: Moment; readonly grant: Grant },
): { readonly changes: readonly Change[]; readonly effects: readonly Effect[] } {
  if (facts.openTasks.some((task) => task.work === ask.work)) return { changes: [], effects: [] };
  const task: Task = {
    id: taskId(ask.moment.newId('task')),
    version: 1,
    grant: ask.grant.id,
    work: ask.work,
    fulfillers: fulfillersOf(facts, ask.grant),
    createdAt: ask.moment.now,
    state: 'open',
  };
  const cards = task.fulfillers.map((person) =>
    newCard(ask.moment, { role: 'fulfiller', about: { kind: 'task', id: task.id }, person }),
  );
  return {
    changes: [{ put: 'task', row: task }, ...cards.map((row): Change => ({ put: 'card', row }))],
    effects: [
      ...cards.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...task.fulfillers.map((id): Effect => ({ kind: 'redraw', about: { kind: 'person', id } })),
    ],
  };
}

function fulfillersOf(facts: GrantFacts, grant: Grant): Task['fulfillers'] {
  const policy = facts.current?.policy;
  const entitlement = policy?.entitlements.find((one) => one.id === grant.entitlement);
  const named = policy?.settings.fulfillers ?? [];
  return named.length > 0 ? named : (policy?.apps.find((one) => one.id === entitlement?.app)?.owners ?? []);
}

function withdrawTasks(facts: GrantFacts, moment: Moment): readonly Change[] {
  return facts.openTasks.map(({ state: _, ...task }) => ({
    put: 'task',
    row: {
      ...task,
      version: task.version + 1,
      state: 'withdrawn',
      by: 'clock',
      at: moment.now,
      note: 'The work is no longer needed.',
    },
  }));
}

const redrawTasks = (facts: GrantFacts): readonly Effect[] =>
  facts.openTasks.map((task) => ({ kind: 'redraw', about: { kind: 'task', id: task.id } }));
