// Channels made, joined and filled.
// Sources: https://docs.slack.dev/reference/methods/conversations.create, conversations.invite and conversations.join
import { channelObject } from '../channels.ts';
import type { Shape } from '../json.ts';
import { joinChannel } from '../membership.ts';
import { hasFlag } from '../people.ts';
import type { Channel } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { nextId } from '../workspace.ts';
import { flagOf, needScope, refuse, textOf } from './method.ts';

const LONGEST_NAME = 80;

export function conversationsJoin(w: Workspace, args: Shape): Shape {
  const channel = w.channels.get(textOf(args, 'channel'));
  const hidden = channel?.kind !== 'channel' && channel?.members.has(w.app.botUser) !== true;
  if (channel === undefined || hidden) return refuse('channel_not_found');
  if (channel.kind !== 'channel') return refuse('method_not_supported_for_channel_type');
  if (channel.archived) return refuse('is_archived');
  const already = channel.members.has(w.app.botUser);
  if (!already) void joinChannel(w, channel, w.app.botUser);
  const warning = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
  return { ok: true, channel: channelObject(w, channel), ...(already && warning) };
}

/** The app is the first member of what it makes. */
export function conversationsCreate(w: Workspace, args: Shape): Shape {
  const kind = flagOf(args, 'is_private') ? 'private' : 'channel';
  const scope = needScope(w, kind === 'private' ? 'groups:write' : 'channels:manage');
  if (scope !== undefined) return scope;
  const name = textOf(args, 'name');
  const refusal = nameRefusal(w, name);
  if (refusal !== undefined) return refuse(refusal);
  const members = new Set([w.app.botUser]);
  const channel = {
    id: nextId(w, 'C'),
    name,
    kind,
    members,
    created: w.clock.now(),
    archived: false,
  } as const;
  w.channels.set(channel.id, channel);
  w.changes.touch();
  return { ok: true, channel: channelObject(w, channel) };
}

/** All of the people, or none and the reason of the first who cannot come. */
export function conversationsInvite(w: Workspace, args: Shape): Shape {
  const channel = w.channels.get(textOf(args, 'channel'));
  if (channel === undefined) return refuse('channel_not_found');
  const scopes =
    channel.kind === 'private'
      ? ['groups:write', 'groups:write.invites']
      : ['channels:manage', 'channels:write.invites'];
  const scope = needScope(w, ...scopes);
  if (scope !== undefined) return scope;
  if (channel.kind === 'im') return refuse('method_not_supported_for_channel_type');
  const present = channel.members.has(w.app.botUser);
  if (!present) return refuse(channel.kind === 'private' ? 'channel_not_found' : 'not_in_channel');
  if (channel.archived) return refuse('is_archived');
  const ids = textOf(args, 'users')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (ids.length === 0) return refuse('no_user');
  const refusal = ids.map((id) => inviteRefusal(w, channel, id)).find((one) => one !== undefined);
  if (refusal !== undefined) return refuse(refusal);
  for (const id of ids) void joinChannel(w, channel, id);
  return { ok: true, channel: channelObject(w, channel) };
}

function nameRefusal(w: Workspace, name: string): string | undefined {
  if (name === '') return 'invalid_name_required';
  if (name.length > LONGEST_NAME) return 'invalid_name_maxlength';
  if (!/[\p{Ll}\p{Lo}\p{N}]/u.test(name)) return 'invalid_name_punctuation';
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) return 'invalid_name_specials';
  return [...w.channels.values()].some((one) => one.name === name) ? 'name_taken' : undefined;
}

function inviteRefusal(w: Workspace, channel: Channel, id: string): string | undefined {
  const user = w.users.get(id);
  if (id === w.app.botUser) return 'cant_invite_self';
  if (user === undefined) return 'user_not_found';
  if (hasFlag(user, 'deactivated')) return 'cant_invite';
  return channel.members.has(id) ? 'already_in_channel' : undefined;
}
