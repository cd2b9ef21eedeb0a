// The app leaves: a token is revoked, or the whole app is removed. The app is told, in no promised order.
// Sources: https://docs.slack.dev/reference/events/app_uninstalled and tokens_revoked
import { sendLastWords } from './events.ts';
import { isOrgWide } from './grants.ts';
import { nextTs } from './messages.ts';
import type { Grant } from './records.ts';
import type { Workspace } from './workspace.ts';

/** Takes one token back. Resolves when the app has acknowledged the event, or once the first attempt has failed. */
export async function revokeToken(w: Workspace, grant: Grant): Promise<void> {
  grant.state = 'revoked';
  w.changes.touch();
  await tellRevoked(w);
}

/** Removes the app from a workspace, or from all of them when the organisation has it. */
export async function uninstall(w: Workspace): Promise<void> {
  const left = isOrgWide(w) ? w.all : [w];
  for (const grant of w.grants.values()) {
    if (grant.state === 'live' && left.some(({ team }) => grant.team === team.id || grant.team === null))
      grant.state = 'uninstalled';
  }
  w.changes.touch();
  for (const place of left) {
    await sendLastWords(place, { type: 'app_uninstalled', event_ts: nextTs(w) });
    await tellRevoked(place);
  }
}

function tellRevoked(w: Workspace): Promise<void> {
  const tokens = { oauth: [], bot: [w.app.botUser] };
  return sendLastWords(w, { type: 'tokens_revoked', tokens, event_ts: nextTs(w) });
}
