// The rows that a decision about a request leaves: the vote, the ended request, and the message that tells its requester.
import type { Card } from '../card.ts';
import type { Change, Moment } from '../decision.ts';
import { voteId } from '../ids.ts';
import type { Asked, EndedRequest, Request, Vote } from '../request.ts';
import { partiesOf } from '../request.ts';
import { newCard } from './plan.ts';

/** One vote in the present stage, in the voter's own right or in somebody's place. */
export function castVote(
  { person, standsInFor }: Asked,
  request: Request,
  ballot: Pick<Vote, 'verdict' | 'reason' | 'preApproval'> & { readonly moment: Moment },
): Extract<Change, { readonly put: 'vote' }> {
  const { moment, ...said } = ballot;
  return {
    put: 'vote',
    row: {
      id: voteId(moment.newId('vote')),
      request: request.id,
      revision: request.revision,
      stage: request.way.at,
      person,
      at: moment.now,
      ...said,
      ...(standsInFor === undefined ? {} : { standsInFor }),
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
    readonly standsInFor?: EndedRequest['end']['standsInFor'];
    readonly moment: Moment;
  },
): EndedRequest {
  const { state: _, ...core } = request;
  return {
    ...core,
    version: request.version + 1,
    state: end.state,
    end: {
      by: end.by,
      at: end.moment.now,
      why: end.why,
      ...(end.standsInFor === undefined ? {} : { standsInFor: end.standsInFor }),
    },
  };
}

/** Posted anew, so that Slack notifies whoever gets nothing, and whoever asked for them. */
export const outcomeCards = (request: Request, moment: Moment): readonly Card[] =>
  partiesOf(request).map((person) =>
    newCard(moment, { role: 'outcome', about: { kind: 'request', id: request.id }, person }),
  );
