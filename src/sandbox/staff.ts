// People join and change; the app hears of it.
import { sendEvent } from './events.ts';
import { nextTs } from './messages.ts';
import type { SandboxUser } from './options.ts';
import { hasFlag, userObject } from './people.ts';
import { closeViews, stackOf } from './views.ts';
import type { Workspace } from './workspace.ts';
import { addUser } from './workspace.ts';

/** Resolves when the app has acknowledged team_join, or once the first attempt has failed. */
export async function joinTeam(w: Workspace, user: SandboxUser): Promise<void> {
  if (w.users.has(user.id)) throw new Error(`There is a person with the id ${user.id} already`);
  addUser(w, user);
  w.changes.touch();
  await sendEvent(w, {
    type: 'team_join',
    user: userObject(w, user),
    cache_ts: seconds(w),
    event_ts: nextTs(w),
  });
}

/** Deactivation, a new e-mail, a new title: all of them are user_change. */
export async function changeUser(w: Workspace, id: string, change: Partial<SandboxUser>): Promise<void> {
  const old = w.users.get(id);
  if (old === undefined) throw new Error(`There is nobody with the id ${id}`);
  const user = { ...old, ...change, id };
  w.users.set(id, user);
  if (hasFlag(user, 'deactivated')) closeViews(w, id, stackOf(w, id));
  w.changes.touch();
  await sendEvent(w, {
    type: 'user_change',
    user: userObject(w, user),
    cache_ts: seconds(w),
    event_ts: nextTs(w),
  });
}

function seconds(w: Workspace): number {
  return Math.floor(w.clock.now() / 1000);
}
