import type { Directory } from '../approvers.ts';
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { Details } from '../details.ts';
import type { Grant } from '../grant.ts';
import { isUpcoming, justifies } from '../grant.ts';
import { identify } from '../identity.ts';
import type { Instant, Seconds } from '../instant.ts';
import { after } from '../instant.ts';
import type { Item } from '../item.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion, Rule } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import type { Ask } from '../route.ts';
import { route } from '../route.ts';
import { cleanDetails, detailsRefusal } from './check-details.ts';
import { cleanReason, durationRefusal, laterStart, shortestReason, startRefusal } from './form-checks.ts';
import type { Gap, GapFacts } from './gap.ts';
import { refuseGap } from './gap.ts';
import type { Parties } from './on-behalf.ts';
import { itemFor, notHere, onlyThemselves, toldToAsker } from './on-behalf.ts';
import { record } from './record-request.ts';
import type { AheadFacts } from './use-pre-approvals.ts';
import type { ActorFacts } from './verdicts.ts';
import { correct, refuse } from './verdicts.ts';

export type SubmitFacts = ActorFacts & {
  readonly policy: PolicyVersion | undefined;
  readonly directory: Directory;
  /** Whom the command names as the one who is to get it. */
  readonly subject?: Person | undefined;
  /** Of whoever is to get it: pending requests, and grants that may still exist. */
  readonly open: readonly Request[];
  readonly held: readonly Grant[];
  readonly gap: GapFacts;
  readonly ahead?: AheadFacts;
};
export type SubmitRequest = Extract<Command, { readonly kind: 'submit_request' }>;

