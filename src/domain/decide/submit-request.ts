import type { Directory } from '../approvers.ts';
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { justifies } from '../grant.ts';
import { identify } from '../identity.ts';
import type { Seconds } from '../instant.ts';
import type { Item } from '../item.ts';
import { findItem } from '../item.ts';
import type { Person } from '../person.ts';
import type { Policy, PolicyVersion } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import type { Ask } from '../route.ts';
import { route } from '../route.ts';
import { cleanReason, durationRefusal, shortestReason } from './form-checks.ts';
import type { Gap, GapFacts } from './gap.ts';
import { refuseGap } from './gap.ts';
import { record } from './record-request.ts';
import type { ActorFacts } from './verdicts.ts';
import { correct, refuse } from './verdicts.ts';

export type SubmitFacts = ActorFacts & {
  readonly policy: PolicyVersion | undefined;
  readonly directory: Directory;
  /** The requester's pending requests and grants that may still exist. */
  readonly open: readonly Request[];
  readonly held: readonly Grant[];
  readonly gap: GapFacts;
};
export type SubmitRequest = Extract<Command, { readonly kind: 'submit_request' }>;

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
export const noPolicy = refusal(
  'E-POL-NONE',
  'No access policy is in force yet, so nothing can be asked for. Ask your IT team to apply one.',
);
export const noSuchItem = refusal(
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
  const holds = alreadyHeld(item, facts.held);
  if (holds !== undefined) return holds;
  if (facts.open.length >= policy.settings.maxPending)
    return refusal(
      'E-LIMIT-PENDING',
      `You have ${facts.open.length} requests waiting, and ${policy.settings.maxPending} is the most. Cancel one, or wait for a decision.`,
    );
  return undefined;
}

/** All of it is held, or about to be: said with the end that comes first. */
export function alreadyHeld(item: Item, held: readonly Grant[]): Refusal | undefined {
  const holding = item.entitlements.map((one) =>
    held.find((grant) => grant.entitlement === one.id && justifies(grant)),
  );
  const soonest = holding.every((grant) => grant !== undefined)
    ? holding.reduce((a, b) => (a.expiresAt < b.expiresAt ? a : b))
    : undefined;
  if (soonest === undefined) return undefined;
  const byRole = holding.find((grant) => grant?.birthright !== undefined)?.birthright;
  if (byRole !== undefined)
    return refusal(
      'E-REQ-HELD',
      `You have ${item.name} by your role (${byRole}), for as long as that rule gives it to you. There is nothing to ask for.`,
      'item',
    );
  return {
    ...refusal(
      'E-REQ-HELD',
      `You have ${item.name} until {at}. Ask to extend it where that is offered, or ask again when it has ended.`,
      'item',
    ),
    at: soonest.expiresAt,
    ...(item.target.kind === 'entitlement' ? { extend: soonest.id } : {}),
  };
}
