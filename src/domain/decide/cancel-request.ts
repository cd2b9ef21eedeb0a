import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import { identify } from '../identity.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import { newCard } from './plan.ts';
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
  if (request.requester !== who.person.id)
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
  return end(request, { facts, moment, state: 'cancelled', why: 'Cancelled by the person who asked.' });
}

/** Nobody decided in time. The requester is told; every copy of the card loses its buttons. */
export const expire = (request: Request, facts: RequestFacts, moment: Moment): Decision =>
  end(request, { facts, moment, state: 'expired', why: 'Nobody decided before the deadline.' });

function end(
  request: Request,
  how: {
    readonly facts: RequestFacts;
    readonly moment: Moment;
    readonly state: 'cancelled' | 'expired';
    readonly why: string;
  },
): Decision {
  const { state: _, ...core } = request;
  const by = how.state === 'cancelled' ? request.requester : 'clock';
  const ended: Request = {
    ...core,
    version: request.version + 1,
    state: how.state,
    end: { by, at: how.moment.now, why: how.why },
  };
  const outcome = newCard(how.moment, {
    role: 'outcome',
    about: { kind: 'request', id: request.id },
    person: request.requester,
  });
  const told = how.state === 'expired';
  return accept({
    text: how.state === 'cancelled' ? 'Cancelled; nobody needs to decide any more.' : 'Expired.',
    names: { request: request.id },
    changes: [{ put: 'request', row: ended }, ...(told ? [{ put: 'card' as const, row: outcome }] : [])],
    effects: [...(told ? [{ kind: 'card' as const, card: outcome.id }] : []), ...redrawRequest(ended)],
    audit: [
      note(how.facts, { action: `request.${how.state}`, object: `request:${request.id}`, because: how.why }),
    ],
  });
}
