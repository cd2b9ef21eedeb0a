// One Web API call: token, planned fault, rate limit, scope, then the method itself.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readArguments } from './body.ts';
import { dmOf } from './channels.ts';
import { takeFault } from './faults.ts';
import { reach } from './grants.ts';
import type { Shape } from './json.ts';
import { takeCall } from './limits.ts';
import type { Method } from './methods/method.ts';
import { needArguments, needScope, refuse, textOf } from './methods/method.ts';
import { methodNamed } from './methods/table.ts';
import type { FaultPlan } from './page/protocol.ts';
import type { Grant } from './records.ts';
import { readCaller } from './tokens.ts';
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

function replyTo(w: Workspace, name: string, ask: Ask): Reply {
  const method = methodNamed(name);
  if (method === undefined) return refused('unknown_method', { req_method: name });
  const args = ask.args === undefined ? undefined : withClient(ask.request, ask.args);
  if (args === undefined) return refused('invalid_post_type');
  if (method.token === 'client') return perform(w, name, { method, args, grant: undefined });
  const caller = readCaller(w, { request: ask.request, args }, method.token);
  if ('refusal' in caller) return refused(caller.refusal);
  const { grant } = caller;
  if (grant === undefined) return perform(w, name, { method, args, grant });
  const reached = reach(w, grant, { args, perTeam: method.perTeam === true });
  return 'error' in reached
    ? refused(reached.error)
    : perform(reached.workspace, name, { method, args, grant });
}

type Call = { readonly method: Method; readonly args: Shape; readonly grant: Grant | undefined };

function perform(w: Workspace, name: string, call: Call): Reply {
  const { method, args, grant } = call;
  const wait = takeCall(w, method.tier, bucketOf(w, name, call));
  if (wait > 0) return rateLimited(wait);
  const scope = method.scope === undefined ? undefined : needScope(w, method.scope);
  const body = scope ?? needArguments(args, method.needs) ?? method.handle(w, args, grant);
  return { status: 200, body, headers: scopeHeaders(w, method) };
}

/** Client id and secret may stand in the head (HTTP Basic) instead of the body. */
function withClient({ headers: { authorization = '' } }: IncomingMessage, args: Shape): Shape {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization)?.[1];
  if (basic === undefined) return args;
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { client_id: id, client_secret: secret, ...args };
}

function refused(error: string, more: Shape = {}): Reply {
  return { status: 200, body: refuse(error, more) };
}

/** Posting is counted by channel, everything else by method. */
function bucketOf(w: Workspace, name: string, { method, args }: Call): string {
  if (method.tier !== 'posting') return name;
  const channel = textOf(args, 'channel');
  return `${name} ${dmOf(w, channel)?.id ?? channel}`;
}

function scopeHeaders(w: Workspace, method: Method): Readonly<Record<string, string>> {
  if (method.token === 'client') return {};
  if (method.token === 'app') return { 'x-oauth-scopes': 'connections:write' };
  const accepted = method.scope === undefined ? {} : { 'x-accepted-oauth-scopes': method.scope };
  return { 'x-oauth-scopes': [...w.manifest.scopes].join(','), ...accepted };
}

function rateLimited(seconds: number): Reply {
  return { status: 429, body: refuse('ratelimited'), headers: { 'retry-after': String(seconds) } };
}
