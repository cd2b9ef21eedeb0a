// Slack delivers so many events an hour to a workspace, and tells the app each minute in which it held some back.
// Source: https://docs.slack.dev/apis/events-api#rate_limiting
import { deliver } from './deliver.ts';
import type { Workspace } from './workspace.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const COUNT = 'events this hour';
const TOLD = 'last app_rate_limited';

/** Counts an event; false when it is one too many and is never delivered. */
export async function withinEventLimit(w: Workspace): Promise<boolean> {
  const now = w.clock.now();
  const hour = w.buckets.get(COUNT);
  const count = hour === undefined || now - hour.at >= HOUR_MS ? { level: 0, at: now } : hour;
  count.level += 1;
  w.buckets.set(COUNT, count);
  if (count.level <= w.eventsAnHour) return true;
  const told = w.buckets.get(TOLD);
  if (told !== undefined && now - told.at < MINUTE_MS) return false;
  w.buckets.set(TOLD, { level: 0, at: now });
  const payload = {
    token: w.tokens.verification,
    type: 'app_rate_limited',
    team_id: w.team.id,
    minute_rate_limited: Math.floor(now / MINUTE_MS) * 60,
    api_app_id: w.app.id,
  };
  await deliver(w, { kind: 'events_api', payload });
  return false;
}