/** A person asks. The request is routed and recorded, or refused at once with the reason: nothing waits that nobody can decide. */
export function submitRequest(command: SubmitRequest, facts: SubmitFacts, moment: Moment): Decision {
  const tried = { action: 'request.submitted', object: `${command.target.kind}:${command.target.id}` };
  if (command.actor.kind !== 'slack') return correct(refusal('E-STATE', 'Only a person can ask for access.'));
  const who = identify(command.actor.identity, facts.linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  if (facts.policy === undefined) return correct(noPolicy);
  const subject = subjectOf(command, who.person, facts);
  if (subject === undefined) return correct(notHere(undefined));
  const parties: Parties = { asker: who.person, subject };
  const item = itemFor(parties, command.target, facts.policy.policy);
  if ('code' in item) return item.code === 'E-BEHALF' ? refuse(facts, item, tried) : correct(item);
  const decision = judge({ command, facts, parties, item, version: facts.policy, tried }, moment);
  return decision.is === 'refused'
    ? { ...decision, refusal: toldToAsker(parties, decision.refusal) }
    : decision;
}

/** Who is to get it; undefined for somebody nobody knows. */
const subjectOf = (command: SubmitRequest, asker: Person, facts: SubmitFacts): Person | undefined =>
  command.subject === undefined || command.subject === asker.id ? asker : facts.subject;

type Asked = {
  readonly command: SubmitRequest;
  readonly facts: SubmitFacts;
  readonly parties: Parties;
  readonly item: Item;
  readonly version: PolicyVersion;
  readonly tried: { readonly action: string; readonly object: string };
};

function judge(asked: Asked, moment: Moment): Decision {
  const { command, facts, parties, item, version, tried } = asked;
  const { policy } = version;
  const already = alreadyAsked(asked, moment);
  if (already !== undefined) return correct(already);
  const details = cleanDetails(command);
  if ('code' in details) return correct(details);
  const verdict = route(policy, item, {
    ...asking(parties.subject, command, { held: facts.held, moment, asker: parties.asker }),
    directory: facts.directory,
  });
  const reason = cleanReason(command.reason, shortestReason(policy, verdict));
  if (typeof reason !== 'string') return correct(reason);
  if (verdict.is === 'refuse' && verdict.refusal.code === 'E-APPR-NONE')
    return noDecider(asked, verdict, moment);
  if (verdict.is === 'refuse') return refuse(facts, verdict.refusal, tried);
  if (verdict.is === 'auto' && moment.doubt !== undefined) return refuse(facts, moment.doubt, tried);
  const no =
    durationRefusal(command.duration, item, verdict.maxDuration) ??
    startRefusal(command.startAt, verdict.rule.startWithin ?? policy.settings.startWithin, moment) ??
    detailsRefusal(verdict.rule, details, moment);
  if (no !== undefined) return correct(no);
  const enough = enoughOpen(facts.open, verdict.rule);
  if (enough !== undefined) return correct(enough);
  return record({
    facts,
    item,
    version,
    verdict,
    reason,
    details,
    moment,
    target: command.target,
    duration: command.duration,
    ...laterStart(command.startAt, moment),
    person: parties.subject,
    ...(isOnBehalf(parties) ? { asker: parties.asker } : {}),
  });
}

const isOnBehalf = ({ asker, subject }: Parties): boolean => asker.id !== subject.id;

/** The question to the policy, with what is known in the moment it is put. */
export const asking = (
  requester: Person,
  ask: Details & { readonly duration: Seconds; readonly reason: string; readonly startAt?: Instant },
  of: {
    readonly held: readonly Grant[];
    readonly moment: Pick<Moment, 'now' | 'judge'>;
    /** Who asks; may be the requester. */
    readonly asker?: Person;
  },
): Ask => {
  const details = cleanDetails(ask);
  return {
    requester,
    ...(of.asker === undefined ? {} : { asker: of.asker }),
    duration: ask.duration,
    reason: ask.reason,
    details: 'code' in details ? {} : details,
    ...laterStart(ask.startAt, of.moment),
    held: new Set(of.held.filter(justifies).map((grant): string => grant.entitlement)),
    now: of.moment.now,
    source: 'slack',
    judge: of.moment.judge,
  };
};

/** A length that could never be had bothers nobody, and neither does somebody who only has to let another ask. */
function noDecider(
  { command, facts, parties, item, version, tried }: Asked,
  verdict: Gap['verdict'],
  moment: Moment,
): Decision {
  const { duration } = command;
  const tooLong = durationRefusal(duration, item, item.maxDuration);
  if (tooLong !== undefined) return correct(tooLong);
  if (isOnBehalf(parties)) return refuse(facts, onlyThemselves(parties, item), tried);
  return refuseGap(
    { person: parties.subject, item, duration, policy: version.policy, verdict },
    facts,
    moment,
  );
}

export const noPolicy = refusal(
  'E-POL-NONE',
  'No access policy is in force yet, so nothing can be asked for. Ask your IT team to apply one.',
);

function alreadyAsked(
  { command, facts, item, version: { policy } }: Asked,
  moment: Moment,
): Refusal | undefined {
  const from = laterStart(command.startAt, moment).startAt ?? moment.now;
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
  const held = alreadyHeld(item, facts.held, { from, until: after(from, command.duration) });
  if (held !== undefined) return held;
  if (facts.open.length >= policy.settings.maxPending)
    return refusal(
      'E-LIMIT-PENDING',
      `You have ${facts.open.length} requests waiting, and ${policy.settings.maxPending} is the most. Cancel one, or wait for a decision.`,
    );
  return undefined;
}

/** The rule lets one person have only so many requests waiting. */
function enoughOpen(open: readonly Request[], { name, maxOpen }: Rule): Refusal | undefined {
  const waiting = open.filter((one) => one.rule === name && one.extends === undefined).length;
  return maxOpen === undefined || waiting < maxOpen
    ? undefined
    : refusal(
        'E-LIMIT-PENDING',
        `You have ${waiting} ${waiting === 1 ? 'request' : 'requests'} under the rule “${name}” waiting, which is the most it allows. Cancel one, or wait for a decision.`,
      );
}

/** All of it is held, or will be, in some part of the time that is asked for: said with the end that comes first. */
export function alreadyHeld(
  item: Item,
  held: readonly Grant[],
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Refusal | undefined {
  const holding = item.entitlements.map((one) =>
    held.find(
      (grant) =>
        grant.entitlement === one.id &&
        grant.desired === 'present' &&
        grant.expiresAt > from &&
        (grant.startsAt ?? 0) < until,
    ),
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
  if (isUpcoming(soonest))
    return {
      ...refusal(
        'E-REQ-HELD',
        `You will have ${item.name} in that time: it starts {at}. Cancel that first, or ask for another time.`,
        'item',
      ),
      at: soonest.startsAt ?? soonest.expiresAt,
    };
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
