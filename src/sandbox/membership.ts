// Who comes into a channel and who leaves it; the app hears of it where it is a member.
// Source: https://docs.slack.dev/reference/events/member_joined_channel
import { sendEvent } from './events.ts';
import { nextTs } from './messages.ts';
import type { Channel } from './records.ts';
import type { Workspace } from './workspace.ts';

/** Resolves when the app has acknowledged member_joined_channel, or once the first attempt has failed. */
export function joinChannel(w: Workspace, channel: Channel, user: string): Promise<void> {
  channel.members.add(user);
  w.changes.touch();
  return tell(w, channel, { type: 'member_joined_channel', user });
}

/** Somebody invites the app to a channel, as after /invite: it hears of itself. */
export function inviteApp(w: Workspace, id: string): void {
  const channel = w.channels.get(id);
  if (channel !== undefined) void joinChannel(w, channel, w.app.botUser);
}

/** Resolves as joinChannel does, for member_left_channel. */
export async function leaveChannel(w: Workspace, channel: Channel, user: string): Promise<void> {
  channel.members.delete(user);
  w.changes.touch();
  await tell(w, channel, { type: 'member_left_channel', user });
}

type Move = { readonly type: 'member_joined_channel' | 'member_left_channel'; readonly user: string };

async function tell(w: Workspace, channel: Channel, { type, user }: Move): Promise<void> {
  if (!channel.members.has(w.app.botUser)) return;
  const channelType = channel.kind === 'private' ? 'G' : 'C';
  const event = { type, user, channel: channel.id, channel_type: channelType, team: w.team.id };
  await sendEvent(w, { ...event, event_ts: nextTs(w) });
}
