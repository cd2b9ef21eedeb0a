// The cards of a stage: one for each who is asked, or one in the channel they are asked in, and one for each who is only told.
import type { Case } from '../approvers.ts';
import { toldIn } from '../approvers.ts';
import type { Addressee, Card, CardRole } from '../card.ts';
import type { Moment } from '../decision.ts';
import { channelsToldBy } from '../policy-sources.ts';
import type { Request } from '../request.ts';
import { newCard } from './plan.ts';

/** What the request needs on entering its present stage; whoever has a card that follows it gets no second. */
export function stageCards(
  request: Pick<Request, 'id' | 'asked' | 'way'>,
  of: { readonly case: Case; readonly cards: readonly Card[] },
  moment: Moment,
): readonly Card[] {
  const about = { kind: 'request', id: request.id } as const;
  const make = (role: CardRole, to: Addressee) => newCard(moment, { role, about, ...to });
  const { channel } = request.way;
  const asking =
    channel === undefined
      ? request.asked
          .filter(({ person }) => !of.cards.some((card) => isAt(card, { person }, ['approver'])))
          .map(({ person }) => make('approver', { person }))
      : // A message that changes in place calls nobody; so a card that is there already is followed by a reminder.
        [
          make(of.cards.some((card) => isAt(card, { channel }, ['approver'])) ? 'reminder' : 'approver', {
            channel,
          }),
        ];
  const told = toldBy(request, of.case)
    .filter((to) => ![...of.cards, ...asking].some((card) => isAt(card, to, ['approver', 'told'])))
    .map((to) => make('told', to));
  return [...asking, ...told];
}

const isAt = (card: Card, to: Addressee, roles: readonly CardRole[]): boolean =>
  roles.includes(card.role) &&
  (to.person === undefined
    ? card.person === undefined && card.channel === to.channel
    : card.person === to.person);

/** Whoever decides needs not be told. */
function toldBy({ asked, way }: Pick<Request, 'asked' | 'way'>, of: Case): readonly Addressee[] {
  const stage = way.stages[way.at];
  if (stage === undefined) return [];
  return [
    ...channelsToldBy(stage).map((channel) => ({ channel })),
    ...toldIn(stage, of)
      .filter((person) => !asked.some((one) => one.person === person))
      .map((person) => ({ person })),
  ];
}
