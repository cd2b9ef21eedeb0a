// conversations.join. Source: https://docs.slack.dev/reference/methods/conversations.join
import { channelObject } from '../channels.ts';
import type { Shape } from '../json.ts';
import { joinChannel } from '../membership.ts';
import type { Workspace } from '../workspace.ts';
import { refuse, textOf } from './method.ts';

export function conversationsJoin(w: Workspace, args: Shape): Shape {
  const channel = w.channels.get(textOf(args, 'channel'));
  const hidden = channel?.kind !== 'channel' && channel?.members.has(w.app.botUser) !== true;
  if (channel === undefined || hidden) return refuse('channel_not_found');
  if (channel.kind !== 'channel') return refuse('method_not_supported_for_channel_type');
  if (channel.archived) return refuse('is_archived');
  const already = channel.members.has(w.app.botUser);
  if (!already) void joinChannel(w, channel, w.app.botUser);
  const warning = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
  return { ok: true, channel: channelObject(w, channel), ...(already && warning) };
}
