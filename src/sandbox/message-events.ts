// What an app hears of messages: people's and its own, where it is a member. Its own come back to it too: an app that
// answers everything it hears talks to itself.
// Source: https://docs.slack.dev/reference/events/message
import { sendEvent } from './events.ts';
import type { Shape } from './json.ts';
import { findMessage, messageObject, nextTs } from './messages.ts';
import type { Channel, Message } from './records.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

const TYPES: Readonly<Record<Channel['kind'], string>> = { im: 'im', channel: 'channel', private: 'group' };
const SUBSCRIPTIONS: Readonly<Record<Channel['kind'], string>> = {
  im: 'message.im',
  channel: 'message.channels',
  private: 'message.groups',
};

/** Resolves when the app has acknowledged the events, or once an attempt has failed. */
export async function tellPosted(w: Workspace, message: Message): Promise<void> {
  const root = message.threadTs === undefined ? undefined : findMessage(w, message.channel, message.threadTs);
  const event = {
    ...messageObject(w, message),
    ...(!message.isBot && { client_msg_id: nextId(w, 'msg-') }),
    ...(root !== undefined && root !== message && { parent_user_id: root.user }),
    channel: message.channel,
    event_ts: message.ts,
  };
  await tell(w, message, event);
  const mentioned = !message.isBot && message.text.includes(`<@${w.app.botUser}>`);
  if (mentioned && hears(w, message)) await sendEvent(w, { ...event, type: 'app_mention' });
}

/** @param previous Slack's message object as it was before */
export function tellChanged(w: Workspace, message: Message, previous: Shape): Promise<void> {
  const more = { message: messageObject(w, message), previous_message: previous };
  return tell(w, message, { ...hidden(w, message), subtype: 'message_changed', ...more });
}

export function tellDeleted(w: Workspace, message: Message): Promise<void> {
  const more = { deleted_ts: message.ts, previous_message: messageObject(w, message) };
  return tell(w, message, { ...hidden(w, message), subtype: 'message_deleted', ...more });
}

function hidden(w: Workspace, { channel }: Message): Shape {
  const ts = nextTs(w);
  return { type: 'message', hidden: true, channel, ts, event_ts: ts };
}

async function tell(w: Workspace, message: Message, event: Shape): Promise<void> {
  const channel = w.channels.get(message.channel);
  if (channel === undefined || !hears(w, message)) return;
  await sendEvent(w, { ...event, channel_type: TYPES[channel.kind] }, SUBSCRIPTIONS[channel.kind]);
}

/** Ephemeral messages are nobody's but the one person's who sees them. */
function hears(w: Workspace, { channel, ephemeralTo }: Message): boolean {
  return ephemeralTo === undefined && w.channels.get(channel)?.members.has(w.app.botUser) === true;
}
