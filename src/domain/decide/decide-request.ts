import type { Card } from '../card.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Item } from '../item.ts';
import { refusal } from '../refusal.ts';
import type { Request, Vote } from '../request.ts';
import { cleanText } from '../text.ts';
import { castVote, endRequest, outcomeCards } from './ballot.ts';
import { atStage } from './begin-way.ts';
import type { Approve, Checked, DecideFacts, Deny } from './check-decision.ts';
import { checkDecision } from './check-decision.ts';
import { checkGrantable } from './grantable.ts';
import { beginGrants, planGrants, post } from './plan.ts';
import { accept, correct, note, redrawRequest, refuse } from './verdicts.ts';
import { enter, hasAgreed, stillMissing } from './way.ts';

/** An approver says yes: identity, eligibility, revision and state are read afresh; with the last yes the grants are planned. */
export function approve(command: Approve, facts: DecideFacts, moment: Moment): Decision {
  const checked = checkDecision(command, facts, moment);
  if (checked.is === 'decided') return checked.decision;
  const { person, request, asked } = checked;
  const grantable = checkGrantable(checked, facts, moment);
  if (grantable.is === 'refused')
    return refuse(facts, grantable.refusal, { action: 'request.approved', object: `request:${request.id}` });
  if (hasAgreed(asked, facts.votes, { request, directory: facts.directory }))
    return accept({
      text: facts.votes.some((vote) => vote.person === person.id)
        ? 'You approved this already; others have to as well.'
        : 'This was approved in the same place already; others have to as well.',
      names: { request: request.id },
      effects: redrawRequest(request),
    });
  const reason = reasonFor(request, command.reason);
  if (reason === undefined) return correct(sayWhy);
  const vote = castVote(asked, request, { verdict: 'approve', reason, moment });
  return afterYes({ facts, moment, checked, item: grantable.item, vote });
}

type Yes = {
  readonly facts: Pick<DecideFacts, 'actor' | 'linked' | 'votes' | 'cards' | 'directory' | 'extended'>;
  readonly moment: Moment;
  readonly checked: Checked;
  readonly item: Item;
  readonly vote: Extract<Change, { readonly put: 'vote' }>;
};

/** One more yes, given now or in advance: the stage waits for others, or the next stage begins, or it was the last. */
export function afterYes(yes: Yes): Decision {
  const { checked, facts, vote, moment } = yes;
  const { request, requester, eligible } = checked;
  const votes = [...facts.votes, vote.row];
  const missing = stillMissing(request, votes, { eligible, directory: facts.directory });
  if (missing > 0) {
    // A new version even so: of two last votes at once, the second must see the first.
    const row = { ...request, version: request.version + 1 };
    return moveOn(yes, row, {
      text: `You approved; ${missing} more ${missing === 1 ? 'has' : 'have'} to.`,
      action: 'request.vote',
    });
  }
  const at = request.way.at + 1;
  if (at >= request.way.stages.length) return approved(yes);
  const way = atStage(request.way, { at, since: moment.now });
  const entered = enter(request, way, {
    moment,
    facts: {
      item: yes.item,
      requester,
      votes,
      directory: facts.directory,
      cards: facts.cards,
      settings: checked.frozen.policy.settings,
    },
  });
  if (entered.is === 'undecidable') return strand(yes);
  return moveOn(yes, entered.request, {
    text: 'You approved; now the next stage decides.',
    action: 'request.stage_passed',
    cards: entered.cards,
  });
}

function moveOn(
  { facts, checked, vote }: Yes,
  row: Request,
  how: { readonly text: string; readonly action: string; readonly cards?: readonly Card[] },
): Decision {
  const { request } = checked;
  return accept({
    text: how.text,
    names: { request: request.id },
    changes: [
      vote,
      { put: 'request', row },
      ...(how.cards ?? []).map((one): Change => ({ put: 'card', row: one })),
    ],
    effects: [
      ...(how.cards ?? []).map((one): Effect => ({ kind: 'card', card: one.id })),
      ...redrawRequest(
        row,
        request.asked.map((one) => one.person),
      ),
    ],
    audit: [
      note(facts, {
        action: how.action,
        object: `request:${request.id}`,
        because: `${checked.asked.why} Stage ${request.way.at + 1} of ${request.way.stages.length}, rule “${request.rule}”.`,
        detail: {
          revision: request.revision,
          stage: request.way.at,
          asked: row.asked.map((one) => one.person),
          reason: vote.row.reason,
          ...inPlaceOf(vote.row),
        },
      }),
    ],
  });
}

