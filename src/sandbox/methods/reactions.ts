// reactions.add. Source: https://docs.slack.dev/reference/methods/reactions.add
import { sendEvent } from '../events.ts';
import type { Shape } from '../json.ts';
import { findMessage, nextTs } from '../messages.ts';
import type { Message } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { refuse, textOf } from './method.ts';

const MOST_OF_ONE_PERSON = 23;
const MOST_EMOJI = 50;

export function reactionsAdd(w: Workspace, args: Shape): Shape {
  const name = textOf(args, 'name').replaceAll(/^:|:$/g, '');
  const ts = textOf(args, 'timestamp');
  if (args['channel'] === undefined || args['timestamp'] === undefined) return refuse('no_item_specified');
  if (!/^[\w+'-]+(::skin-tone-[2-6])?$/.test(name)) return refuse('invalid_name');
  if (!/^\d+\.\d{6}$/.test(ts)) return refuse('bad_timestamp');
  const channel = w.channels.get(textOf(args, 'channel'));
  if (channel?.members.has(w.app.botUser) !== true) return refuse('channel_not_found');
  if (channel.archived) return refuse('is_archived');
  const message = findMessage(w, channel.id, ts);
  if (message === undefined || message.ephemeralTo !== undefined) return refuse('message_not_found');
  const refusal = full(w, message, name);
  if (refusal !== undefined) return refuse(refusal);
  message.reactions.set(name, [...(message.reactions.get(name) ?? []), w.app.botUser]);
  w.changes.touch();
  void sendEvent(w, {
    type: 'reaction_added',
    user: w.app.botUser,
    reaction: name,
    item_user: message.user,
    item: { type: 'message', channel: channel.id, ts },
    event_ts: nextTs(w),
  });
  return { ok: true };
}

function full(w: Workspace, { reactions }: Message, name: string): string | undefined {
  if (reactions.get(name)?.includes(w.app.botUser) === true) return 'already_reacted';
  const own = [...reactions.values()].filter((users) => users.includes(w.app.botUser)).length;
  if (own >= MOST_OF_ONE_PERSON) return 'too_many_reactions';
  return !reactions.has(name) && reactions.size >= MOST_EMOJI ? 'too_many_emoji' : undefined;
}
