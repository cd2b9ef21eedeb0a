// The rows that a decision about a request leaves: the vote, the ended request, and the message that tells its requester.
import type { Card } from '../card.ts';
import type { Change, Moment } from '../decision.ts';
import { voteId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { EndedRequest, Request, Vote } from '../request.ts';
import { newCard } from './plan.ts';

/** One vote in the present stage. */
export function castVote(
  person: Person,
  request: Request,
  ballot: Pick<Vote, 'verdict' | 'reason'> & { readonly moment: Moment },
): Extract<Change, { readonly put: 'vote' }> {
  const { moment, ...said } = ballot;
  return {
    put: 'vote',
    row: {
      id: voteId(moment.newId('vote')),
      request: request.id,
      revision: request.revision,
      stage: request.way.at,
      person: person.id,
      at: moment.now,
      ...said,
    },
  };
}

/** The request as it ended. */
export function endRequest(
  request: Request,
  end: {
    readonly state: EndedRequest['state'];
    readonly by: EndedRequest['end']['by'];
    readonly why: string;
    readonly moment: Moment;
  },
): EndedRequest {
  const { state: _, ...core } = request;
  return {
    ...core,
    version: request.version + 1,
    state: end.state,
    end: { by: end.by, at: end.moment.now, why: end.why },
  };
}

/** Posted anew, so that Slack notifies whoever asked. */
export const outcomeCard = (request: Request, moment: Moment): Card =>
  newCard(moment, {
    role: 'outcome',
    about: { kind: 'request', id: request.id },
    person: request.requester,
  });
