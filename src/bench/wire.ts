// Slack's two ways to an app, with a client of our own: signed requests on kept connections, or envelopes on a socket.
import { createHmac } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { WebSocket } from 'ws';
import { z } from 'zod';

/** One connection (or, over a socket, one envelope in flight): sends a payload and gives the text of the acknowledgement. */
export type Lane = { send(payload: Payload): Promise<string>; close(): void };

export type Payload =
  | { readonly kind: 'command'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'click'; readonly fields: object };

export type Target = {
  readonly port: number;
  readonly signingSecret: string;
  /** The time by the clock of the measured process, epoch milliseconds. */
  readonly now: () => number;
};

/** A kept connection to an app in HTTP mode. */
export async function httpLane(target: Target): Promise<Lane> {
  const socket = connect({ port: target.port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  const hear = answersOf(socket);
  return {
    send(payload) {
      const body = bodyOf(payload);
      const stamp = String(Math.floor(target.now() / 1_000));
      const signature = createHmac('sha256', target.signingSecret)
        .update(`v0:${stamp}:${body}`)
        .digest('hex');
      const answer = hear();
      socket.write(
        `POST /slack/events HTTP/1.1\r\nhost: bench\r\ncontent-type: application/x-www-form-urlencoded\r\n` +
          `x-slack-request-timestamp: ${stamp}\r\nx-slack-signature: v0=${signature}\r\n` +
          `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      return answer;
    },
    close: () => socket.destroy(),
  };
}

const bodyOf = (payload: Payload): string =>
  payload.kind === 'command'
    ? new URLSearchParams(payload.fields).toString()
    : new URLSearchParams({ payload: JSON.stringify(payload.fields) }).toString();

type Waiting = { resolve(text: string): void; reject(error: Error): void };

/** Reads HTTP/1.1 answers off a connection, one at a time: `content-length` or chunked. */
function answersOf(socket: Socket): () => Promise<string> {
  let text = '';
  let waiting: Waiting | undefined;
  const settle = (step: (one: Waiting) => void): void => {
    const one = waiting;
    waiting = undefined;
    if (one !== undefined) step(one);
  };
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    text += String(chunk);
    const whole = wholeAnswer(text);
    if (whole === undefined) return;
    text = '';
    settle((one) =>
      whole.startsWith('HTTP/1.1 200') ? one.resolve(whole) : one.reject(new Error(whole.slice(0, 200))),
    );
  });
  const lost = (): void => settle((one) => one.reject(new Error('The app closed the connection.')));
  socket.on('close', lost);
  socket.on('error', lost);
  return () =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      if (socket.destroyed) lost();
    });
}

function wholeAnswer(text: string): string | undefined {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  const done = length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= head + 4 + Number(length);
  return done ? text : undefined;
}

const ack = z.object({ envelope_id: z.string() });

/** Lanes that share one socket; the acknowledgement is known by its envelope. */
export function socketLanes(socket: WebSocket): () => Promise<Lane> {
  const waiting = new Map<string, (text: string) => void>();
  let count = 0;
  socket.on('message', (data) => {
    const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
    const { envelope_id: envelope } = ack.parse(JSON.parse(text));
    waiting.get(envelope)?.(text);
    waiting.delete(envelope);
  });
  const send: Lane['send'] = ({ kind, fields }) =>
    new Promise((resolve) => {
      count += 1;
      const envelope = `e${count}-${Date.now()}`;
      waiting.set(envelope, resolve);
      const type = kind === 'command' ? 'slash_commands' : 'interactive';
      socket.send(
        JSON.stringify({ envelope_id: envelope, type, payload: fields, accepts_response_payload: true }),
      );
    });
  return () => Promise.resolve({ send, close: () => undefined });
}
