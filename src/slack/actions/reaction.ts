import type { CardId } from '../../domain/ids.ts';
import type { Outcome } from '../../engine.ts';
import type { Click } from '../arrival.ts';
import { publishHome, redrawClicked } from '../drawing-room.ts';
import { errorFields } from '../log.ts';
import type { Desk, Reaction, Visit } from '../visit.ts';

export type Clicked = { readonly visit: Visit; readonly click: Click; readonly card: CardId | undefined };

/** What follows a committed or refused click: whatever was clicked is drawn from the state as it is now, and a refusal is told. */
export function reactionTo(desk: Desk, outcome: Outcome, clicked: Clicked): Reaction {
  const after = async () => {
    if (clicked.card !== undefined) await redrawClicked(desk, clicked.card, clicked.click.where);
    if (clicked.click.where.kind === 'home') await refreshHome(desk, clicked.visit);
  };
  return outcome.is === 'refused' ? { refusal: outcome.refusal, after } : { after };
}

/** Never rejects: the outbox draws the tab again in any case. */
async function refreshHome(desk: Desk, visit: Visit): Promise<void> {
  try {
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'person') await publishHome(desk, who.person, visit.identity.user);
  } catch (error) {
    desk.log.warn(errorFields(error), 'a Home tab could not be drawn anew at once');
  }
}
