// Deliveries as signed POSTs. Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac } from 'node:crypto';
import type { Shape } from './json.ts';
import { parseJson } from './json.ts';
import type { Json } from './page/protocol.ts';
import type { Delivery, Outcome, Sent } from './records.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

const ACK_MS = 3000;
const MOST_REDIRECTS = 2;

export async function deliverByHttp(w: Workspace, delivery: Delivery): Promise<Outcome> {
  if (w.mutable.target.mode !== 'http') throw new Error('HTTP delivery without a request URL');
  const { url } = w.mutable.target;
  const { body, type } = encode(delivery);
  const headers = { 'content-type': type, ...signature(w, body), ...retryHeaders(delivery) };
  const sent = { mode: 'http', url, headers, body } as const;
  w.sent.push(sent);
  return sendAgainByHttp(w, sent);
}

/** Proves that a URL belongs to the app: it must answer the challenge with a signed request's own words. */
export async function verifyUrl(w: Workspace, url: string): Promise<boolean> {
  const challenge = nextId(w, 'challenge-');
  const body = JSON.stringify({ token: w.tokens.verification, challenge, type: 'url_verification' });
  const headers = { 'content-type': 'application/json', ...signature(w, body) };
  const outcome = await sendAgainByHttp(w, { mode: 'http', url, headers, body });
  if (!outcome.ok || outcome.answer === undefined) return false;
  const { answer } = outcome;
  if (typeof answer === 'string') return answer === challenge;
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'challenge' in answer &&
    answer['challenge'] === challenge
  );
}

export async function sendAgainByHttp(w: Workspace, sent: Sent & { mode: 'http' }): Promise<Outcome> {
  const timeout = AbortSignal.timeout(ACK_MS);
  try {
    const response = await follow(sent, AbortSignal.any([timeout, w.end.signal]));
    const text = await response.text();
    if (response.ok) return { ok: true, answer: readAnswer(text) };
    const { status, headers } = response;
    const reason = status >= 300 && status < 400 ? 'too_many_redirects' : 'http_error';
    const noRetry = headers.get('x-slack-no-retry') === '1';
    return { ok: false, error: 'dispatch_failed', reason, status, noRetry };
  } catch {
    const late = timeout.aborted;
    const error = late ? 'operation_timeout' : 'dispatch_failed';
    const reason = late ? 'http_timeout' : 'connection_failed';
    return { ok: false, error, reason, status: 0, noRetry: false };
  }
}

/** Posts again where a redirect points to, as often as Slack does. */
async function follow(sent: Sent & { mode: 'http' }, signal: AbortSignal): Promise<Response> {
  let { url } = sent;
  for (let left = MOST_REDIRECTS; ; left -= 1) {
    const { headers, body } = sent;
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const location = response.headers.get('location');
    const redirects = response.status >= 300 && response.status < 400;
    if (!redirects || location === null || left === 0) return response;
    await response.arrayBuffer();
    url = new URL(location, url).href;
  }
}

function encode({ kind, payload }: Delivery): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const form = kind === 'interactive' ? { payload: JSON.stringify(payload) } : texts(payload);
  return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
}

function signature(w: Workspace, body: string): Readonly<Record<string, string>> {
  const stamp = String(Math.floor(w.clock.now() / 1000));
  const mac = createHmac('sha256', w.tokens.signingSecret).update(`v0:${stamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${mac}` };
}

function retryHeaders({ retry }: Delivery): Readonly<Record<string, string>> {
  if (retry === undefined) return {};
  return { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason };
}

function readAnswer(text: string): Json | undefined {
  return text === '' ? undefined : (parseJson(text) ?? text);
}

function texts(payload: Shape): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
