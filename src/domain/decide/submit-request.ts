import type { Directory } from '../approvers.ts';
import type { AuditEntry } from '../audit-entry.ts';
import type { Card } from '../card.ts';
import type { Target } from '../catalogue.ts';
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import { formatDuration } from '../duration.ts';
import type { Grant } from '../grant.ts';
import { justifies } from '../grant.ts';
import { identify } from '../identity.ts';
import { requestId } from '../ids.ts';
import type { Instant, Seconds } from '../instant.ts';
import type { Item } from '../item.ts';
import { findItem } from '../item.ts';
import type { Person } from '../person.ts';
import type { Policy, PolicyVersion } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Request, Way } from '../request.ts';
import type { Ask, Verdict } from '../route.ts';
import { route } from '../route.ts';
import { cleanText } from '../text.ts';
import type { Gap, GapFacts } from './gap.ts';
import { refuseGap } from './gap.ts';
import { newCard, planGrants, reconcile } from './plan.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, redrawRequest, refuse } from './verdicts.ts';
import { dueAt } from './way.ts';

export type SubmitFacts = ActorFacts & {
  readonly policy: PolicyVersion | undefined;
  readonly directory: Directory;
  /** The requester's pending requests and grants that may still exist. */
  readonly open: readonly Request[];
  readonly held: readonly Grant[];
  readonly gap: GapFacts;
};
export type SubmitRequest = Extract<Command, { readonly kind: 'submit_request' }>;

const shortest = 15 * 60;

