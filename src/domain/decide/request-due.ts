// A stage has waited long enough for its next step: a reminder, more people, the next stage, another way, or the end.
import type { Directory } from '../approvers.ts';
import type { Addressee, Card } from '../card.ts';
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Instant } from '../instant.ts';
import { findItem } from '../item.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion, Stage, Step } from '../policy.ts';
import type { Vote, Way } from '../request.ts';
import { atStage } from './begin-way.ts';
import type { RequestFacts } from './cancel-request.ts';
import { expire } from './cancel-request.ts';
import { newCard } from './plan.ts';
import type { AheadFacts } from './use-pre-approvals.ts';
import { accept, note, redrawRequest } from './verdicts.ts';
import type { Pending, WayFacts } from './way.ts';
import { awaited, dueAt, enter } from './way.ts';

export type DueFacts = RequestFacts & {
  readonly requester: Person | undefined;
  readonly frozen: PolicyVersion | undefined;
  readonly directory: Directory;
  readonly votes: readonly Vote[];
  readonly cards: readonly Card[];
  readonly ahead?: AheadFacts;
};

/** What is due on a request is done, one step at a time; what cannot be done ends it, and the requester is told. */
export function requestDue(
  _: Extract<Command, { readonly kind: 'request_due' }>,
  facts: DueFacts,
  moment: Moment,
): Decision {
  const { request, requester, frozen } = facts;
  if (request?.state !== 'pending' || request.deadlineAt > moment.now) return accept({ text: 'Not due.' });
  const item = requester && frozen && findItem(frozen.policy, request.target, requester);
  const step = request.way.stages[request.way.at]?.steps[request.way.step];
  if (step === undefined || requester?.status !== 'active' || item === undefined || frozen === undefined)
    return expire(request, facts, moment);
  const due = {
    request,
    facts,
    moment,
    way: {
      item,
      requester,
      directory: facts.directory,
      votes: facts.votes,
      cards: facts.cards,
      settings: frozen.policy.settings,
    },
  };
  return step.do === 'remind' ? remind(due) : lead(due, step, frozen.policy.routes);
}

type Due = {
  readonly request: Pending;
  readonly facts: DueFacts;
  readonly moment: Moment;
  readonly way: WayFacts;
};

/** Whoever has not answered hears of it again, or the channel where they are asked, in a message of its own, so that Slack notifies. */
function remind(due: Due): Decision {
  const { request, moment, facts } = due;
  const way: Way = { ...request.way, step: request.way.step + 1 };
  const { channel } = request.way;
  const whom: readonly Addressee[] =
    channel === undefined
      ? awaited(request, facts.votes, facts.directory).map((person) => ({ person }))
      : [{ channel }];
  const cards = whom.map((to) =>
    newCard(moment, { role: 'reminder', about: { kind: 'request', id: request.id }, ...to }),
  );
  const row: Pending = { ...request, version: request.version + 1, way, deadlineAt: dueAt(way) };
  return moved(due, row, { cards, action: 'request.reminded', because: 'Nobody has decided yet.' });
}

const words: Readonly<Record<Exclude<Step['do'], 'remind'>, string>> = {
  escalate: 'Nobody decided in time, so more people are asked.',
  skip: 'Nobody decided in time; the rule lets the request pass this stage.',
  route: 'Nobody decided in time, so the request takes another way.',
};

function lead(
  due: Due,
  step: Exclude<Step, { readonly do: 'remind' }>,
  routes: Readonly<Record<string, readonly Stage[]>>,
): Decision {
  const { request, moment } = due;
  const way = nextWay(request.way, step, { routes, now: moment.now, due: request.deadlineAt });
  const entered = way === undefined ? undefined : enter(request, way, { facts: due.way, moment });
  return entered?.is === 'waiting'
    ? moved(due, entered.request, {
        cards: entered.cards,
        action: `request.${step.do === 'skip' ? 'stage_skipped' : step.do === 'escalate' ? 'escalated' : 'rerouted'}`,
        because: words[step.do],
      })
    : expire(request, due.facts, moment);
}

/** The way after this step; undefined where there is none (a last stage is never skipped). */
function nextWay(
  way: Way,
  step: Exclude<Step, { readonly do: 'remind' }>,
  of: {
    readonly routes: Readonly<Record<string, readonly Stage[]>>;
    readonly now: Instant;
    /** When the step was due. */
    readonly due: Instant;
  },
): Way | undefined {
  const begun = way.stages.slice(0, way.at);
  const stage = way.stages[way.at];
  switch (step.do) {
    case 'escalate':
      return (
        stage && {
          ...way,
          // Time in which only the new ones were at work, before they were asked, does not count.
          ...(way.atWork && { since: of.due, atWork: { ...way.atWork, spent: step.after } }),
          step: way.step + 1,
          stages: [
            ...begun,
            { ...stage, approvers: [...stage.approvers, ...step.to] },
            ...way.stages.slice(way.at + 1),
          ],
        }
      );
    case 'skip':
      return way.at + 1 < way.stages.length ? atStage(way, { at: way.at + 1, since: of.now }) : undefined;
    case 'route': {
      const rest = of.routes[step.route];
      return rest && atStage(way, { at: way.at, stages: [...begun, ...rest], since: of.now });
    }
  }
}

function moved(
  { request, facts }: Due,
  row: Pending,
  how: { readonly cards: readonly Card[]; readonly action: string; readonly because: string },
): Decision {
  return accept({
    text: how.because,
    changes: [{ put: 'request', row }, ...how.cards.map((card): Change => ({ put: 'card', row: card }))],
    effects: [
      ...how.cards.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...redrawRequest(
        row,
        request.asked.map((one) => one.person),
      ),
    ],
    audit: [
      note(facts, {
        action: how.action,
        object: `request:${request.id}`,
        because: how.because,
        detail: { stage: row.way.at, asked: row.asked.map((one) => one.person) },
      }),
    ],
  });
}
