// Draws what the state says: a person's Home tab, and the very message somebody clicked.
import type { CardId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Where } from './arrival.ts';
import { drawCard } from './blocks/card.ts';
import { homeTab } from './blocks/home.ts';
import { errorFields } from './log.ts';
import type { Desk } from './visit.ts';

/** Publishes the Home tab of a person as it is now. Rejects when Slack does not take it. */
export async function publishHome(desk: Desk, person: Person, user: string): Promise<void> {
  const view = await desk.engine.look.home(person.id);
  if (view !== undefined) await desk.client.views.publish({ user_id: user, view: homeTab(view, desk.ink()) });
}

/**
 * After a click on a card: the card is drawn anew at once, and so is the message that was clicked when it is another copy of it.
 * Never rejects: the outbox draws the card again in any case.
 */
export async function redrawClicked(desk: Desk, card: CardId, where: Where | undefined): Promise<void> {
  try {
    await desk.notify(card);
    if (where?.kind === 'message') await redrawCopy(desk, card, where);
  } catch (error) {
    desk.log.warn({ card, ...errorFields(error) }, 'a clicked card could not be drawn anew at once');
  }
}

/** A copy comes about when Slack took a message and its answer was lost: it has the same buttons and nobody knows of it. */
async function redrawCopy(desk: Desk, id: CardId, where: Extract<Where, { kind: 'message' }>): Promise<void> {
  const seen = await desk.engine.look.card(id);
  if (seen === undefined || seen.card.channel !== where.channel || seen.card.ts === where.ts) return;
  const drawing = drawCard(seen, desk.ink());
  if (drawing !== undefined)
    await desk.client.chat.update({ channel: where.channel, ts: where.ts, ...drawing });
}
