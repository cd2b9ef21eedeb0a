import type { Change, Decision, Effect, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { taskId } from '../ids.ts';
import { after, day } from '../instant.ts';
import type { BrokenGlass, Request } from '../request.ts';
import type { Task } from '../task.ts';
import { newCard } from './plan.ts';
import type { GrantFacts } from './provisioning.ts';
import { note } from './verdicts.ts';

/**
 * Adds to a decision that ended a grant what follows where that came from broken glass: with the last grant of the request its review
 * opens. The request moves on with every one of them, so that of two that end at once the second sees the first.
 */
export function withReview(decision: Decision, facts: GrantFacts, moment: Moment): Decision {
  const { request, glass } = facts;
  if (decision.is === 'refused' || glass === undefined || request?.broken === undefined) return decision;
  const ended = decision.changes.flatMap((change) =>
    change.put === 'grant' && change.row.request === request.id && isOver(change.row) ? [change.row] : [],
  );
  const last = ended.at(-1);
  if (last === undefined || request.broken.task !== undefined) return decision;
  const over = glass.siblings.every((one) => isOver(one) || ended.some((other) => other.id === one.id));
  const moved = (broken: BrokenGlass): Change => ({
    put: 'request',
    row: { ...request, version: request.version + 1, broken },
  });
  if (!over) return { ...decision, changes: [...decision.changes, moved(request.broken)] };
  const opened = open({ ...facts, request, glass }, last, moment);
  return {
    ...decision,
    changes: [...decision.changes, moved({ ...request.broken, task: opened.task.id }), ...opened.changes],
    effects: [...decision.effects, ...opened.effects],
    audit: [
      ...decision.audit,
      note(facts, {
        action: 'review.opened',
        object: `task:${opened.task.id}`,
        because: 'All access that came from broken glass has ended; somebody else looks at how it was used.',
        detail: { request: request.id, person: request.requester, reviewers: [...opened.task.fulfillers] },
      }),
    ],
  };
}

const isOver = (grant: Grant): boolean => 'endedAt' in grant;

function open(
  facts: { readonly request: Request; readonly glass: NonNullable<GrantFacts['glass']> },
  last: Grant,
  moment: Moment,
): { readonly task: Task; readonly changes: readonly Change[]; readonly effects: readonly Effect[] } {
  const task: Task = {
    id: taskId(moment.newId('task')),
    version: 1,
    grant: last.id,
    work: 'review',
    fulfillers: facts.glass.reviewers.map((one) => one.person),
    createdAt: moment.now,
    remindAt: after(moment.now, day),
    state: 'open',
  };
  const cards = task.fulfillers.map((person) =>
    newCard(moment, { role: 'fulfiller', about: { kind: 'task', id: task.id }, person }),
  );
  return {
    task,
    changes: [{ put: 'task', row: task }, ...cards.map((row): Change => ({ put: 'card', row }))],
    effects: [
      ...cards.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...task.fulfillers.map((id): Effect => ({ kind: 'redraw', about: { kind: 'person', id } })),
    ],
  };
}
