import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import { identify } from '../identity.ts';
import { refusal } from '../refusal.ts';
import type { Request, RequestEnd } from '../request.ts';
import { partiesOf } from '../request.ts';
import { outcomeCards } from './ballot.ts';
import { post } from './plan.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, redrawRequest, refuse } from './verdicts.ts';

export type RequestFacts = ActorFacts & { readonly request: Request | undefined };

/** The requester takes the question back. */
export function cancelRequest(
  command: Extract<Command, { readonly kind: 'cancel_request' }>,
  facts: RequestFacts,
  moment: Moment,
): Decision {
  const tried = { action: 'request.cancelled', object: `request:${command.request}` };
  const { request, actor } = facts;
  if (actor.kind !== 'slack' || request === undefined)
    return correct(refusal('E-NOT-YOURS', 'There is no such request of yours, so nothing was cancelled.'));
  const who = identify(actor.identity, facts.linked);
  if (who.is === 'refused') return refuse(facts, who.refusal, tried);
  if (!partiesOf(request).includes(who.person.id))
    return refuse(
      facts,
      refusal('E-NOT-YOURS', 'There is no such request of yours, so nothing was cancelled.'),
      tried,
    );
  if ('end' in request)
    return correct({
      ...refusal('E-DECIDED', `It is too late to cancel: the request was ${request.state} at {at}.`),
      at: request.end.at,
    });
  const why =
    request.requester === who.person.id && request.submittedBy !== undefined
      ? 'Cancelled by the person it was for.'
      : 'Cancelled by the person who asked.';
  return end(request, { facts, moment, state: 'cancelled', by: who.person.id, why });
}

/** Nobody decided in time. The requester is told; every copy of the card loses its buttons. */
export const expire = (request: Request, facts: RequestFacts, moment: Moment): Decision =>
  end(request, { facts, moment, state: 'expired', by: 'clock', why: 'Nobody decided before the deadline.' });

function end(
  request: Request,
  how: {
    readonly facts: RequestFacts;
    readonly moment: Moment;
    readonly state: 'cancelled' | 'expired';
    readonly by: RequestEnd['by'];
    readonly why: string;
  },
): Decision {
  const { state: _, ...core } = request;
  const ended: Request = {
    ...core,
    version: request.version + 1,
    state: how.state,
    end: { by: how.by, at: how.moment.now, why: how.why },
  };
  const told = how.state === 'expired' ? post(outcomeCards(request, how.moment)) : nobodyTold;
  return accept({
    text: how.state === 'cancelled' ? 'Cancelled; nobody needs to decide any more.' : 'Expired.',
    names: { request: request.id },
    changes: [{ put: 'request', row: ended }, ...told.changes],
    effects: [...told.effects, ...redrawRequest(ended)],
    audit: [
      note(how.facts, { action: `request.${how.state}`, object: `request:${request.id}`, because: how.why }),
    ],
  });
}

const nobodyTold = post([]);
