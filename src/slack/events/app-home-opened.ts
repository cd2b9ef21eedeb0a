import type { HomeOpened } from '../arrival.ts';
import { refusedHome } from '../blocks/home.ts';
import { publishHome } from '../drawing-room.ts';
import { wayOn } from '../refused.ts';
import type { Desk, Visit } from '../visit.ts';

/**
 * Somebody looks at the app's Home. For linked people it is kept up to date from then on; a Home that Slack has never shown is
 * drawn at once. Anybody else reads why it is empty and what to do.
 */
export async function appHomeOpened(desk: Desk, visit: Visit, opened: HomeOpened): Promise<void> {
  if (opened.tab !== 'home') return;
  const who = await desk.engine.look.who(visit.identity);
  if (who.is === 'refused') {
    const view = refusedHome(who.refusal, await wayOn(desk, who.refusal));
    await desk.client.views.publish({ user_id: opened.user, view });
    return;
  }
  await visit.commit({ kind: 'home_opened', actor: visit.actor, person: who.person.id });
  if (!opened.drawnBefore) await publishHome(desk, who.person, opened.user);
}
