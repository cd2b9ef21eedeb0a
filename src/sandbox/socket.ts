// Socket Mode: tickets, up to ten WebSockets, one of them for each envelope, acks by envelope id.
// Source: https://docs.slack.dev/apis/events-api/using-socket-mode
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { isShape, parseJson } from './json.ts';
import type { Delivery, LiveSocket, Outcome, Sent } from './records.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

const ACK_MS = 3000;
const MOST_SOCKETS = 10;
// Slack's client gives up a connection whose server has pinged once and then stayed silent for 30 s.
const PING_MS = 10_000;
// Connections last for hours; only the ones that ask for it (debug_reconnects) end by themselves here.
const BRIEF_S = 360;
const WARNING_S = 10;

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

/** A WebSocket address with a ticket that opens one connection. */
export function issueSocketUrl(w: Workspace): string {
  const ticket = randomBytes(16).toString('hex');
  w.tickets.add(ticket);
  return `${w.mutable.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${w.app.id}`;
}

/** Takes WebSocket upgrades of the workspace's HTTP server. */
export function acceptSockets(
  w: Workspace,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const server = new WebSocketServer({ noServer: true });
  return (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', w.mutable.origin);
    if (pathname !== '/link/' || !w.tickets.delete(searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const brief = searchParams.get('debug_reconnects') === 'true';
    server.handleUpgrade(request, socket, head, (opened) => greet(w, opened, brief));
  };
}

export function deliverBySocket(w: Workspace, delivery: Delivery): Promise<Outcome> {
  const envelope = nextId(w, 'envelope-');
  const frame = JSON.stringify({
    envelope_id: envelope,
    type: delivery.kind,
    payload: delivery.payload,
    accepts_response_payload: delivery.kind !== 'events_api',
    ...(delivery.retry && { retry_attempt: delivery.retry.num, retry_reason: delivery.retry.reason }),
  });
  w.sent.push({ mode: 'socket', frame, envelope });
  return sendFrame(w, { envelope, frame, avoid: delivery.avoid });
}

export function sendAgainBySocket(w: Workspace, sent: Sent & { mode: 'socket' }): Promise<Outcome> {
  return sendFrame(w, sent);
}

/** Tells every connection to go away; all but a `warning` are then closed. */
export function disconnectAll(w: Workspace, reason: DisconnectReason): void {
  for (const live of w.sockets.slice()) disconnect(w, live, reason);
}

function disconnect(w: Workspace, live: LiveSocket, reason: DisconnectReason): void {
  sayGoodbye(w, live.socket, reason);
  if (reason === 'warning') return;
  // From here on no envelope goes to it, yet its last acks are still heard.
  forget(w, live);
  live.socket.close(1000);
}

/** Cuts every connection without a word. */
export function dropAll(w: Workspace): void {
  for (const live of w.sockets.slice()) live.socket.terminate();
}

function greet(w: Workspace, socket: WebSocket, brief: boolean): void {
  if (w.sockets.length >= MOST_SOCKETS) {
    sayGoodbye(w, socket, 'too_many_websockets');
    socket.close(1000);
    return;
  }
  const live: LiveSocket = { id: nextId(w, 'socket-'), socket };
  w.sockets.push(live);
  const ends = brief ? endSoon(w, live) : [];
  const pinging = setInterval(() => socket.ping(), PING_MS).unref();
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => hearAck(w, Buffer.isBuffer(data) ? data.toString('utf8') : ''));
  socket.on('close', () => {
    clearInterval(pinging);
    for (const cancel of ends) cancel();
    forget(w, live);
    for (const ack of w.acks.values())
      if (ack.socket === live.id) ack.settle(failed('connection_failed', live.id));
    w.changes.touch();
  });
  socket.send(
    JSON.stringify({
      type: 'hello',
      num_connections: w.sockets.length,
      connection_info: { app_id: w.app.id },
      debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: brief ? BRIEF_S : 18060 },
    }),
  );
  w.changes.touch();
}

/** What `debug_reconnects=true` on the address asks for: a connection that ends after six minutes, warned of before. */
function endSoon(w: Workspace, live: LiveSocket): readonly (() => void)[] {
  const end = w.clock.now() + BRIEF_S * 1000;
  return [
    w.clock.at(end - WARNING_S * 1000, () => disconnect(w, live, 'warning')),
    w.clock.at(end, () => disconnect(w, live, 'refresh_requested')),
  ];
}

function forget(w: Workspace, live: LiveSocket): void {
  const index = w.sockets.indexOf(live);
  if (index >= 0) w.sockets.splice(index, 1);
}

function sayGoodbye(w: Workspace, socket: WebSocket, reason: DisconnectReason): void {
  socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
  w.changes.touch();
}

function hearAck(w: Workspace, text: string): void {
  const message = parseJson(text);
  if (!isShape(message)) return;
  const { envelope_id: envelope, payload } = message;
  if (typeof envelope === 'string') w.acks.get(envelope)?.settle({ ok: true, answer: payload });
}

function sendFrame(
  w: Workspace,
  sent: { readonly envelope: string; readonly frame: string; readonly avoid?: string | undefined },
): Promise<Outcome> {
  const live = nextSocket(w, sent.avoid);
  if (live === undefined) return Promise.resolve(failed('connection_failed'));
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(failed('http_timeout', live.id)), ACK_MS);
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      w.acks.delete(sent.envelope);
      resolve(outcome);
    };
    w.acks.set(sent.envelope, { socket: live.id, settle });
    live.socket.send(sent.frame);
  });
}

/** Connections take turns. */
function nextSocket(w: Workspace, avoid: string | undefined): LiveSocket | undefined {
  const others = w.sockets.filter(({ id }) => id !== avoid);
  const open = others.length > 0 ? others : w.sockets;
  const live = open[w.mutable.nextSocket % Math.max(1, open.length)];
  w.mutable.nextSocket += 1;
  return live;
}

function failed(reason: 'http_timeout' | 'connection_failed', socket?: string): Outcome {
  const error = reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
  return { ok: false, error, reason, status: 0, noRetry: false, ...(socket !== undefined && { socket }) };
}
