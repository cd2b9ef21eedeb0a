// Messages: their stamps, their edits, and how people see them.
import type { Shape } from './json.ts';
import { compact, isBlock } from './json.ts';
import type { Json, MessageState } from './page/protocol.ts';
import type { Message } from './records.ts';
import type { Workspace } from './workspace.ts';

/** What a message is made of; `user` is its author. */
export type Draft = Pick<Message, 'channel' | 'user' | 'text' | 'blocks'> &
  Partial<Pick<Message, 'ephemeralTo' | 'threadTs' | 'metadata' | 'attachments'>>;

// A late click may concern a version a person still saw; more than this many edits ago nobody does.
const KEPT_VERSIONS = 5;

/** Stores a message under a new stamp. */
export function post(w: Workspace, draft: Draft): Message {
  const isBot = draft.user === w.app.botUser;
  const message: Message = {
    ...draft,
    ts: nextTs(w),
    isBot,
    states: new Map(),
    before: [],
    reactions: new Map(),
  };
  const shelf = w.messages.get(draft.channel);
  if (shelf === undefined) w.messages.set(draft.channel, [message]);
  else shelf.push(message);
  w.changes.touch();
  return message;
}

/** Changes what a message shows; Slack marks it as edited only when plain text replaces it. */
export function edit(
  w: Workspace,
  message: Message,
  change: { text: string; blocks: readonly Shape[] },
): void {
  message.before.unshift(message.blocks);
  message.before.length = Math.min(message.before.length, KEPT_VERSIONS);
  message.text = change.text;
  message.blocks = change.blocks;
  if (change.blocks.length === 0) message.editedTs = nextTs(w);
  w.changes.touch();
}

export function remove(w: Workspace, message: Message): void {
  const shelf = w.messages.get(message.channel);
  if (shelf !== undefined) shelf.splice(shelf.indexOf(message), 1);
  w.changes.touch();
}

export function findMessage(w: Workspace, channel: string, ts: string): Message | undefined {
  return w.messages.get(channel)?.findLast((message) => message.ts === ts);
}

/** A stamp "seconds.micros", later than every stamp before it. */
export function nextTs(w: Workspace): string {
  const micros = Math.max(Math.floor(w.clock.now()) * 1000, w.mutable.lastTs + 1);
  w.mutable.lastTs = micros;
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

/** Slack's message object. */
export function messageObject(w: Workspace, message: Message): Shape {
  const edited: Json | undefined =
    message.editedTs === undefined ? undefined : { user: message.user, ts: message.editedTs };
  return compact({
    type: 'message',
    subtype: undefined,
    user: message.user,
    ts: message.ts,
    bot_id: message.isBot ? w.app.botId : undefined,
    app_id: message.isBot ? w.app.id : undefined,
    text: message.text,
    team: w.team.id,
    thread_ts: message.threadTs,
    blocks: message.blocks.length === 0 ? undefined : message.blocks,
    attachments: message.attachments,
    metadata: message.metadata,
    edited,
    reactions: message.reactions.size === 0 ? undefined : reactionsOf(message),
  });
}

function reactionsOf({ reactions }: Message): Json {
  return [...reactions].map(([name, users]) => ({ name, users, count: users.length }));
}

/** How the page and the tests see a message. */
export function messageState(message: Message): MessageState {
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    isBot: message.isBot,
    ephemeral: message.ephemeralTo !== undefined,
    text: message.text,
    blocks: message.blocks.filter(isBlock),
    edited: message.editedTs !== undefined,
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    ...(message.reactions.size > 0 && {
      reactions: [...message.reactions].map(([name, users]) => ({ name, users })),
    }),
  };
}
