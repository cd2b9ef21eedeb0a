// A yes that was given in advance is cast the moment its stage begins; everything else goes on as with any yes.
import { dateWords } from '../calendar.ts';
import type { Change, Decision, Moment } from '../decision.ts';
import { findItem } from '../item.ts';
import type { PreApproval } from '../pre-approval.ts';
import { covers, isInForce } from '../pre-approval.ts';
import { castVote } from './ballot.ts';
import type { Checked, DecideFacts } from './check-decision.ts';
import { afterYes } from './decide-request.ts';
import { checkGrantable } from './grantable.ts';
import { newCard } from './plan.ts';
import type { Pending } from './way.ts';
import { eligibleNow, hasAgreed } from './way.ts';

/** What a decision that may begin a stage knows of yeses given in advance. */
export type AheadFacts = Pick<
  DecideFacts,
  'requester' | 'asker' | 'frozen' | 'current' | 'directory' | 'votes' | 'cards' | 'held'
> & { readonly windows: readonly PreApproval[] };

type Accepted = Extract<Decision, { readonly is: 'accepted' }>;

/** The decision, and after it every yes that was given in advance in the stage it leads to, and in those after that. */
export function usePreApprovals(
  decision: Decision,
  { ahead }: { readonly ahead?: AheadFacts },
  moment: Moment,
): Decision {
  if (decision.is === 'refused' || ahead === undefined || moment.doubt !== undefined) return decision;
  const request = latest(decision.changes);
  const cast = request && castNext(request, withVotes(ahead, decision), moment);
  return cast === undefined ? decision : usePreApprovals(joined(decision, cast), { ahead }, moment);
}

/** The request as this decision leaves it, if it still waits. */
function latest(changes: readonly Change[]): Pending | undefined {
  const last = changes.findLast((one) => one.put === 'request');
  return last?.put === 'request' && last.row.state === 'pending' ? last.row : undefined;
}

const withVotes = (facts: AheadFacts, { changes }: Accepted): AheadFacts => ({
  ...facts,
  votes: [...facts.votes, ...changes.flatMap((one) => (one.put === 'vote' ? [one.row] : []))],
  cards: [...facts.cards, ...changes.flatMap((one) => (one.put === 'card' ? [one.row] : []))],
});

/** The next yes that counts today: by an approver whom the stage asks now, for a person and an item that it is about. */
function castNext(request: Pending, facts: AheadFacts, moment: Moment): Cast | undefined {
  const { requester, frozen, current } = facts;
  const item = requester && frozen && findItem(frozen.policy, request.target, requester);
  if (item === undefined || requester === undefined || current === undefined || frozen === undefined)
    return undefined;
  // Longer access is looked at anew: a window is for taking something, not for keeping it.
  if (request.extends !== undefined || request.risk === 'critical') return undefined;
  const eligible = eligibleNow(request, { ...facts, item, requester });
  const ask = { ...request, person: requester.id };
  for (const one of facts.windows) {
    const asked = eligible.find((each) => each.person === one.approver);
    const person = facts.directory.person(one.approver);
    if (!isInForce(one, moment.now) || !covers(one, ask) || asked === undefined || person === undefined)
      continue;
    if (hasAgreed(asked, facts.votes, { request, directory: facts.directory })) continue;
    const said = `Pre-approved on ${dateWords(one.createdAt, one.zone)}: ${one.reason}`;
    const why = `${person.name} allowed it ahead until ${dateWords(one.endsAt, one.zone)}: “${one.reason}”`;
    const checked: Checked = {
      is: 'open',
      person,
      request,
      requester,
      current,
      frozen,
      eligible,
      asked: { ...asked, why },
    };
    const decided = castAs(checked, { one, said, facts, moment });
    if (decided !== undefined) return { decision: decided, by: one };
  }
  return undefined;
}

type Cast = { readonly decision: Accepted; readonly by: PreApproval };

/** Nothing where the last checks (today's rule, what must be held, separation of duties) say no: then people look at it. */
function castAs(
  checked: Checked,
  of: {
    readonly one: PreApproval;
    readonly said: string;
    readonly facts: AheadFacts;
    readonly moment: Moment;
  },
): Accepted | undefined {
  const { one, said, moment } = of;
  const facts = { ...of.facts, ...itself, extended: undefined };
  const grantable = checkGrantable(checked, facts, moment);
  if (grantable.is === 'refused') return undefined;
  const vote = castVote(checked.asked, checked.request, {
    verdict: 'approve',
    reason: said,
    preApproval: one.id,
    moment,
  });
  const decision = afterYes({ facts, moment, checked, item: grantable.item, vote });
  if (decision.is === 'refused') return undefined;
  const told = newCard(moment, {
    role: 'taken_ahead',
    about: { kind: 'request', id: checked.request.id },
    person: one.approver,
  });
  return {
    ...decision,
    changes: [...decision.changes.map((change) => marked(change, one)), { put: 'card', row: told }],
    effects: [...decision.effects, { kind: 'card', card: told.id }],
  };
}

const itself = { actor: { kind: 'system', name: 'pre-approval' }, linked: undefined } as const;

/** The request remembers what was allowed ahead, for all of its cards. */
const marked = (change: Change, one: PreApproval): Change =>
  change.put === 'request'
    ? {
        put: 'request',
        row: {
          ...change.row,
          ahead: [...(change.row.ahead ?? []), { by: one.approver, until: one.endsAt, reason: one.reason }],
        },
      }
    : change;

/** Both in one transaction. Nobody is asked who is told that it was taken, nor anybody about a stage that is over by then. */
function joined(before: Accepted, { decision, by }: Cast): Accepted {
  const passed = stageOf(before.changes) !== stageOf(decision.changes);
  const needless = new Set(
    before.changes.flatMap((one) =>
      one.put === 'card' && one.row.role === 'approver' && (passed || one.row.person === by.approver)
        ? [one.row.id]
        : [],
    ),
  );
  return {
    ...decision,
    changes: [
      ...before.changes.filter((one) => one.put !== 'card' || !needless.has(one.row.id)),
      ...decision.changes,
    ],
    effects: [
      ...before.effects.filter((one) => one.kind !== 'card' || !needless.has(one.card)),
      ...decision.effects,
    ],
    audit: [...before.audit, ...decision.audit],
    answer: before.answer,
  };
}

/** The stage at which these changes leave the request; undefined when it is decided. */
const stageOf = (changes: readonly Change[]): number | undefined => latest(changes)?.way.at;
