// One Web API call: token, planned fault, rate limit, scope, then the method itself.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readArguments } from './body.ts';
import { dmOf } from './channels.ts';
import { takeFault } from './faults.ts';
import type { Shape } from './json.ts';
import { takeCall } from './limits.ts';
import type { Method } from './methods/method.ts';
import { needArguments, needScope, refuse, textOf } from './methods/method.ts';
import { methodNamed } from './methods/table.ts';
import type { FaultPlan } from './page/protocol.ts';
import { checkToken } from './tokens.ts';
import { record } from './traffic.ts';
import { pause } from './wait.ts';
import type { Workspace } from './workspace.ts';

type Reply = {
  readonly status: number;
  readonly body: Shape;
  readonly headers?: Readonly<Record<string, string>>;
};

/** @param name the method, `chat.postMessage` */
export async function answerCall(
  w: Workspace,
  name: string,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = exchange;
  const args = await readArguments(request);
  const fault = takeFault(w, name);
  if (fault?.kind === 'slow') await pause(fault.delayMs);
  const reply = faultReply(fault) ?? replyTo(w, name, { request, args });
  const lost = fault?.kind === 'reset' || fault?.kind === 'lost_response';
  record(w, {
    direction: 'in',
    what: name,
    request: args ?? {},
    response: reply.body,
    status: lost || fault?.kind === 'cut' ? 0 : reply.status,
  });
  if (lost) return void response.destroy();
  answer(response, reply, fault?.kind === 'cut');
}

/** @param broken the connection ends in the middle of the answer */
function answer(response: ServerResponse, reply: Reply, broken: boolean): void {
  const body = JSON.stringify(reply.body);
  const type = 'application/json; charset=utf-8';
  const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body), ...reply.headers };
  response.writeHead(reply.status, headers);
  if (broken) response.write(body.slice(0, body.length / 2), () => response.destroy());
  else response.end(body);
}

/** The answer a fault gives instead of the method; undefined when the method shall run. */
function faultReply(fault: FaultPlan['fault'] | undefined): Reply | undefined {
  switch (fault?.kind) {
    case 'error':
      return { status: 200, body: refuse(fault.error) };
    case 'status':
      return { status: fault.status, body: refuse('internal_error') };
    case 'ratelimited':
      return rateLimited(fault.retryAfterSeconds);
    case 'reset':
      return { status: 200, body: refuse('connection_reset') };
    case undefined:
    case 'slow':
    case 'lost_response':
    case 'cut':
    case 'twice':
    case 'late':
    case 'after_next':
      return undefined;
  }
}

type Ask = { readonly request: IncomingMessage; readonly args: Shape | undefined };

function replyTo(w: Workspace, name: string, { request, args }: Ask): Reply {
  const method = methodNamed(name);
  if (method === undefined) return { status: 200, body: refuse('unknown_method', { req_method: name }) };
  if (args === undefined) return { status: 200, body: refuse('invalid_post_type') };
  const refusal = checkToken(w, { request, args }, method.token);
  if (refusal !== undefined) return { status: 200, body: refuse(refusal) };
  const wait = takeCall(w, method.tier, bucketOf(w, name, { method, args }));
  if (wait > 0) return rateLimited(wait);
  const scope = method.scope === undefined ? undefined : needScope(w, method.scope);
  const body = scope ?? needArguments(args, method.needs) ?? method.handle(w, args);
  return { status: 200, body, headers: scopeHeaders(w, method) };
}

/** Posting is counted by channel, everything else by method. */
function bucketOf(w: Workspace, name: string, { method, args }: { method: Method; args: Shape }): string {
  if (method.tier !== 'posting') return name;
  const channel = textOf(args, 'channel');
  return `${name} ${dmOf(w, channel)?.id ?? channel}`;
}

function scopeHeaders(w: Workspace, method: Method): Readonly<Record<string, string>> {
  if (method.token === 'app') return { 'x-oauth-scopes': 'connections:write' };
  const accepted = method.scope === undefined ? {} : { 'x-accepted-oauth-scopes': method.scope };
  return { 'x-oauth-scopes': [...w.manifest.scopes].join(','), ...accepted };
}

function rateLimited(seconds: number): Reply {
  return { status: 429, body: refuse('ratelimited'), headers: { 'retry-after': String(seconds) } };
}
