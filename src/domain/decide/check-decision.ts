// May this person decide this request, here and now? Everything is read afresh; what the button says is only which card it is on.
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { EndedRequest, Request } from '../request.ts';
import type { Directory, Item } from '../route.ts';
import { findItem, route } from '../route.ts';
import { newCard, post } from './plan.ts';
import type { PressFacts } from './press.ts';
import { checkPress } from './press.ts';
import { accept, correct, redrawRequest, refuse } from './verdicts.ts';

export type DecideFacts = PressFacts & {
  readonly request: Request | undefined;
  readonly requester: Person | undefined;
  /** The version the request was made under decides the route; the present one decides whether the item still exists. */
  readonly frozen: PolicyVersion | undefined;
  readonly current: PolicyVersion | undefined;
  readonly directory: Directory;
  /** Who ended the request, for the sentence that says so. */
  readonly endedBy: Person | undefined;
};
export type Approve = Extract<Command, { readonly kind: 'approve' }>;
export type Deny = Extract<Command, { readonly kind: 'deny' }>;

type Checked = {
  readonly is: 'open';
  readonly person: Person;
  readonly request: Request;
  readonly requester: Person;
  readonly current: PolicyVersion;
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
  const { request, requester, current } = facts;
  if (request === undefined || requester === undefined || current === undefined || facts.frozen === undefined)
    return refused(refusal('E-TOKEN', 'The request behind this button does not exist, so nothing was done.'));
  if ('end' in request) return { is: 'decided', decision: tooLate(request, pressed.person, facts) };
  if (request.deadlineAt <= moment.now)
    return refused({
      ...refusal('E-DECIDED', 'This request expired at {at}, before anybody decided. Nothing was done.'),
      at: request.deadlineAt,
    });
  if (request.revision !== command.press.revision)
    return refused(
      refusal(
        'E-REV',
        'The request changed since you looked. The card now shows how it stands; decide again.',
      ),
    );
  const no = mayDecide(pressed.person, request, facts);
  if (no !== undefined) return refused(no);
  return { is: 'open', person: pressed.person, request, requester, current };
}

export type Grantable =
  | { readonly is: 'grantable'; readonly item: Item }
  | { readonly is: 'refused'; readonly refusal: Refusal };

/** Can what was asked for still be given? The requester must be active, and the item must be in today's catalogue. */
export function checkGrantable({ request, requester, current }: Checked): Grantable {
  if (requester.status !== 'active')
    return {
      is: 'refused',
      refusal: refusal(
        'E-STATE',
        `${requester.name} is no longer active in the people directory, so nothing can be granted. Deny it with that reason.`,
      ),
    };
  const item = findItem(current.policy, request.target, requester);
  if (item === undefined)
    return {
      is: 'refused',
      refusal: refusal(
        'E-CAT-NONE',
        'What was asked for has been withdrawn from the catalogue since, so nothing can be granted. Deny it with that reason.',
      ),
    };
  return { is: 'grantable', item };
}

/** The old card is replaced by a fresh one, if there is still something to decide. */
function tooOld(no: Refusal, facts: DecideFacts, moment: Moment): Decision {
  const { card, request } = facts;
  if (card === undefined || request === undefined || 'end' in request) return correct(no);
  const fresh = newCard(moment, { role: 'approver', about: card.about, person: card.person });
  return correct(
    {
      ...no,
      text: 'This card is more than seven days old, so nothing was done. A fresh one is on its way to you.',
    },
    post([fresh]),
  );
}

/** Eligibility today, by the rule of then. Nobody decides about themselves, whatever account they use. */
function mayDecide(person: Person, request: Request, facts: DecideFacts): Refusal | undefined {
  if (person.id === request.requester)
    return refusal(
      'E-SELF',
      'You cannot decide about your own request, also not through another account. Nothing was done.',
    );
  if (facts.frozen === undefined || facts.requester === undefined)
    return refusal('E-APPR-NOT', 'You are not an approver of this request.');
  const item = findItem(facts.frozen.policy, request.target, facts.requester);
  const verdict =
    item === undefined
      ? undefined
      : route(facts.frozen.policy, item, {
          requester: facts.requester,
          duration: request.duration,
          directory: facts.directory,
        });
  if (verdict?.is === 'ask' && verdict.asked.some((one) => one.person === person.id)) return undefined;
  return request.asked.some((one) => one.person === person.id)
    ? refusal(
        'E-APPR-CHANGED',
        'You were an approver when this was sent, but no longer are, so nothing was done. The others who were asked can still decide.',
      )
    : refusal('E-APPR-NOT', 'You are not an approver of this request, so nothing was done.');
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
