import type { Change, Decision, Effect, Moment } from '../decision.ts';
import { voteId } from '../ids.ts';
import type { Person } from '../person.ts';
import { refusal } from '../refusal.ts';
import type { EndedRequest, Request, Vote } from '../request.ts';
import { cleanText } from '../text.ts';
import type { Approve, DecideFacts, Deny } from './check-decision.ts';
import { checkDecision, checkGrantable } from './check-decision.ts';
import { newCard, planGrants, reconcile } from './plan.ts';
import { accept, correct, note, redrawRequest, refuse } from './verdicts.ts';

/** An approver says yes: identity, eligibility, revision and state are read afresh; then the grants are planned. */
export function approve(command: Approve, facts: DecideFacts, moment: Moment): Decision {
  const checked = checkDecision(command, facts, moment);
  if (checked.is === 'decided') return checked.decision;
  const { person, request, current } = checked;
  const grantable = checkGrantable(checked);
  if (grantable.is === 'refused')
    return refuse(facts, grantable.refusal, { action: 'request.approved', object: `request:${request.id}` });
  const vote = castVote(person, request, { verdict: 'approve', reason: '', moment });
  const approved = endRequest(request, { state: 'approved', by: person, why: '', moment });
  const grants = planGrants(approved, grantable.item, { moment, policy: current.policy });
  return accept({
    text: `You approved it for ${checked.requester.name}.`,
    names: { request: request.id },
    changes: [
      vote,
      { put: 'request', row: approved },
      ...grants.map((row): Change => ({ put: 'grant', row })),
    ],
    effects: [...grants.map((grant) => reconcile(grant, moment, false)), ...redrawRequest(approved)],
    audit: [
      note(facts, {
        action: 'request.approved',
        object: `request:${request.id}`,
        because: `${reasonOf(request, person)} Rule “${request.rule}”.`,
        detail: { revision: request.revision, grants: grants.map((grant) => grant.id) },
      }),
    ],
  });
}

/** An approver says no, with the reason the requester will read. */
export function deny(command: Deny, facts: DecideFacts, moment: Moment): Decision {
  const checked = checkDecision(command, facts, moment);
  if (checked.is === 'decided') return checked.decision;
  const { person, request } = checked;
  const reason = cleanText(command.reason, 3);
  if (reason.is !== 'text')
    return correct(
      refusal(
        'E-REQ-REASON',
        'Say why, so that the person knows what to do next (3–4,000 characters).',
        'reason',
      ),
    );
  const vote = castVote(person, request, { verdict: 'deny', reason: reason.text, moment });
  const denied = endRequest(request, { state: 'denied', by: person, why: reason.text, moment });
  const outcome = newCard(moment, {
    role: 'outcome',
    about: { kind: 'request', id: request.id },
    person: request.requester,
  });
  return accept({
    text: `You denied it; ${checked.requester.name} is told why.`,
    names: { request: request.id },
    changes: [vote, { put: 'request', row: denied }, { put: 'card', row: outcome }],
    effects: [{ kind: 'card', card: outcome.id } satisfies Effect, ...redrawRequest(denied)],
    audit: [
      note(facts, {
        action: 'request.denied',
        object: `request:${request.id}`,
        because: `${reasonOf(request, person)} Rule “${request.rule}”.`,
        detail: { revision: request.revision, reason: reason.text },
      }),
    ],
  });
}

function castVote(
  person: Person,
  request: Request,
  ballot: Pick<Vote, 'verdict' | 'reason'> & { readonly moment: Moment },
): Change {
  const { moment, ...said } = ballot;
  return {
    put: 'vote',
    row: {
      id: voteId(moment.newId('vote')),
      request: request.id,
      revision: request.revision,
      person: person.id,
      at: moment.now,
      ...said,
    },
  };
}

function endRequest(
  request: Request,
  end: {
    readonly state: EndedRequest['state'];
    readonly by: Person;
    readonly why: string;
    readonly moment: Moment;
  },
): EndedRequest {
  const { state: _, ...core } = request;
  return {
    ...core,
    version: request.version + 1,
    state: end.state,
    end: { by: end.by.id, at: end.moment.now, why: end.why },
  };
}

const reasonOf = (request: Request, person: Person): string =>
  request.asked.find((one) => one.person === person.id)?.why ?? 'Eligible by the rule today.';