/** A person asks. The request is routed and recorded, or refused at once with the reason: nothing waits that nobody can decide. */
export function submitRequest(command: SubmitRequest, facts: SubmitFacts, moment: Moment): Decision {
  const tried = { action: 'request.submitted', object: `${command.target.kind}:${command.target.id}` };
  if (command.actor.kind !== 'slack') return correct(refusal('E-STATE', 'Only a person can ask for access.'));
  const who = identify(command.actor.identity, facts.linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  if (facts.policy === undefined) return correct(noPolicy);
  const item = findItem(facts.policy.policy, command.target, who.person);
  if (item === undefined) return correct(noSuchItem);
  const asked = { command, facts, person: who.person, item };
  const already = alreadyAsked(asked, facts.policy.policy);
  if (already !== undefined) return correct(already);
  const { policy } = facts.policy;
  const verdict = route(policy, item, {
    ...asking(who.person, command, { held: facts.held, moment }),
    directory: facts.directory,
  });
  const reason = cleanReason(command.reason, shortestReason(policy, verdict));
  if (typeof reason !== 'string') return correct(reason);
  if (verdict.is === 'refuse' && verdict.refusal.code === 'E-APPR-NONE')
    return noDecider({ ...asked, policy, verdict, duration: command.duration }, moment);
  if (verdict.is === 'refuse') return refuse(facts, verdict.refusal, tried);
  if (verdict.is === 'auto' && moment.doubt !== undefined) return refuse(facts, moment.doubt, tried);
  const tooLong = durationRefusal(command.duration, item, verdict.maxDuration);
  if (tooLong !== undefined) return correct(tooLong);
  return record({
    ...asked,
    target: command.target,
    duration: command.duration,
    reason,
    verdict,
    version: facts.policy,
    moment,
  });
}

/** The rule may want more than the company does. */
export const shortestReason = (policy: Policy, verdict: Verdict): number =>
  Math.max(policy.settings.minReason, verdict.rule?.minReason ?? 0);

/** The question to the policy, with what is known in the moment it is put. */
export const asking = (
  requester: Person,
  ask: { readonly duration: Seconds; readonly reason: string },
  of: { readonly held: readonly Grant[]; readonly moment: Pick<Moment, 'now' | 'judge'> },
): Ask => ({
  requester,
  duration: ask.duration,
  reason: ask.reason,
  held: new Set(of.held.filter(justifies).map((grant): string => grant.entitlement)),
  now: of.moment.now,
  source: 'slack',
  judge: of.moment.judge,
});

/** A length that could never be had bothers nobody. */
function noDecider(gap: Asked & Gap, moment: Moment): Decision {
  const tooLong = durationRefusal(gap.duration, gap.item, gap.item.maxDuration);
  return tooLong === undefined ? refuseGap(gap, gap.facts, moment) : correct(tooLong);
}

type Asked = {
  readonly command: SubmitRequest;
  readonly facts: SubmitFacts;
  readonly person: Person;
  readonly item: Item;
};
export type Recorded = {
  readonly facts: ActorFacts;
  readonly person: Person;
  readonly item: Item;
  readonly target: Target;
  readonly duration: Seconds;
  readonly extended?: { readonly grant: Grant; readonly time: number; readonly since: Instant };
  readonly reason: string;
  readonly verdict: Exclude<Verdict, { is: 'refuse' }>;
  readonly version: PolicyVersion;
  readonly moment: Moment;
};

/** The request is written down, with its cards and, where nobody has to be asked, its grants. */
export function record(asked: Recorded): Decision {
  const request = makeRequest(asked);
  const { facts, moment, person, item } = asked;
  const cards: readonly Card[] = [
    newCard(moment, { role: 'requester', about: { kind: 'request', id: request.id }, person: person.id }),
    ...request.asked.map((one) =>
      newCard(moment, { role: 'approver', about: { kind: 'request', id: request.id }, person: one.person }),
    ),
  ];
  const grants =
    request.state === 'approved'
      ? planGrants(request, item, {
          moment,
          policy: asked.version.policy,
          ...(asked.extended === undefined ? {} : { extended: asked.extended.grant }),
        })
      : [];
  const changes: readonly Change[] = [
    { put: 'request', row: request },
    ...grants.map((row): Change => ({ put: 'grant', row })),
    ...cards.map((row): Change => ({ put: 'card', row })),
  ];
  return accept({
    text:
      request.state === 'approved'
        ? `Approved by the rule “${request.rule}”; access is on its way.`
        : 'Sent.',
    names: { request: request.id },
    changes,
    effects: [
      ...cards.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...grants.map((grant) => reconcile(grant, moment, false)),
      ...redrawRequest(request),
    ],
    audit: auditOf(request, facts),
  });
}

function auditOf(request: Request, facts: ActorFacts): readonly AuditEntry[] {
  const object = `request:${request.id}`;
  const submitted = note(facts, {
    action: 'request.submitted',
    object,
    because: `Rule “${request.rule}”: ${request.because}`,
    detail: {
      target: request.target.id,
      entitlements: [...request.entitlements],
      duration: request.duration,
      reason: request.reason,
      asked: request.asked.map((one) => one.person),
      stages: request.way.stages.length,
      conflicts: [...request.conflicts],
      ...(request.extends === undefined ? {} : { extends: request.extends.grant }),
      policy: request.policyVersion,
    },
  });
  if (request.state !== 'approved') return [submitted];
  const because = `Rule “${request.rule}” approves it at once: ${request.because}`;
  return [submitted, note(policyItself, { action: 'request.approved', object, because })];
}

const policyItself: ActorFacts = { actor: { kind: 'system', name: 'policy' }, linked: undefined };

function makeRequest(asked: Recorded): Request {
  const { person, item, verdict, version, moment, extended } = asked;
  const way: Way = {
    stages: verdict.is === 'ask' ? verdict.stages : [],
    at: 0,
    since: moment.now,
    step: 0,
    patience: verdict.rule.deadline ?? version.policy.settings.requestDeadline,
  };
  const core = {
    id: requestId(moment.newId('req')),
    version: 1,
    revision: 1,
    requester: person.id,
    target: asked.target,
    entitlements: item.entitlements.map((one) => one.id),
    risk: item.risk,
    duration: asked.duration,
    reason: asked.reason,
    policyVersion: version.id,
    rule: verdict.rule.name,
    because: verdict.rule.because,
    asked: verdict.is === 'ask' ? verdict.asked : [],
    way,
    conflicts: verdict.is === 'ask' ? verdict.conflicts.map((one) => one.name) : [],
    ...(extended === undefined ? {} : { extends: { ...extended, grant: extended.grant.id } }),
    createdAt: moment.now,
    deadlineAt: dueAt(way),
  };
  return verdict.is === 'auto'
    ? { ...core, state: 'approved', end: { by: 'policy', at: moment.now, why: verdict.rule.because } }
    : { ...core, state: 'pending' };
}

const noPolicy = refusal(
  'E-POL-NONE',
  'No access policy is in force yet, so nothing can be asked for. Ask your IT team to apply one.',
);
const noSuchItem = refusal(
  'E-CAT-NONE',
  'There is no such item available to you. Type /access request to search what there is.',
  'item',
);

function alreadyAsked({ command, facts, item }: Asked, policy: Policy): Refusal | undefined {
  const pending = facts.open.find((one) => one.target.id === command.target.id && one.extends === undefined);
  if (pending !== undefined)
    return {
      ...refusal(
        'E-REQ-PENDING',
        `You asked for ${item.name} already, at {at}; it waits for a decision. See /access status.`,
        'item',
      ),
      at: pending.createdAt,
      see: pending.id,
    };
  const holding = item.entitlements.map((one) =>
    facts.held.find((grant) => grant.entitlement === one.id && justifies(grant)),
  );
  const soonest = holding.every((grant) => grant !== undefined)
    ? holding.reduce((a, b) => (a.expiresAt < b.expiresAt ? a : b))
    : undefined;
  if (soonest !== undefined)
    return {
      ...refusal(
        'E-REQ-HELD',
        `You have ${item.name} until {at}. Its card in your messages and your Home tab offer to extend it where the rule allows that.`,
        'item',
      ),
      at: soonest.expiresAt,
    };
  if (facts.open.length >= policy.settings.maxPending)
    return refusal(
      'E-LIMIT-PENDING',
      `You have ${facts.open.length} requests waiting, and ${policy.settings.maxPending} is the most. Cancel one, or wait for a decision.`,
    );
  return undefined;
}

export function cleanReason(raw: string, minimum: number): string | Refusal {
  const clean = cleanText(raw, minimum);
  switch (clean.is) {
    case 'text':
      return clean.text;
    case 'too_short':
      return refusal('E-REQ-REASON', `Say why you need it (${minimum}–4,000 characters).`, 'reason');
    case 'too_long':
      return refusal(
        'E-REQ-REASON',
        `The reason has ${clean.characters.toLocaleString('en')} of 4,000 characters; shorten it.`,
        'reason',
      );
    case 'flood':
      return refusal(
        'E-REQ-REASON-SIZE',
        'The reason stacks too many marks on one letter; write it plainly.',
        'reason',
      );
  }
}

export function durationRefusal(duration: number, item: Item, longest: number): Refusal | undefined {
  if (Number.isSafeInteger(duration) && duration >= Math.min(shortest, longest) && duration <= longest)
    return undefined;
  return refusal(
    'E-REQ-DUR',
    `The longest for ${item.name} is ${formatDuration(longest)}, the shortest ${formatDuration(Math.min(shortest, longest))}. Write for example 30m, 2h or 1 day.`,
    'duration',
  );
}
