import { awayBy } from '../away.ts';
import type { PersonChanged } from '../person-arrival.ts';
import type { Standing } from '../standing.ts';
import type { Desk } from '../visit.ts';

/**
 * Slack says something about a person changed (user_change, team_join): what we knew of them no longer counts. A status that says they
 * are away may lead to the question whom they hand their approvals to.
 */
export async function personChanged(desk: Desk, standing: Standing, changed: PersonChanged): Promise<void> {
  standing.forget(changed.user);
  const away = changed.status && awayBy(changed.status, desk.now());
  if (changed.status === undefined || away === undefined) return;
  await desk.engine.handle({
    kind: 'notice_absence',
    actor: { kind: 'system', name: 'slack' },
    who: { team: changed.status.team, user: changed.user },
    ...away,
  });
}
