// As much of Slack as the measured processes need in order to run: measuring equipment, no model of Slack.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { team } from './company.ts';

/** An Approve button that was posted to somebody. */
export type Button = { readonly value: string; readonly channel: string; readonly ts: string };

export type SlackStub = {
  readonly apiUrl: string;
  /** The newest socket that a process has opened. */
  socket(): WebSocket | undefined;
  /** Takes the Approve buttons that were posted since. */
  takeButtons(): readonly Button[];
  close(): Promise<void>;
};

type Said = { readonly buttons: Button[]; posted: number };

/** Starts it on a free port of this machine. Every call is answered at once. */
export async function startSlackStub(): Promise<SlackStub> {
  const said: Said = { buttons: [], posted: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const method = (request.url ?? '').replace(/^\/api\//, '');
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const body = JSON.stringify({ ok: true, ...answer(method, form, { origin: origin(), said }) });
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  const sockets = new WebSocketServer({ server, path: '/link' });
  let newest: WebSocket | undefined;
  sockets.on('connection', (socket) => {
    newest = socket;
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0BENCH' } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = (): string => `127.0.0.1:${portOf(server.address())}`;
  return {
    apiUrl: `http://${origin()}/api/`,
    socket: () => newest,
    takeButtons: () => said.buttons.splice(0),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(
  method: string,
  form: URLSearchParams,
  { origin, said }: { readonly origin: string; readonly said: Said },
): object {
  switch (method) {
    case 'auth.test':
      return {
        team_id: team,
        user_id: 'U0BOT',
        bot_id: 'B0BOT',
        url: 'http://bench/',
        team: 'Bench',
        user: 'bot',
      };
    case 'apps.connections.open':
      return { url: `ws://${origin}/link` };
    case 'users.info':
      return { user: { id: form.get('user'), team_id: team } };
    case 'conversations.open':
      return { channel: { id: `D${form.get('users')}` } };
    case 'chat.postMessage': {
      said.posted += 1;
      const at = {
        channel: form.get('channel') ?? '',
        ts: `1700000000.${String(said.posted).padStart(6, '0')}`,
      };
      const value = approveValue(form.get('blocks') ?? '[]');
      if (value !== undefined) said.buttons.push({ value, ...at });
      return at;
    }
    case 'chat.update':
      return { channel: form.get('channel'), ts: form.get('ts') };
    default:
      return {};
  }
}

const blocks = z.array(
  z.object({
    elements: z
      .array(z.object({ action_id: z.string().optional(), value: z.string().optional() }))
      .optional(),
  }),
);

/** The value of the Approve button in a message, if it has one. */
function approveValue(text: string): string | undefined {
  if (!text.includes('"approve"')) return undefined;
  const elements = blocks.parse(JSON.parse(text)).flatMap((block) => block.elements ?? []);
  return elements.find((one) => one.action_id === 'approve')?.value;
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