/** Between the stages everybody who could decide the next one has gone. */
function strand(yes: Yes): Decision {
  const { facts, moment, checked, vote } = yes;
  const { request, person } = checked;
  const why =
    'Nobody is left who could decide the next stage. Ask again, or ask your IT team to name somebody.';
  const row = endRequest(request, { state: 'invalidated', by: 'policy', why, moment });
  const told = post(outcomeCards(request, moment));
  return accept({
    text: 'You approved, but nobody is left who could decide the next stage, so the request ended.',
    names: { request: request.id },
    changes: [vote, { put: 'request', row }, ...told.changes],
    effects: [...told.effects, ...redrawRequest(row)],
    audit: [
      note(facts, {
        action: 'request.invalidated',
        object: `request:${request.id}`,
        because: `${why} (${person.id} had approved.)`,
      }),
    ],
  });
}

function approved({ facts, moment, checked, item, vote }: Yes): Decision {
  const { request, person, current } = checked;
  const row = endRequest(request, {
    state: 'approved',
    by: person.id,
    standsInFor: vote.row.standsInFor,
    why: vote.row.reason,
    moment,
  });
  const grants = planGrants(row, item, {
    moment,
    policy: current.policy,
    ...(facts.extended === undefined ? {} : { extended: facts.extended }),
  });
  return accept({
    text: `You approved it for ${checked.requester.name}.`,
    names: { request: request.id },
    changes: [vote, { put: 'request', row }, ...grants.map((one): Change => ({ put: 'grant', row: one }))],
    effects: [...beginGrants(grants, moment), ...redrawRequest(row)],
    audit: [
      note(facts, {
        action: 'request.approved',
        object: `request:${request.id}`,
        because: `${checked.asked.why} Rule “${request.rule}”.`,
        detail: {
          revision: request.revision,
          stage: request.way.at,
          reason: vote.row.reason,
          ...inPlaceOf(vote.row),
          grants: grants.map((grant) => grant.id),
        },
      }),
    ],
  });
}

/** The approver's words; undefined where the stage wants some and there are none. */
function reasonFor(request: Request, raw: string): string | undefined {
  const wanted = request.way.stages[request.way.at]?.reason === true;
  const clean = cleanText(raw, wanted ? 3 : 0);
  return clean.is === 'text' ? clean.text : undefined;
}

const sayWhy = refusal(
  'E-REQ-REASON',
  'This stage wants a reason with each approval: say what you looked at (3–4,000 characters).',
  'reason',
);

const agreedAlready = refusal(
  'E-DECIDED',
  'You approved this already, so you cannot deny it now. The others who are asked still can; tell them why.',
);

/** An approver says no, with the reason the requester will read. */
export function deny(command: Deny, facts: DecideFacts, moment: Moment): Decision {
  const checked = checkDecision(command, facts, moment);
  if (checked.is === 'decided') return checked.decision;
  const { person, request } = checked;
  if (hasAgreed(checked.asked, facts.votes, { request, directory: facts.directory }))
    return correct(agreedAlready);
  const reason = cleanText(command.reason, 3);
  if (reason.is !== 'text')
    return correct(
      refusal(
        'E-REQ-REASON',
        'Say why, so that the person knows what to do next (3–4,000 characters).',
        'reason',
      ),
    );
  const vote = castVote(checked.asked, request, { verdict: 'deny', reason: reason.text, moment });
  const denied = endRequest(request, {
    state: 'denied',
    by: person.id,
    standsInFor: vote.row.standsInFor,
    why: reason.text,
    moment,
  });
  const told = post(outcomeCards(request, moment));
  return accept({
    text: `You denied it; ${checked.requester.name} is told why.`,
    names: { request: request.id },
    changes: [vote, { put: 'request', row: denied }, ...told.changes],
    effects: [...told.effects, ...redrawRequest(denied)],
    audit: [
      note(facts, {
        action: 'request.denied',
        object: `request:${request.id}`,
        because: `${checked.asked.why} Rule “${request.rule}”.`,
        detail: {
          revision: request.revision,
          stage: request.way.at,
          reason: reason.text,
          ...inPlaceOf(vote.row),
        },
      }),
    ],
  });
}

/** For the audit log: in whose place the vote was cast. */
const inPlaceOf = ({ standsInFor }: Vote): { readonly standsInFor?: string } =>
  standsInFor === undefined ? {} : { standsInFor };
