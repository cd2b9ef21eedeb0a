// A person opens the Home tab, writes a message, or reloads.
import { actor, cannot, done } from './actor.ts';
import { dmOf } from './channels.ts';
import { sendEvent } from './events.ts';
import { compact } from './json.ts';
import { joinChannel, leaveChannel } from './membership.ts';
import { tellPosted } from './message-events.ts';
import { findMessage, post } from './messages.ts';
import type { ActResult } from './page/protocol.ts';
import { viewObject } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Opens the app's Home tab, or its Messages tab; the event carries the view when one was published before. */
export async function openHome(
  w: Workspace,
  who: string,
  tab: 'home' | 'messages' = 'home',
): Promise<ActResult> {
  const user = actor(w, who);
  if ('ok' in user) return user;
  if (tab === 'messages' && !w.manifest.messagesTab)
    return cannot('messages_tab_disabled', 'This app has no Messages tab.');
  if (tab === 'home' && !w.manifest.homeTab) return cannot('home_tab_disabled', 'This app has no Home tab.');
  const view = w.views.get(w.homes.get(who) ?? '');
  await sendEvent(
    w,
    compact({
      type: 'app_home_opened',
      user: who,
      channel: dmOf(w, who)?.id,
      tab,
      event_ts: stamp(w),
      view: view === undefined || tab === 'messages' ? undefined : viewObject(w, view, view.values),
    }),
  );
  return done;
}

/**
 * @param said.channel a channel id, or the app's user id for the direct message with it
 * @param said.thread the message that is answered in its thread
 */
export async function say(
  w: Workspace,
  who: string,
  said: { readonly channel: string; readonly text: string; readonly thread?: string | undefined },
): Promise<ActResult> {
  const user = actor(w, who);
  if ('ok' in user) return user;
  const channel = said.channel === w.app.botUser ? dmOf(w, who) : w.channels.get(said.channel);
  if (channel?.members.has(who) !== true)
    return cannot('channel_not_found', 'You are not in that conversation.');
  if (channel.kind === 'im' && (!w.manifest.messagesTab || w.manifest.messagesReadOnly)) {
    return cannot('messages_tab_read_only', 'Sending messages to this app has been turned off.');
  }
  if (said.text.trim() === '') return cannot('no_text', 'There is nothing to send.');
  const { thread } = said;
  if (thread !== undefined && findMessage(w, channel.id, thread) === undefined)
    return cannot('message_not_found', 'That message is not there (any more).');
  const text = asSlackText(w, said.text);
  const answered = thread === undefined ? {} : { threadTs: thread };
  const message = post(w, { channel: channel.id, user: who, text, blocks: [], ...answered });
  w.lastSeen.set(`${who} ${channel.id}`, w.clock.now());
  await tellPosted(w, message);
  return done;
}

/** Comes into a channel, or leaves it. */
export async function move(
  w: Workspace,
  who: string,
  { way, channel: id }: { readonly way: 'join' | 'leave'; readonly channel: string },
): Promise<ActResult> {
  const user = actor(w, who);
  if ('ok' in user) return user;
  const channel = w.channels.get(id);
  const there = channel?.members.has(who) === true;
  const closed = channel?.kind !== 'channel' && !there;
  if (channel === undefined || closed || channel.kind === 'im')
    return cannot('channel_not_found', 'There is no such channel.');
  if (there === (way === 'join')) return done;
  await (way === 'join' ? joinChannel : leaveChannel)(w, channel, who);
  return done;
}

/** What a reload takes away: ephemeral messages and Slack's notices. */
export function reload(w: Workspace, who: string): void {
  for (const [channel, messages] of w.messages) {
    w.messages.set(
      channel,
      messages.filter(({ ephemeralTo }) => ephemeralTo !== who),
    );
  }
  w.notices.delete(who);
  w.changes.touch();
}

function asSlackText(w: Workspace, typed: string): string {
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replaceAll(/@([\w.-]+)/g, (whole, name) => {
    const user = [...w.users.values()].find((one) => one.name === name);
    return user === undefined ? whole : `<@${user.id}>`;
  });
}

function stamp(w: Workspace): string {
  return (w.clock.now() / 1000).toFixed(6);
}
