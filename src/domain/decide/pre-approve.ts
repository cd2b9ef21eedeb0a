// An approver gives their yes in advance, for one person, one item and some days; or takes it back.
import type { Directory } from '../approvers.ts';
import { askedIn } from '../approvers.ts';
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { identify } from '../identity.ts';
import { preApprovalId } from '../ids.ts';
import { after } from '../instant.ts';
import type { Item } from '../item.ts';
import { findItem } from '../item.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { PreApproval } from '../pre-approval.ts';
import { longestPreApproval } from '../pre-approval.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import { route } from '../route.ts';
import { cleanText } from '../text.ts';
import { durationRefusal } from './form-checks.ts';
import { standInOf } from './stand-in.ts';
import { asking } from './submit-request.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type PreApproveFacts = ActorFacts & {
  readonly person: Person | undefined;
  readonly policy: PolicyVersion | undefined;
  readonly directory: Directory;
  /** What the person holds. */
  readonly held: readonly Grant[];
};
export type WithdrawFacts = ActorFacts & { readonly preApproval: PreApproval | undefined };
type PreApprove = Extract<Command, { readonly kind: 'pre_approve' }>;

/** Only who could decide about it for this person today may say yes in advance; critical access is always looked at when it is asked for. */
export function preApprove(command: PreApprove, facts: PreApproveFacts, moment: Moment): Decision {
  const { actor, linked, policy } = facts;
  if (actor.kind !== 'slack') return correct(refusal('E-STATE', 'Only a person can allow something ahead.'));
  const who = identify(actor.identity, linked);
  const tried = { action: 'pre_approval.made', object: `${command.target.kind}:${command.target.id}` };
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  const chosen = standInOf(command.person.standing, who.person, facts.person);
  if (chosen.is === 'refused')
    return refuse(facts, facts.person?.id === who.person.id ? toOneself : notSomebody, tried);
  const item = policy && findItem(policy.policy, command.target, chosen.person);
  if (policy === undefined || item === undefined)
    return correct(refusal('E-CAT-NONE', `There is no such item available to ${chosen.person.name}.`));
  const { minReason } = policy.policy.settings;
  const reason = cleanText(command.reason, minReason);
  if (reason.is !== 'text')
    return correct(refusal('E-REQ-REASON', `Say why after “because”, in ${minReason} to 4,000 characters.`));
  const given = { command, facts, moment, item, by: who.person, person: chosen.person, policy };
  const no = spanRefusal(command, moment.now) ?? itemRefusal(given);
  return no === undefined ? written(given, reason.text) : refuse(facts, no, tried);
}

type Given = {
  readonly command: PreApprove;
  readonly facts: PreApproveFacts;
  readonly moment: Moment;
  readonly item: Item;
  readonly by: Person;
  readonly person: Person;
  readonly policy: PolicyVersion;
};

function written({ command, facts, moment, item, by, person }: Given, reason: string): Decision {
  const row: PreApproval = {
    id: preApprovalId(moment.newId('pre')),
    version: 1,
    approver: by.id,
    person: person.id,
    target: command.target,
    most: command.most,
    startsAt: Math.max(command.startsAt ?? moment.now, moment.now),
    endsAt: command.endsAt,
    zone: command.zone,
    reason,
    createdAt: moment.now,
  };
  const { most, startsAt: starts_at, endsAt: ends_at } = row;
  return accept({
    text: `${person.name} may take ${item.name} without waiting for you.`,
    changes: [{ put: 'pre_approval', row }],
    audit: [
      note(facts, {
        action: 'pre_approval.made',
        object: `pre_approval:${row.id}`,
        because: reason,
        detail: { person: row.person, target: row.target.id, most, starts_at, ends_at },
      }),
    ],
  });
}

/** From now on it counts for nothing; what was taken under it stays as it was decided. */
export function withdrawPreApproval(
  command: Extract<Command, { readonly kind: 'withdraw_pre_approval' }>,
  facts: WithdrawFacts,
  moment: Moment,
): Decision {
  const { actor, linked, preApproval } = facts;
  const tried = { action: 'pre_approval.withdrawn', object: `pre_approval:${command.preApproval}` };
  const notYours = refusal('E-NOT-YOURS', 'You allowed no such thing ahead, so nothing was withdrawn.');
  if (actor.kind !== 'slack' || preApproval === undefined) return correct(notYours);
  const who = identify(actor.identity, linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  if (who.person.id !== preApproval.approver) return refuse(facts, notYours, tried);
  if (preApproval.endedAt !== undefined) return accept({ text: 'That is withdrawn already.' });
  return accept({
    text: 'Withdrawn: you are asked again from now on.',
    changes: [
      {
        put: 'pre_approval',
        row: { ...preApproval, version: preApproval.version + 1, endedAt: moment.now },
      },
    ],
    audit: [note(facts, { ...tried, because: 'Withdrawn by whoever gave it.' })],
  });
}

const toOneself = refusal(
  'E-SELF',
  'That is you: nobody decides about themselves, also not ahead. Nothing was changed.',
);
const notSomebody = refusal(
  'E-AHEAD',
  'Only an active colleague who can use Hallpass can be allowed something ahead. Nothing was changed.',
);

function spanRefusal({ startsAt, endsAt }: PreApprove, now: number): Refusal | undefined {
  const begins = Math.max(startsAt ?? now, now);
  const not = (text: string) => ({ ...refusal('E-AHEAD-TIME', `${text} Nothing was changed.`), at: endsAt });
  if (endsAt <= begins) return not('That would have ended at {at}. Name an end that is still to come.');
  return endsAt > after(begins, longestPreApproval)
    ? not('That would last until {at}; 30 days is the most. Allow it again when that is over.')
    : undefined;
}

function itemRefusal(of: Given): Refusal | undefined {
  const { command, facts, moment, item, by, person } = of;
  if (item.risk === 'critical')
    return refusal(
      'E-AHEAD',
      `${item.name} is critical, so it is looked at each time it is asked for and never allowed ahead.`,
    );
  const ask = {
    ...asking(person, { duration: command.most, reason: command.reason }, { held: facts.held, moment }),
    directory: facts.directory,
  };
  const verdict = route(of.policy.policy, item, ask);
  if (verdict.is === 'auto')
    return refusal(
      'E-AHEAD',
      `${person.name} gets ${item.name} at once by the rule “${verdict.rule.name}”: nobody has to allow it.`,
    );
  if (verdict.is === 'refuse')
    return refusal(
      'E-AHEAD',
      `${person.name} could not ask for ${item.name} today (${verdict.refusal.code}), so it cannot be allowed ahead.`,
    );
  const decides = verdict.stages.some((_, at) =>
    askedIn(verdict.stages, at, { item, ...ask }).some((one) => one.person === by.id),
  );
  if (!decides)
    return refusal(
      'E-APPR-NOT',
      `You would not be asked about ${item.name} for ${person.name} for so long, so you cannot allow it ahead.`,
    );
  return durationRefusal(command.most, item, verdict.maxDuration);
}
