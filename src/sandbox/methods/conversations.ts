// conversations.*
import { channelObject, dmOf } from '../channels.ts';
import type { Shape } from '../json.ts';
import { hasFlag } from '../people.ts';
import type { Channel } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { nextId } from '../workspace.ts';
import { flagOf, needScope, refuse, textOf } from './method.ts';
import { limitOf, pageOf } from './paging.ts';

const MOST_PEOPLE = 8;
/** conversations.list and users.conversations take "an integer under 1000". */
export const MOST_CONVERSATIONS = 999;
const SCOPE_OF: Readonly<Record<Channel['kind'], string>> = {
  channel: 'channels:read',
  private: 'groups:read',
  im: 'im:read',
};
const KIND_OF: Readonly<Record<string, Channel['kind']>> = {
  public_channel: 'channel',
  private_channel: 'private',
  im: 'im',
};

/** Opens the direct message with a person, or a group of up to eight. */
export function conversationsOpen(w: Workspace, args: Shape): Shape {
  const channel = textOf(args, 'channel');
  if (channel !== '') return reopen(w, channel, flagOf(args, 'return_im'));
  const people = textOf(args, 'users')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (people.length === 0) return refuse('users_list_not_supplied');
  if (people.length > MOST_PEOPLE) return refuse('too_many_users');
  const scope = needScope(w, people.length === 1 ? 'im:write' : 'mpim:write');
  if (scope !== undefined) return scope;
  for (const id of people) {
    const user = w.users.get(id);
    if (user === undefined) return refuse('user_not_found');
    if (hasFlag(user, 'deactivated')) return refuse('user_disabled');
    if (hasFlag(user, 'bot')) return refuse('cannot_dm_bot');
  }
  const [first = ''] = people;
  const opened = people.length === 1 ? dmOf(w, first) : openGroup(w, people);
  if (opened === undefined) return refuse('user_not_visible');
  return { ok: true, channel: flagOf(args, 'return_im') ? channelObject(w, opened) : { id: opened.id } };
}

export function conversationsInfo(w: Workspace, args: Shape): Shape {
  const found = readable(w, textOf(args, 'channel'));
  return 'refusal' in found ? found.refusal : { ok: true, channel: channelObject(w, found.channel) };
}

export function conversationsList(w: Workspace, args: Shape): Shape {
  const kinds = wantedKinds(args);
  const refusal = missingKindScope(w, kinds);
  if (refusal !== undefined) return refusal;
  const visible = [...w.channels.values()].filter(
    ({ kind, members, archived }) =>
      kinds.has(kind) &&
      (kind === 'channel' || members.has(w.app.botUser)) &&
      !(archived && flagOf(args, 'exclude_archived')),
  );
  if (limitOf(args, MOST_CONVERSATIONS) === undefined) return refuse('invalid_limit');
  const page = pageOf(visible, ({ id }) => id, args);
  if ('error' in page) return refuse(page.error);
  const channels = page.items.map((channel) => channelObject(w, channel));
  return { ok: true, channels, response_metadata: page.response_metadata };
}

export function conversationsMembers(w: Workspace, args: Shape): Shape {
  const found = readable(w, textOf(args, 'channel'));
  if ('refusal' in found) return found.refusal;
  const page = pageOf([...found.channel.members], (id) => id, args);
  if ('error' in page) return refuse(page.error);
  return { ok: true, members: page.items, response_metadata: page.response_metadata };
}

/** The kinds named in `types`; public channels when it is absent. */
export function wantedKinds(args: Shape): ReadonlySet<Channel['kind']> {
  const types = textOf(args, 'types') || 'public_channel';
  return new Set(types.split(',').flatMap((type) => KIND_OF[type.trim()] ?? []));
}

export function missingKindScope(w: Workspace, kinds: ReadonlySet<Channel['kind']>): Shape | undefined {
  for (const kind of kinds) {
    const refusal = needScope(w, SCOPE_OF[kind]);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function reopen(w: Workspace, id: string, whole: boolean): Shape {
  const channel = w.channels.get(id);
  const scope = needScope(w, 'im:write');
  if (scope !== undefined) return scope;
  if (channel?.kind !== 'im') return refuse('channel_not_found');
  return { ok: true, no_op: true, already_open: true, channel: whole ? channelObject(w, channel) : { id } };
}

function openGroup(w: Workspace, people: readonly string[]): Channel {
  const members = new Set([...people, w.app.botUser]);
  const same = [...w.channels.values()].find(
    (one) =>
      one.name.startsWith('mpdm-') &&
      one.members.size === members.size &&
      [...members].every((id) => one.members.has(id)),
  );
  if (same !== undefined) return same;
  const names = people.map((id) => w.users.get(id)?.name ?? id).join('--');
  const channel: Channel = {
    id: nextId(w, 'G'),
    name: `mpdm-${names}-1`,
    kind: 'private',
    members,
    created: w.clock.now(),
    archived: false,
  };
  w.channels.set(channel.id, channel);
  w.changes.touch();
  return channel;
}

/** A conversation the app may look at, or why it may not. */
export function readable(
  w: Workspace,
  id: string,
  scopes = SCOPE_OF,
): { readonly channel: Channel } | { readonly refusal: Shape } {
  const channel = w.channels.get(id);
  if (channel === undefined) return { refusal: refuse('channel_not_found') };
  const scope = needScope(w, scopes[channel.kind]);
  if (scope !== undefined) return { refusal: scope };
  const hidden = channel.kind !== 'channel' && !channel.members.has(w.app.botUser);
  return hidden ? { refusal: refuse('channel_not_found') } : { channel };
}
