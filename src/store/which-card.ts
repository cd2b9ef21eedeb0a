import type { Card } from '../domain/card.ts';
import type { PersonId } from '../domain/ids.ts';
import type { CardView } from '../domain/views.ts';
import type { Read } from './store.ts';

/** A reminder in a channel stands under the card that it reminds of. */
export async function threadOf(read: Read, card: Card): Promise<Pick<CardView, 'thread'>> {
  if (card.person !== undefined || card.role !== 'reminder') return {};
  const above = (await read.cardsAbout(card.about)).findLast(
    (one) => one.person === undefined && one.role === 'approver' && one.channel === card.channel,
  );
  return above?.ts === undefined ? {} : { thread: above.ts };
}

/** The card somebody decides a request on: their own, or that of the channel they are asked in. */
export const decidingCard = (
  cards: readonly Card[],
  id: PersonId,
  channel: string | undefined,
): Card | undefined => {
  const approver = cards.filter((one) => one.role === 'approver');
  return (
    approver.find((one) => one.person === id) ??
    approver.findLast((one) => one.person === undefined && one.channel === channel)
  );
};
