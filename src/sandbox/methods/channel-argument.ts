// The `channel` argument of chat.*: an id, a #name, or a person, whose direct message is meant then.
import { dmOf } from '../channels.ts';
import { hasFlag } from '../people.ts';
import type { Channel } from '../records.ts';
import type { Workspace } from '../workspace.ts';

export type Place = { readonly channel: Channel } | { readonly error: string };

/** The conversation the app may write to, or why it may not. */
export function findChannel(w: Workspace, name: string): Place {
  const person = w.users.get(name);
  if (person !== undefined && hasFlag(person, 'deactivated')) return { error: 'user_disabled' };
  if (person !== undefined && hasFlag(person, 'bot')) return { error: 'cannot_dm_bot' };
  const channel =
    person === undefined ? (w.channels.get(name) ?? byName(w, name.replace(/^#/, ''))) : dmOf(w, person.id);
  if (channel === undefined) return { error: 'channel_not_found' };
  if (channel.kind === 'im' && !w.manifest.messagesTab) return { error: 'messages_tab_disabled' };
  if (channel.archived) return { error: 'is_archived' };
  if (channel.members.has(w.app.botUser)) return { channel };
  if (channel.kind === 'private') return { error: 'channel_not_found' };
  return w.manifest.scopes.has('chat:write.public') ? { channel } : { error: 'not_in_channel' };
}

function byName(w: Workspace, name: string): Channel | undefined {
  return name === '' ? undefined : [...w.channels.values()].find((channel) => channel.name === name);
}
