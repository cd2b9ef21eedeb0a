// Channels and direct messages.
import type { Shape } from './json.ts';
import type { Channel } from './records.ts';
import type { Workspace } from './workspace.ts';

/** The direct-message channel between a person and the app; undefined for bots and unknown people. */
export function dmOf(w: Workspace, user: string): Channel | undefined {
  return w.channels.get(w.dms.get(user) ?? '');
}

/** The name a slash command carries for the place it was typed in. */
export function payloadName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** Slack's conversation object as the app sees it. */
export function channelObject(w: Workspace, channel: Channel): Shape {
  const created = Math.floor(channel.created / 1000);
  const shared = {
    id: channel.id,
    created,
    is_archived: channel.archived,
    is_org_shared: false,
    context_team_id: w.team.id,
  };
  if (channel.kind === 'im') {
    const [person = ''] = [...channel.members].filter((member) => member !== w.app.botUser);
    return { ...shared, is_im: true, is_mpim: false, user: person, is_user_deleted: false, is_open: true };
  }
  const isPrivate = channel.kind === 'private';
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !isPrivate,
    is_group: isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_general: channel.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_member: channel.members.has(w.app.botUser),
    num_members: channel.members.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
