import type { PersonChanged } from '../arrival.ts';
import type { Standing } from '../standing.ts';

/** Slack says something about a person changed (user_change, team_join): what we knew of them no longer counts. */
export const personChanged = (standing: Standing, changed: PersonChanged): void =>
  standing.forget(changed.user);
