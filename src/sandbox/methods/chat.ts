// chat.*

import { withIds } from '../elements.ts';
import type { Shape } from '../json.ts';
import { tellChanged, tellDeleted, tellPosted } from '../message-events.ts';
import { edit, findMessage, messageObject, post, remove } from '../messages.ts';
import type { Message } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { teamUrl } from '../workspace.ts';
import { findChannel } from './channel-argument.ts';
import { readContent } from './message-content.ts';
import { refuse, textOf } from './method.ts';

const LONGEST_POST = 40_000;
const LONGEST_UPDATE = 4000;

export function chatPostMessage(w: Workspace, args: Shape): Shape {
  const place = findChannel(w, textOf(args, 'channel'));
  if ('error' in place) return refuse(place.error);
  const content = readContent(args);
  if ('refusal' in content) return content.refusal;
  const { text, metadata, attachments } = content;
  const threadTs = textOf(args, 'thread_ts');
  const message = post(w, {
    channel: place.channel.id,
    user: w.app.botUser,
    text: text.slice(0, LONGEST_POST),
    blocks: withIds(w, content.blocks),
    ...(metadata !== undefined && { metadata }),
    ...(attachments !== undefined && { attachments }),
    ...(threadTs !== '' && { threadTs }),
  });
  void tellPosted(w, message);
  const warning = text.length > LONGEST_POST ? { warning: 'message_truncated' } : {};
  return {
    ok: true,
    channel: message.channel,
    ts: message.ts,
    message: messageObject(w, message),
    ...warning,
  };
}

export function chatPostEphemeral(w: Workspace, args: Shape): Shape {
  const place = findChannel(w, textOf(args, 'channel'));
  if ('error' in place) return refuse(place.error);
  const user = textOf(args, 'user');
  if (!place.channel.members.has(user)) return refuse('user_not_in_channel');
  const content = readContent(args);
  if ('refusal' in content) return content.refusal;
  const threadTs = textOf(args, 'thread_ts');
  const message = post(w, {
    channel: place.channel.id,
    user: w.app.botUser,
    text: content.text.slice(0, LONGEST_POST),
    blocks: withIds(w, content.blocks),
    ephemeralTo: user,
    ...(threadTs !== '' && { threadTs }),
  });
  return { ok: true, message_ts: message.ts };
}

export function chatUpdate(w: Workspace, args: Shape): Shape {
  const found = ownMessage(w, args, 'cant_update_message');
  if ('refusal' in found) return found.refusal;
  const content = readContent(args);
  if ('refusal' in content) return content.refusal;
  if (content.text.length > LONGEST_UPDATE) return refuse('msg_too_long');
  const { message } = found;
  const before = messageObject(w, message);
  // Without blocks in the call the old ones go: readContent has made sure that there is a text to show instead.
  edit(w, message, { text: content.text, blocks: withIds(w, content.blocks) });
  if (content.attachments !== undefined) message.attachments = content.attachments;
  if (content.metadata !== undefined) message.metadata = content.metadata;
  void tellChanged(w, message, before);
  return {
    ok: true,
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messageObject(w, message),
  };
}

export function chatDelete(w: Workspace, args: Shape): Shape {
  const found = ownMessage(w, args, 'cant_delete_message');
  if ('refusal' in found) return found.refusal;
  remove(w, found.message);
  void tellDeleted(w, found.message);
  return { ok: true, channel: found.message.channel, ts: found.message.ts };
}

export function chatGetPermalink(w: Workspace, args: Shape): Shape {
  const channel = w.channels.get(textOf(args, 'channel'));
  if (channel === undefined) return refuse('channel_not_found');
  const ts = textOf(args, 'message_ts');
  const message = findMessage(w, channel.id, ts);
  if (message === undefined || message.ephemeralTo !== undefined) return refuse('message_not_found');
  const base = `${teamUrl(w)}archives/${channel.id}/p${ts.replace('.', '')}`;
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  return { ok: true, channel: channel.id, permalink: `${base}${thread}` };
}

function ownMessage(
  w: Workspace,
  args: Shape,
  notMine: 'cant_update_message' | 'cant_delete_message',
): { readonly message: Message } | { readonly refusal: Shape } {
  // Only an id will do here: a person's id or a #name, which posting takes, is refused.
  const channel = w.channels.get(textOf(args, 'channel'));
  if (channel?.members.has(w.app.botUser) !== true) return { refusal: refuse('channel_not_found') };
  const message = findMessage(w, channel.id, textOf(args, 'ts'));
  if (message === undefined || message.ephemeralTo !== undefined)
    return { refusal: refuse('message_not_found') };
  return message.user === w.app.botUser ? { message } : { refusal: refuse(notMine) };
}
