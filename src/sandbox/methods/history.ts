// What was said in a conversation. Sources: https://docs.slack.dev/reference/methods/conversations.history and conversations.replies
import type { Shape } from '../json.ts';
import { messageObject } from '../messages.ts';
import type { Channel, Message } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { readable } from './conversations.ts';
import { flagOf, refuse, textOf } from './method.ts';
import { limitOf, pageOf } from './paging.ts';

const MOST_MESSAGES = 999;
const SCOPE_OF: Readonly<Record<Channel['kind'], string>> = {
  channel: 'channels:history',
  private: 'groups:history',
  im: 'im:history',
};

/** Newest first, without what stands in threads. */
export function conversationsHistory(w: Workspace, args: Shape): Shape {
  const place = placeOf(w, args);
  if ('refusal' in place) return place.refusal;
  const said = messagesOf(w, place.channel).filter(({ ts, threadTs }) => (threadTs ?? ts) === ts);
  return paged(w, said.toReversed(), args);
}

/** The message a thread hangs on, then the answers, oldest first. */
export function conversationsReplies(w: Workspace, args: Shape): Shape {
  const place = placeOf(w, args);
  if ('refusal' in place) return place.refusal;
  const ts = textOf(args, 'ts');
  const said = messagesOf(w, place.channel);
  const root = said.find((message) => message.ts === ts);
  if (root === undefined) return refuse('thread_not_found');
  const thread = said.filter((message) => message === root || message.threadTs === ts);
  return paged(w, thread, args);
}

function placeOf(w: Workspace, args: Shape): { readonly channel: Channel } | { readonly refusal: Shape } {
  const found = readable(w, textOf(args, 'channel'), SCOPE_OF);
  if ('refusal' in found) return found;
  return found.channel.members.has(w.app.botUser) ? found : { refusal: refuse('not_in_channel') };
}

function messagesOf(w: Workspace, channel: Channel): readonly Message[] {
  return (w.messages.get(channel.id) ?? []).filter(({ ephemeralTo }) => ephemeralTo === undefined);
}

function paged(w: Workspace, said: readonly Message[], args: Shape): Shape {
  const oldest = textOf(args, 'oldest') || '0';
  const latest = textOf(args, 'latest') || String(Number.MAX_SAFE_INTEGER);
  if (!isStamp(latest)) return refuse('invalid_ts_latest');
  if (!isStamp(oldest)) return refuse('invalid_ts_oldest');
  if (limitOf(args, MOST_MESSAGES) === undefined) return refuse('invalid_limit');
  const edges = flagOf(args, 'inclusive');
  const within = said.filter(({ ts }) => {
    const [at, from, to] = [Number(ts), Number(oldest), Number(latest)];
    return edges ? at >= from && at <= to : at > from && at < to;
  });
  const page = pageOf(within, ({ ts }) => ts, args);
  if ('error' in page) return refuse(page.error);
  const { next_cursor: next } = page.response_metadata;
  return {
    ok: true,
    messages: page.items.map((message) => shown(w, message, flagOf(args, 'include_all_metadata'))),
    has_more: next !== '',
    ...(next !== '' && { response_metadata: { next_cursor: next } }),
  };
}

function shown(w: Workspace, message: Message, withMetadata: boolean): Shape {
  const { metadata, ...rest } = messageObject(w, message);
  const replies = messagesOfThread(w, message);
  return {
    ...rest,
    ...(withMetadata && metadata !== undefined && { metadata }),
    ...(replies > 0 && { thread_ts: message.ts, reply_count: replies }),
  };
}

function messagesOfThread(w: Workspace, { channel, ts }: Message): number {
  return (w.messages.get(channel) ?? []).filter((message) => message.threadTs === ts && message.ts !== ts)
    .length;
}

function isStamp(text: string): boolean {
  return /^\d+(\.\d{1,6})?$/.test(text);
}
