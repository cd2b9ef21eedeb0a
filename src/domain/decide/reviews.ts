// The review of broken glass: closed by somebody else than the person concerned, and asked about every day until it is.
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import { after, day } from '../instant.ts';
import type { Person } from '../person.ts';
import { refusal } from '../refusal.ts';
import type { Asked, Request } from '../request.ts';
import type { Task } from '../task.ts';
import { cleanText } from '../text.ts';
import { newCard } from './plan.ts';
import type { PressFacts } from './press.ts';
import { checkPress } from './press.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, redrawRequest, refuse } from './verdicts.ts';

type About = {
  readonly task: Task | undefined;
  /** The request whose glass was broken. */
  readonly request: Request | undefined;
  /** Who may close it, read afresh. */
  readonly reviewers: readonly Asked[];
};
export type ReviewFacts = PressFacts & About & { readonly doneBy: Person | undefined };
export type ReviewDueFacts = ActorFacts & About;
type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** A reviewer says whether it was justified, and why. With that the person can break glass again. */
export function finishReview(command: Of<'finish_review'>, facts: ReviewFacts, moment: Moment): Decision {
  const tried = { action: 'review.closed', object: `card:${command.press.card}` };
  const pressed = checkPress(command.press, facts, moment.now);
  if (pressed.is === 'refused') return refuse(facts, pressed.refusal, tried);
  const { task, request } = facts;
  if (task?.work !== 'review' || request === undefined) return refuse(facts, noReview, tried);
  if (pressed.person.id === request.requester) return refuse(facts, ownUse, tried);
  if (task.state !== 'open')
    return correct({
      ...refusal(
        'E-TASK-CLOSED',
        `${facts.doneBy?.name ?? 'Hallpass'} closed this review at {at}. Nothing was changed.`,
      ),
      at: task.at,
    });
  if (!facts.reviewers.some((one) => one.person === pressed.person.id)) return refuse(facts, notYours, tried);
  const said = cleanText(command.note, 3);
  if (said.is !== 'text') return correct(sayWhat);
  const { state: _, remindAt: __, ...core } = task;
  const closed: Task = {
    ...core,
    version: task.version + 1,
    state: command.justified ? 'justified' : 'not_justified',
    by: pressed.person.id,
    at: moment.now,
    note: said.text,
  };
  return close(closed, request, { facts, moment });
}

const noReview = refusal('E-TOKEN', 'The review behind this button does not exist, so nothing was done.');
const ownUse = refusal('E-SELF', 'You cannot review your own use of broken glass, so nothing was done.');
const notYours = refusal('E-NOT-YOURS', 'This review is not yours, so nothing was done.');
const sayWhat = refusal(
  'E-REQ-REASON',
  'Say what you looked at and what you found (3–4,000 characters). The person and the records get it.',
  'reason',
);

function close(
  closed: Extract<Task, { readonly at: number }>,
  request: Request,
  of: { readonly facts: ReviewFacts; readonly moment: Moment },
): Decision {
  const { facts, moment } = of;
  const outcome = newCard(moment, {
    role: 'outcome',
    about: { kind: 'request', id: request.id },
    person: request.requester,
  });
  return accept({
    text: 'Thank you. The review is closed.',
    names: { request: request.id },
    changes: [
      { put: 'task', row: closed },
      { put: 'card', row: outcome },
    ],
    effects: [{ kind: 'card', card: outcome.id }, ...redrawReview(closed), ...redrawRequest(request)],
    audit: [
      note(facts, {
        action: 'review.closed',
        object: `task:${closed.id}`,
        because: `${closed.state === 'justified' ? 'Justified' : 'Not justified'}: ${closed.note}`,
        detail: { request: request.id, person: request.requester, verdict: closed.state },
      }),
    ],
  });
}

const redrawReview = (task: Task): readonly Effect[] => [
  { kind: 'redraw', about: { kind: 'task', id: task.id } },
  ...task.fulfillers.map((id): Effect => ({ kind: 'redraw', about: { kind: 'person', id } })),
];

/** A day has gone by: whoever could review it today is asked anew. Where everybody has left, the next in line is. */
export function remindReview(_: Of<'remind_review'>, facts: ReviewDueFacts, moment: Moment): Decision {
  const { task, request, reviewers } = facts;
  const isDue = task?.state === 'open' && task.remindAt !== undefined && task.remindAt <= moment.now;
  if (!isDue || request === undefined) return accept({ text: 'Not due.' });
  const people = reviewers.map((one) => one.person);
  const row: Task = {
    ...task,
    version: task.version + 1,
    fulfillers: people.length > 0 ? people : task.fulfillers,
    remindAt: after(moment.now, day),
  };
  const cards = people.map((person) =>
    newCard(moment, { role: 'reminder', about: { kind: 'task', id: task.id }, person }),
  );
  return accept({
    text: 'They are asked again.',
    changes: [{ put: 'task', row }, ...cards.map((card): Change => ({ put: 'card', row: card }))],
    effects: [
      ...cards.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...redrawReview(task),
      ...redrawReview(row),
      { kind: 'redraw', about: { kind: 'request', id: request.id } },
    ],
    audit: [
      note(facts, {
        action: 'review.reminded',
        object: `task:${task.id}`,
        outcome: people.length > 0 ? 'ok' : 'failed',
        because:
          people.length > 0
            ? 'The review is open still.'
            : 'Nobody is left who could review it: name owners or fulfillers in the policy.',
        detail: { request: request.id, person: request.requester, reviewers: people },
      }),
    ],
  });
}
