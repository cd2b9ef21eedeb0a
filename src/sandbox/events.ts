// Events the app subscribed to, tried again at once, after a minute and after five.
// Source: https://docs.slack.dev/apis/events-api#retries
import { deliver } from './deliver.ts';
import { withinEventLimit } from './event-limit.ts';
import { takeEventFault } from './faults.ts';
import { isInstalled, isOrgWide, liveGrants } from './grants.ts';
import type { Shape } from './json.ts';
import { words } from './json.ts';
import type { Outcome } from './records.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

const RETRY_AFTER_SECONDS = [0, 60, 300] as const;

// The scope without which an event cannot be subscribed to.
const SCOPES: Readonly<Record<string, string>> = {
  user_change: 'users:read',
  team_join: 'users:read',
  subteam_created: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  subteam_members_changed: 'usergroups:read',
  'message.im': 'im:history',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  app_mention: 'app_mentions:read',
  reaction_added: 'reactions:read',
};
// Who came and went is told to those who may read the kind of channel.
const MEMBERSHIP_SCOPES = ['channels:read', 'groups:read'];

/**
 * Sends an event; resolves after the first attempt, retries go on by themselves.
 * An event the manifest does not subscribe to, or has no scope for, is not sent.
 * @param subscription the name in the manifest when it is not the event's type (`message.im`)
 */
export async function sendEvent(w: Workspace, event: Shape, subscription?: string): Promise<void> {
  const name = subscription ?? words(event, 'type') ?? '';
  if (w.manifest.events.has(name) && mayHear(w, name)) await sendToApp(w, event);
}

/** What an app that subscribed to it is told when it has lost everything else. */
export async function sendLastWords(w: Workspace, event: Shape): Promise<void> {
  if (w.manifest.events.has(words(event, 'type') ?? '')) await pass(w, event);
}

/** The same for an event that needs no subscription. */
export async function sendToApp(w: Workspace, event: Shape): Promise<void> {
  if (isInstalled(w) && (await withinEventLimit(w))) await pass(w, event);
}

async function pass(w: Workspace, event: Shape): Promise<void> {
  const payload = wrap(w, event);
  const fault = takeEventFault(w, words(event, 'type') ?? '');
  if (fault?.kind === 'after_next') return void w.heldEvents.push(payload);
  if (fault?.kind === 'late') {
    w.clock.at(w.clock.now() + fault.seconds * 1000, () => send(w, payload));
    return;
  }
  await send(w, payload);
  if (fault?.kind === 'twice') await send(w, payload);
  for (const held of w.heldEvents.splice(0)) await send(w, held);
}

async function send(w: Workspace, payload: Shape): Promise<void> {
  const outcome = await deliver(w, { kind: 'events_api', payload });
  if (!outcome.ok) void w.changes.during(() => tryAgain(w, { payload, failure: outcome, num: 1 }));
}

/** Every installation that reaches the workspace has scopes of its own; one that may hear of it is enough. */
function mayHear(w: Workspace, name: string): boolean {
  const granted = (scope: string): boolean => liveGrants(w).some(({ scopes }) => scopes.has(scope));
  if (name.startsWith('member_')) return MEMBERSHIP_SCOPES.some(granted);
  const scope = SCOPES[name];
  return scope === undefined || granted(scope);
}

type Retry = { readonly payload: Shape; readonly failure: Outcome; readonly num: number };

async function tryAgain(w: Workspace, { payload, failure, num }: Retry): Promise<void> {
  const wait = RETRY_AFTER_SECONDS[num - 1];
  if (failure.ok || failure.noRetry || wait === undefined || w.end.signal.aborted) return;
  const attempt = async (): Promise<void> => {
    const retry = { num, reason: failure.reason };
    const avoid = failure.socket;
    const outcome = await deliver(w, { kind: 'events_api', payload, retry, avoid });
    await tryAgain(w, { payload, failure: outcome, num: num + 1 });
  };
  if (wait === 0) return attempt();
  w.clock.at(w.clock.now() + wait * 1000, attempt);
}

function wrap(w: Workspace, event: Shape): Shape {
  const at = Math.floor(w.clock.now() / 1000);
  return {
    token: w.tokens.verification,
    team_id: w.team.id,
    context_team_id: w.team.id,
    ...(w.enterprise !== null && { enterprise_id: w.enterprise.id }),
    context_enterprise_id: w.enterprise?.id ?? null,
    api_app_id: w.app.id,
    event,
    type: 'event_callback',
    event_id: nextId(w, 'Ev'),
    event_time: at,
    authorizations: [
      {
        enterprise_id: w.enterprise?.id ?? null,
        team_id: isOrgWide(w) ? null : w.team.id,
        user_id: w.app.botUser,
        is_bot: true,
        is_enterprise_install: isOrgWide(w),
      },
    ],
    is_ext_shared_channel: false,
    event_context: nextId(w, 'EC'),
  };
}
