// User groups: made, changed and taken away; the app hears of it.
// Sources: https://docs.slack.dev/reference/objects/usergroup-object, https://docs.slack.dev/reference/events/subteam_members_changed
import { sendEvent } from './events.ts';
import type { Shape } from './json.ts';
import { nextTs } from './messages.ts';
import type { UserGroupChange } from './page/protocol.ts';
import type { UserGroup } from './records.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

/** Makes the group of this handle, or changes it. Resolves when the app has acknowledged the events, or once an attempt has failed. */
export async function putUserGroup(w: Workspace, change: UserGroupChange): Promise<void> {
  const before = [...w.userGroups.values()].find(({ handle }) => handle === change.handle);
  const at = seconds(w);
  const group: UserGroup = {
    id: before?.id ?? nextId(w, 'S'),
    handle: change.handle,
    name: change.name ?? before?.name ?? change.handle,
    users: [...new Set(change.users ?? before?.users ?? [])],
    created: before?.created ?? at,
    updated: at,
    deleted: change.disabled === true ? at : 0,
  };
  w.userGroups.set(group.id, group);
  w.changes.touch();
  const type = before === undefined ? 'subteam_created' : 'subteam_updated';
  await sendEvent(w, { type, subteam: subteamObject(w, group), event_ts: nextTs(w) });
  if (before !== undefined) await tellMembers(w, before, group);
}

/** Slack's user group object; the people in it only where they are asked for. */
export function subteamObject(
  w: Workspace,
  group: UserGroup,
  withUsers: { readonly users: boolean; readonly count: boolean } = { users: true, count: true },
): Shape {
  return {
    id: group.id,
    team_id: w.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: group.updated,
    date_delete: group.deleted,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    created_by: 'USLACKBOT',
    updated_by: 'USLACKBOT',
    deleted_by: group.deleted === 0 ? null : 'USLACKBOT',
    prefs: { channels: [], groups: [] },
    ...(withUsers.users ? { users: group.users } : {}),
    ...(withUsers.users || withUsers.count ? { user_count: group.users.length } : {}),
  };
}

async function tellMembers(w: Workspace, before: UserGroup, group: UserGroup): Promise<void> {
  const added = group.users.filter((user) => !before.users.includes(user));
  const removed = before.users.filter((user) => !group.users.includes(user));
  if (added.length + removed.length === 0) return;
  await sendEvent(w, {
    type: 'subteam_members_changed',
    subteam_id: group.id,
    team_id: w.team.id,
    date_previous_update: before.updated,
    date_update: group.updated,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
    event_ts: nextTs(w),
  });
}

const seconds = (w: Workspace): number => Math.floor(w.clock.now() / 1000);
