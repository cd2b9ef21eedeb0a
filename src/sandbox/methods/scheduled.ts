// Messages that go out later. Sources: https://docs.slack.dev/reference/methods/chat.scheduleMessage and its neighbours
import { withIds } from '../elements.ts';
import type { Shape } from '../json.ts';
import { tellPosted } from '../message-events.ts';
import { post } from '../messages.ts';
import type { Channel, ScheduledMessage } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { nextId } from '../workspace.ts';
import { findChannel } from './channel-argument.ts';
import type { Content } from './message-content.ts';
import { readContent } from './message-content.ts';
import { refuse, textOf } from './method.ts';
import { pageOf } from './paging.ts';

const FARTHEST_SECONDS = 120 * 86_400;
const MOST_IN_A_WINDOW = 30;
const WINDOW_SECONDS = 300;
// What goes out within a minute can no longer be taken back.
const LAST_CALL_SECONDS = 60;

export function chatScheduleMessage(w: Workspace, args: Shape): Shape {
  const place = findChannel(w, textOf(args, 'channel'));
  if ('error' in place) return refuse(place.error);
  const content = readContent(args);
  if ('refusal' in content) return content.refusal;
  const postAt = Number(textOf(args, 'post_at'));
  const refusal = timeRefusal(w, place.channel, postAt);
  if (refusal !== undefined) return refuse(refusal);
  const message = schedule(w, {
    channel: place.channel,
    postAt,
    content,
    threadTs: textOf(args, 'thread_ts'),
  });
  return {
    ok: true,
    channel: place.channel.id,
    scheduled_message_id: message.id,
    post_at: postAt,
    message: {
      type: 'delayed_message',
      text: content.text,
      user: w.app.botUser,
      bot_id: w.app.botId,
      app_id: w.app.id,
      team: w.team.id,
    },
  };
}

export function chatDeleteScheduledMessage(w: Workspace, args: Shape): Shape {
  const channel = w.channels.get(textOf(args, 'channel'));
  if (channel === undefined) return refuse('channel_not_found');
  const message = w.scheduled.get(textOf(args, 'scheduled_message_id'));
  const late = message !== undefined && message.postAt - seconds(w) <= LAST_CALL_SECONDS;
  if (message?.channel !== channel.id || late) return refuse('invalid_scheduled_message_id');
  message.cancel();
  w.scheduled.delete(message.id);
  return { ok: true };
}

export function chatScheduledMessagesList(w: Workspace, args: Shape): Shape {
  const channel = textOf(args, 'channel');
  if (channel !== '' && !w.channels.has(channel)) return refuse('invalid_channel');
  const oldest = Number(textOf(args, 'oldest') || 0);
  const latest = Number(textOf(args, 'latest') || Number.MAX_SAFE_INTEGER);
  const waiting = [...w.scheduled.values()]
    .filter((one) => channel === '' || one.channel === channel)
    .filter(({ postAt }) => postAt >= oldest && postAt <= latest)
    .toSorted((a, b) => a.postAt - b.postAt);
  const page = pageOf(waiting, ({ id }) => id, args);
  if ('error' in page) return refuse(page.error);
  const listed = page.items.map(({ id, channel: place, postAt, created, text }) => ({
    id,
    channel_id: place,
    post_at: postAt,
    date_created: created,
    text,
  }));
  return { ok: true, scheduled_messages: listed, response_metadata: page.response_metadata };
}

function timeRefusal(w: Workspace, channel: Channel, postAt: number): string | undefined {
  if (!Number.isInteger(postAt)) return 'invalid_time';
  const wait = postAt - seconds(w);
  if (wait <= 0) return 'time_in_past';
  if (wait > FARTHEST_SECONDS) return 'time_too_far';
  const times = [...w.scheduled.values()]
    .filter((one) => one.channel === channel.id)
    .map((one) => one.postAt);
  const all = [...times, postAt].toSorted((a, b) => a - b);
  const crowded = all.some(
    (time, index) => (all[index + MOST_IN_A_WINDOW] ?? Infinity) - time < WINDOW_SECONDS,
  );
  return crowded ? 'restricted_too_many' : undefined;
}

type Plan = {
  readonly channel: Channel;
  readonly postAt: number;
  readonly content: Content;
  readonly threadTs: string;
};

function schedule(w: Workspace, { channel, postAt, content, threadTs }: Plan): ScheduledMessage {
  const id = nextId(w, 'Q');
  const cancel = w.clock.at(postAt * 1000, () => {
    w.scheduled.delete(id);
    // Slack's own documented fault: a scheduled message with metadata never appears.
    if (content.metadata !== undefined) return;
    const { text, attachments } = content;
    const message = post(w, {
      channel: channel.id,
      user: w.app.botUser,
      text,
      blocks: withIds(w, content.blocks),
      ...(attachments !== undefined && { attachments }),
      ...(threadTs !== '' && { threadTs }),
    });
    void tellPosted(w, message);
  });
  const message = { id, channel: channel.id, postAt, created: seconds(w), text: content.text, cancel };
  w.scheduled.set(id, message);
  return message;
}

function seconds(w: Workspace): number {
  return Math.floor(w.clock.now() / 1000);
}
