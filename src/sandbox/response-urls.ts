// response_url: five uses in thirty minutes.
// Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
import type { IncomingMessage } from 'node:http';
import { readBody } from './body.ts';
import { withIds } from './elements.ts';
import type { Shape } from './json.ts';
import { field, isShape, list, parseJson, words } from './json.ts';
import { tellChanged, tellDeleted, tellPosted } from './message-events.ts';
import { edit, findMessage, messageObject, post, remove } from './messages.ts';
import type { ResponseUrl } from './records.ts';
import { checkMessage } from './validate/views.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

const MOST_USES = 5;
const LIFE_MS = 30 * 60 * 1000;

export type Answer = { readonly status: number; readonly body: string; readonly request: Shape };

/** @param from what the person clicked in, so that replace_original knows what to replace */
export function issueResponseUrl(
  w: Workspace,
  from: Pick<ResponseUrl, 'user' | 'channel'> & { readonly ts?: string },
): string {
  forgetOld(w);
  const key = nextId(w, 'R');
  w.responseUrls.set(key, {
    user: from.user,
    channel: from.channel,
    at: w.clock.now(),
    uses: 0,
    ...(from.ts !== undefined && { source: { channel: from.channel, ts: from.ts } }),
  });
  return `${w.mutable.origin}/response/${w.team.id}/${key}`;
}

/** Answers a POST to a response_url. */
export async function useResponseUrl(w: Workspace, key: string, request: IncomingMessage): Promise<Answer> {
  const parsed = parseJson(await readBody(request));
  const url = w.responseUrls.get(key);
  const message = isShape(parsed) ? parsed : {};
  if (url === undefined) return { status: 404, body: 'unknown_url', request: message };
  if (w.clock.now() - url.at > LIFE_MS) return { status: 404, body: 'expired_url', request: message };
  if (url.uses >= MOST_USES) return { status: 404, body: 'used_url', request: message };
  if (!isShape(parsed)) return { status: 400, body: 'invalid_payload', request: message };
  if (checkMessage(parsed).length > 0) return { status: 400, body: 'invalid_blocks', request: message };
  url.uses += 1;
  const refusal = respond(w, url, parsed);
  if (refusal !== undefined) return { status: 400, body: refusal, request: message };
  return { status: 200, body: 'ok', request: message };
}

/** Shows an answer to a command or click; undefined when it could be shown. */
export function respond(w: Workspace, url: ResponseUrl, message: Shape): 'no_text' | undefined {
  const source = url.source === undefined ? undefined : findMessage(w, url.source.channel, url.source.ts);
  if (message['delete_original'] === true) {
    if (source === undefined) return undefined;
    remove(w, source);
    void tellDeleted(w, source);
    return undefined;
  }
  const text = words(message, 'text') ?? '';
  const blocks = withIds(w, field(message, 'blocks'));
  if (text === '' && blocks.length === 0 && list(message, 'attachments').length === 0) return 'no_text';
  if (message['replace_original'] === true && source !== undefined) {
    const before = messageObject(w, source);
    edit(w, source, { text, blocks });
    void tellChanged(w, source, before);
    return undefined;
  }
  const threadTs = words(message, 'thread_ts');
  const posted = post(w, {
    channel: url.channel,
    user: w.app.botUser,
    text,
    blocks,
    ...(message['response_type'] !== 'in_channel' && { ephemeralTo: url.user }),
    ...(threadTs !== undefined && { threadTs }),
  });
  void tellPosted(w, posted);
  url.source ??= { channel: posted.channel, ts: posted.ts };
  return undefined;
}

function forgetOld(w: Workspace): void {
  const now = w.clock.now();
  for (const [key, url] of w.responseUrls) {
    if (now - url.at <= 2 * LIFE_MS) return;
    w.responseUrls.delete(key);
  }
}

/** The record behind an address this workspace issued. */
export function findResponseUrl(w: Workspace, address: string): ResponseUrl | undefined {
  return w.responseUrls.get(address.split('/').at(-1) ?? '');
}
