import type { AuditEntry } from '../audit-entry.ts';
import type { Card } from '../card.ts';
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import { formatDuration } from '../duration.ts';
import type { Grant } from '../grant.ts';
import { justifies } from '../grant.ts';
import { identify } from '../identity.ts';
import { requestId } from '../ids.ts';
import { after } from '../instant.ts';
import type { Person } from '../person.ts';
import type { Policy, PolicyVersion } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import type { Directory, Item, Verdict } from '../route.ts';
import { findItem, route } from '../route.ts';
import { cleanText } from '../text.ts';
import type { Gap, GapFacts } from './gap.ts';
import { refuseGap } from './gap.ts';
import { newCard, planGrants, reconcile } from './plan.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, redrawRequest, refuse } from './verdicts.ts';

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
  const reason = cleanReason(command.reason, facts.policy.policy.settings.minReason);
  if (typeof reason !== 'string') return correct(reason);
  const verdict = route(facts.policy.policy, item, {
    requester: who.person,
    duration: command.duration,
    directory: facts.directory,
  });
  if (verdict.is === 'refuse' && verdict.refusal.code === 'E-APPR-NONE')
    return noDecider({ ...asked, policy: facts.policy.policy, verdict, duration: command.duration }, moment);
  if (verdict.is === 'refuse') return refuse(facts, verdict.refusal, tried);
  if (verdict.is === 'auto' && moment.doubt !== undefined) return refuse(facts, moment.doubt, tried);
  const tooLong = durationRefusal(command.duration, item, verdict.maxDuration);
  if (tooLong !== undefined) return correct(tooLong);
  return record({ ...asked, reason, verdict, version: facts.policy, moment });
}

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
type Recorded = Asked & {
  readonly reason: string;
  readonly verdict: Exclude<Verdict, { is: 'refuse' }>;
  readonly version: PolicyVersion;
  readonly moment: Moment;
};

function record(asked: Recorded): Decision {
  const request = makeRequest(asked);
  const { facts, moment, person, item } = asked;
  const cards: readonly Card[] = [
    newCard(moment, { role: 'requester', about: { kind: 'request', id: request.id }, person: person.id }),
    ...request.asked.map((one) =>
      newCard(moment, { role: 'approver', about: { kind: 'request', id: request.id }, person: one.person }),
    ),
  ];
  const grants =
    request.state === 'approved' ? planGrants(request, item, { moment, policy: asked.version.policy }) : [];
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

function auditOf(request: Request, facts: SubmitFacts): readonly AuditEntry[] {
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
      policy: request.policyVersion,
    },
  });
  if (request.state !== 'approved') return [submitted];
  const because = `Rule “${request.rule}” approves it at once: ${request.because}`;
  return [submitted, note(policyItself, { action: 'request.approved', object, because })];
}

const policyItself: ActorFacts = { actor: { kind: 'system', name: 'policy' }, linked: undefined };

function makeRequest({ command, person, item, reason, verdict, version, moment }: Recorded): Request {
  const core = {
    id: requestId(moment.newId('req')),
    version: 1,
    revision: 1,
    requester: person.id,
    target: command.target,
    entitlements: item.entitlements.map((one) => one.id),
    risk: item.risk,
    duration: command.duration,
    reason,
    policyVersion: version.id,
    rule: verdict.rule.name,
    because: verdict.rule.because,
    asked: verdict.is === 'ask' ? verdict.asked : [],
    createdAt: moment.now,
    deadlineAt: after(moment.now, verdict.rule.deadline ?? version.policy.settings.requestDeadline),
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
  const pending = facts.open.find((one) => one.target.id === command.target.id);
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
      ...refusal('E-REQ-HELD', `You have ${item.name} until {at}. Ask again when it has ended.`, 'item'),
      at: soonest.expiresAt,
    };
  if (facts.open.length >= policy.settings.maxPending)
    return refusal(
      'E-LIMIT-PENDING',
      `You have ${facts.open.length} requests waiting, and ${policy.settings.maxPending} is the most. Cancel one, or wait for a decision.`,
    );
  return undefined;
}

function cleanReason(raw: string, minimum: number): string | Refusal {
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

function durationRefusal(duration: number, item: Item, longest: number): Refusal | undefined {
  if (Number.isSafeInteger(duration) && duration >= Math.min(shortest, longest) && duration <= longest)
    return undefined;
  return refusal(
    'E-REQ-DUR',
    `The longest for ${item.name} is ${formatDuration(longest)}, the shortest ${formatDuration(Math.min(shortest, longest))}. Write for example 30m, 2h or 1 day.`,
    'duration',
  );
}
