// A person types a slash command. Source: https://docs.slack.dev/interactivity/implementing-slash-commands

import type { Refused } from './actor.ts';
import { actor, cannot, notify, showFailure } from './actor.ts';
import { dmOf, payloadName } from './channels.ts';
import { deliver } from './deliver.ts';
import { isInstalled, isOrgWide } from './grants.ts';
import type { Shape } from './json.ts';
import { isShape } from './json.ts';
import type { Manifest } from './manifest.ts';
import { messageState } from './messages.ts';
import type { SandboxUser } from './options.ts';
import type { Json, MessageState } from './page/protocol.ts';
import type { Channel } from './records.ts';
import { findResponseUrl, issueResponseUrl, respond } from './response-urls.ts';
import { changeUser } from './staff.ts';
import { issueTrigger } from './triggers.ts';
import { checkMessage } from './validate/views.ts';
import type { Workspace } from './workspace.ts';

/** `ephemeral`: what the ack itself showed to the person. */
export type CommandResult =
  | { readonly ok: true; readonly error?: never; readonly ephemeral: readonly MessageState[] }
  | (Refused & { readonly ephemeral: readonly MessageState[] });

/**
 * Resolves when the app has acknowledged, or three seconds later.
 * @param typed.channel where it is typed; the direct message with the app when absent
 */
export async function runCommand(
  w: Workspace,
  who: string,
  typed: { readonly text: string; readonly channel?: string | undefined },
): Promise<CommandResult> {
  const user = actor(w, who);
  if ('ok' in user) return { ...user, ephemeral: [] };
  const channel = placeOf(w, who, typed.channel);
  if (channel === undefined) return refused('channel_not_found', 'You are not in that conversation.');
  const [word = '', ...rest] = typed.text.trim().split(/\s+/);
  if (word === '/status') return setStatus(w, user, rest.join(' '));
  const command = isInstalled(w) ? w.manifest.commands.find((entry) => entry.command === word) : undefined;
  if (command === undefined) {
    const text = `${word} is not a valid command.`;
    notify(w, who, text);
    return refused('unknown_command', text);
  }
  w.lastSeen.set(`${who} ${channel.id}`, w.clock.now());
  const given = rest.length === 0 ? '' : typed.text.trim().slice(word.length).trim();
  const text = command.shouldEscape ? escapeMentions(w, given) : given;
  return send(w, user, { command, channel, text });
}

type Typed = {
  readonly command: Manifest['commands'][number];
  readonly channel: Channel;
  readonly text: string;
};

async function send(w: Workspace, user: SandboxUser, typed: Typed): Promise<CommandResult> {
  const responseUrl = issueResponseUrl(w, { user: user.id, channel: typed.channel.id });
  const payload = { ...commandPayload(w, user, typed), response_url: responseUrl };
  const outcome = await deliver(w, { kind: 'slash_commands', payload });
  const what = typed.command.command;
  if (!outcome.ok) return { ...showFailure(w, user.id, { outcome, what }), ephemeral: [] };
  const message = answerMessage(outcome.answer);
  if (message === undefined) return { ok: true, ephemeral: [] };
  if (checkMessage(message).length > 0) {
    const text = `${what} failed with the error "invalid_command_response"`;
    notify(w, user.id, text);
    return refused('invalid_command_response', text);
  }
  const url = findResponseUrl(w, responseUrl);
  if (url !== undefined) respond(w, url, message);
  const shown = w.messages.get(typed.channel.id)?.at(-1);
  return { ok: true, ephemeral: shown?.ephemeralTo === user.id ? [messageState(shown)] : [] };
}

function commandPayload(w: Workspace, user: SandboxUser, { command, channel, text }: Typed): Shape {
  return {
    token: w.tokens.verification,
    team_id: w.team.id,
    team_domain: w.team.domain,
    channel_id: channel.id,
    channel_name: payloadName(channel),
    user_id: user.id,
    user_name: user.name,
    command: command.command,
    text,
    api_app_id: w.app.id,
    ...(w.enterprise !== null && { enterprise_id: w.enterprise.id, enterprise_name: w.enterprise.name }),
    is_enterprise_install: String(isOrgWide(w)),
    trigger_id: issueTrigger(w, user.id, false),
  };
}

/** An ack without text and blocks shows nothing. */
function answerMessage(answer: Json | undefined): Shape | undefined {
  if (typeof answer === 'string') return answer === '' ? undefined : { text: answer };
  if (!isShape(answer)) return undefined;
  return answer['text'] === undefined && answer['blocks'] === undefined ? undefined : answer;
}

function placeOf(w: Workspace, who: string, id: string | undefined): Channel | undefined {
  const channel = id === undefined ? dmOf(w, who) : w.channels.get(id);
  return channel?.members.has(who) === true ? channel : undefined;
}

/** Slack's own /status: an emoji and a text without an end, or `clear`. Source: https://slack.com/help/articles/201864558 */
async function setStatus(w: Workspace, user: SandboxUser, text: string): Promise<CommandResult> {
  const [, emoji = '', rest = ''] = /^(:[\w+-]+:)?\s*(.*)$/s.exec(text === 'clear' ? '' : text) ?? [];
  await changeUser(w, user.id, {
    status: { emoji: emoji || (rest && ':speech_balloon:'), text: rest, expiration: 0 },
  });
  notify(w, user.id, text === 'clear' ? 'Your status is cleared.' : `Your status is now: ${text}`);
  return { ok: true, ephemeral: [] };
}

/** What `should_escape` asks for: @name, #channel and links become Slack's own tokens. */
function escapeMentions(w: Workspace, text: string): string {
  return text.replaceAll(
    /(?<![\w<|])([@#])([\p{L}\p{N}._-]+)|(?<!<)https?:\/\/[^\s>]+/gu,
    (whole, sign, name) => {
      if (sign === undefined) return `<${whole}>`;
      const all = sign === '@' ? w.users.values() : w.channels.values();
      const found = [...all].find((one) => one.name === name);
      return found === undefined ? whole : `<${sign}${found.id}|${found.name}>`;
    },
  );
}

function refused(error: string, text: string): CommandResult {
  return { ...cannot(error, text), ephemeral: [] };
}
