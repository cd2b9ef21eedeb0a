// May this person decide this request, here and now? Everything is read afresh; what the button says is only which card it is on.

import type { Directory } from '../approvers.ts';
import type { Card } from '../card.ts';
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import type { EntitlementId } from '../ids.ts';
import { findItem } from '../item.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Asked, EndedRequest, Request, Vote } from '../request.ts';
import { partiesOf } from '../request.ts';
import { newCard, post } from './plan.ts';
import type { PressFacts } from './press.ts';
import { checkPress } from './press.ts';
import type { AheadFacts } from './use-pre-approvals.ts';
import { accept, correct, redrawRequest, refuse } from './verdicts.ts';
import type { Pending } from './way.ts';
import { eligibleNow, expiresAt } from './way.ts';

export type DecideFacts = PressFacts & {
  readonly request: Request | undefined;
  readonly requester: Person | undefined;
  /** Who asked, where it was somebody else. */
  readonly asker?: Person | undefined;
  /** The version the request was made under decides the route; the present one decides whether the item still exists. */
  readonly frozen: PolicyVersion | undefined;
  readonly current: PolicyVersion | undefined;
  readonly directory: Directory;
  readonly votes: readonly Vote[];
  /** The cards of the request so far, where it has further stages. */
  readonly cards: readonly Card[];
  /** What the requester holds. */
  readonly held: readonly EntitlementId[];
  /** The grant that the request is to make longer, if that is what it asks. */
  readonly extended: Grant | undefined;
  /** Who ended the request, for the sentence that says so. */
  readonly endedBy: Person | undefined;
  readonly ahead?: AheadFacts;
};
export type Approve = Extract<Command, { readonly kind: 'approve' }>;
export type Deny = Extract<Command, { readonly kind: 'deny' }>;

export type Checked = {
  readonly is: 'open';
  readonly person: Person;
  readonly request: Pending;
  /** As what they decide: in their own right, or in whose place. */
  readonly asked: Asked;
  /** Who may decide the present stage, today. */
  readonly eligible: readonly Asked[];
  readonly requester: Person;
  /** The policy in force, and that of the request. */
  readonly current: PolicyVersion;
  readonly frozen: PolicyVersion;
};

export function checkDecision(
  command: Approve | Deny,
  facts: DecideFacts,
  moment: Moment,
): Checked | { readonly is: 'decided'; readonly decision: Decision } {
  const tried = {
    action: `request.${command.kind === 'approve' ? 'approved' : 'denied'}`,
    object: `card:${command.press.card}`,
  };
  const refused = (no: Refusal) => ({ is: 'decided' as const, decision: refuse(facts, no, tried) });
  const pressed = checkPress(command.press, facts, moment.now);
  if (pressed.is === 'refused')
    return pressed.refusal.code === 'E-TOKEN-OLD'
      ? { is: 'decided', decision: tooOld(pressed.refusal, facts, moment) }
      : refused(pressed.refusal);
  if (moment.doubt !== undefined) return refused(moment.doubt);
  const { request, requester, current, frozen } = facts;
  if (request === undefined || requester === undefined || current === undefined || frozen === undefined)
    return refused(refusal('E-TOKEN', 'The request behind this button does not exist, so nothing was done.'));
  if ('end' in request) return { is: 'decided', decision: tooLate(request, pressed.person, facts) };
  if (request.state !== 'pending' || expiresAt(request) <= moment.now)
    return refused({
      ...refusal('E-DECIDED', 'This request expired at {at}, before anybody decided. Nothing was done.'),
      at: expiresAt(request),
    });
  if (request.revision !== command.press.revision)
    return refused(
      refusal(
        'E-REV',
        'The request changed since you looked. The card now shows how it stands; decide again.',
      ),
    );
  const eligible = eligibleToday(request, requester, facts);
  const asked = eligible.find((one) => one.person === pressed.person.id);
  if (asked === undefined || partiesOf(request).includes(pressed.person.id))
    return refused(notTheirs(pressed.person, request, { eligible, facts }));
  return { is: 'open', person: pressed.person, request, requester, current, frozen, eligible, asked };
}

/** The old card is replaced by a fresh one, if there is still something to decide. */
function tooOld(no: Refusal, facts: DecideFacts, moment: Moment): Decision {
  const { card, request, requester, linked } = facts;
  if (card === undefined || request === undefined || 'end' in request) return correct(no);
  const { about } = card;
  const old = 'This card is more than seven days old, so nothing was done. A fresh one is on its way to';
  if (card.person !== undefined)
    return correct(
      { ...no, text: `${old} you.` },
      post([newCard(moment, { role: 'approver', about, person: card.person })]),
    );
  // Anybody in the channel can press; only for those who may decide is it filled anew.
  const eligible = requester === undefined ? [] : eligibleToday(request, requester, facts);
  return eligible.some((one) => one.person === linked?.id)
    ? correct(
        { ...no, text: `${old} this channel.` },
        post([newCard(moment, { role: 'approver', about, channel: card.channel })]),
      )
    : correct(no);
}

/** Eligibility today, by the stage as it was when the request was made. */
function eligibleToday(request: Request, requester: Person, facts: DecideFacts): readonly Asked[] {
  const item = facts.frozen && findItem(facts.frozen.policy, request.target, requester);
  return item === undefined ? [] : eligibleNow(request, { ...facts, item, requester });
}

/** Nobody decides about themselves, whatever account they use. */
function notTheirs(
  person: Person,
  request: Request,
  of: { readonly eligible: readonly Asked[]; readonly facts: DecideFacts },
): Refusal {
  if (person.id === request.submittedBy)
    return refusal(
      'E-SELF',
      'You asked for this yourself, so you cannot decide about it, also not through another account. Nothing was done.',
    );
  if (person.id === request.requester)
    return refusal(
      'E-SELF',
      'You cannot decide about your own request, also not through another account. Nothing was done.',
    );
  const standIn = of.eligible.find((one) => one.standsInFor === person.id);
  if (standIn !== undefined)
    return refusal(
      'E-APPR-CHANGED',
      `You handed your deciding over, so ${of.facts.directory.person(standIn.person)?.name ?? 'somebody else'} is asked in your place and nothing was done. To decide yourself, type /access delegate off first.`,
    );
  return request.asked.some((one) => one.person === person.id)
    ? refusal(
        'E-APPR-CHANGED',
        'You were an approver when this was sent, but no longer are, so nothing was done. The others who were asked can still decide.',
      )
    : refusal('E-APPR-NOT', 'You are not an approver of this request now, so nothing was done.');
}

/** The first decision stands. Whoever made it and clicks again is simply told so; anybody else learns who was first. */
function tooLate(request: EndedRequest, person: Person, facts: DecideFacts): Decision {
  const verb = request.state === 'invalidated' ? 'withdrawn' : request.state;
  if (request.end.by === person.id && (request.state === 'approved' || request.state === 'denied'))
    return accept({
      text: `You ${verb} this already.`,
      names: { request: request.id },
      effects: redrawRequest(request),
    });
  const by =
    facts.endedBy === undefined
      ? request.end.by === 'policy'
        ? ' by the policy'
        : ''
      : ` by ${facts.endedBy.name}`;
  return refuse(
    facts,
    { ...refusal('E-DECIDED', `Already ${verb}${by} at {at}. Nothing was changed.`), at: request.end.at },
    { action: 'request.decided_late', object: `request:${request.id}` },
  );
}
