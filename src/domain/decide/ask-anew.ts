// Who may decide changes while a request waits, by a turn on call, a user group or a delegation: whoever may now is asked, and nobody else.
import type { Card } from '../card.ts';
import type { Command } from '../command.ts';
import type { Change, Decision, Effect, Moment } from '../decision.ts';
import { findItem } from '../item.ts';
import { specsOf } from '../policy-sources.ts';
import type { Request } from '../request.ts';
import { newCard } from './plan.ts';
import type { DueFacts } from './request-due.ts';
import { accept, note, redrawRequest } from './verdicts.ts';
import { enter } from './way.ts';

/** Does the present stage turn to people who change without anybody touching the policy or the directory? */
export function asksWhoeverIsThere({ way }: Request): boolean {
  const stage = way.stages[way.at];
  return stage !== undefined && specsOf(stage).some(({ by }) => by === 'on_call' || by === 'user_group');
}

/** The stage stays as it is, with its deadline. Where nobody is left who could decide it, nothing changes: somebody may come back. */
export function askAnew(
  _: Extract<Command, { readonly kind: 'ask_anew' }>,
  facts: DueFacts,
  moment: Moment,
): Decision {
  const { request, requester, frozen, directory, votes, cards } = facts;
  const item = request && requester && frozen && findItem(frozen.policy, request.target, requester);
  if (request?.state !== 'pending' || requester === undefined || item === undefined || frozen === undefined)
    return nothingNew;
  const { settings } = frozen.policy;
  const entered = enter(request, request.way, {
    moment,
    facts: { item, requester, directory, votes, cards, settings },
  });
  if (entered.is === 'undecidable' || namesOf(entered.request) === namesOf(request)) return nothingNew;
  // When it is due does not move, wherever the new ones work: the same step waits.
  const { atWork } = request.way;
  const way = { ...entered.request.way, ...(atWork && { atWork }) };
  const row = { ...entered.request, way, deadlineAt: request.deadlineAt };
  const news = [...entered.cards, ...reminders(row, request, { cards, moment })];
  return accept({
    text: 'Whoever may decide now is asked.',
    changes: [{ put: 'request', row }, ...news.map((card): Change => ({ put: 'card', row: card }))],
    effects: [
      ...news.map((card): Effect => ({ kind: 'card', card: card.id })),
      ...redrawRequest(
        row,
        request.asked.map((one) => one.person),
      ),
    ],
    audit: [
      note(facts, {
        action: 'request.asked_anew',
        object: `request:${request.id}`,
        because: 'Other people may decide now.',
        detail: { stage: row.way.at, asked: row.asked.map((one) => one.person) },
      }),
    ],
  });
}

/** Whoever is asked again has a card from before, and finds it through a reminder. */
const reminders = (
  row: Request,
  before: Request,
  { cards, moment }: { readonly cards: readonly Card[]; readonly moment: Moment },
): readonly Card[] =>
  row.asked
    .filter(
      ({ person }) =>
        row.way.channel === undefined &&
        !before.asked.some((one) => one.person === person) &&
        cards.some((card) => card.role === 'approver' && card.person === person),
    )
    .map(({ person }) =>
      newCard(moment, { role: 'reminder', about: { kind: 'request', id: row.id }, person }),
    );

const nothingNew = accept({ text: 'The same people are asked.' });

const namesOf = ({ asked }: Request): string =>
  asked
    .map((one) => `${one.person} ${one.standsInFor ?? ''}`)
    .toSorted()
    .join();
