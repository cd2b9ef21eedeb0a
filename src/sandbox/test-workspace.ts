// A small workspace and the smallest possible app, for tests that look at the wire itself.
import { WebSocket } from 'ws';
import type { Shape } from './json.ts';
import { isShape, words } from './json.ts';
import type { Json } from './page/protocol.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import { startSandbox } from './sandbox.ts';

export const anna = { id: 'U0000ANNA', name: 'anna', realName: 'Anna Berg', email: 'anna@example.com' };
export const ben = { id: 'U00000BEN', name: 'ben', realName: 'Ben Costa', email: 'ben@example.com' };

/** @param scopes the bot's, in place of the ones the product has */
export function manifest(
  scopes = 'chat:write, commands, im:write, users:read, users:read.email',
  more = '',
): string {
  return `
display_information: { name: Hallpass }
features:
  app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true }
  bot_user: { display_name: Hallpass }
  slash_commands:
    - { command: /access, description: Ask for access, usage_hint: request, should_escape: true }
oauth_config: { scopes: { bot: [${scopes}] } }
settings:
  event_subscriptions: { bot_events: [app_home_opened, team_join, user_change] }
  interactivity: { is_enabled: true }
  socket_mode_enabled: true
${more}`;
}

export function openWorkspace(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({
    manifest: manifest(),
    users: [anna, ben],
    channels: [
      { id: 'C00000001', name: 'general', kind: 'channel', members: [anna.id, 'U0000BOT1'] },
      { id: 'C00000002', name: 'random', kind: 'channel', members: [anna.id] },
      { id: 'C00000003', name: 'team', kind: 'private', members: [anna.id, ben.id, 'U0000BOT1'] },
    ],
    ...options,
  });
}

/** A Web API call with the bot's token, as Bolt sends it: a form whose nested values are JSON. */
export async function call(slack: Sandbox, method: string, args: Shape = {}): Promise<Shape> {
  const form = Object.entries(args).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.tokens.bot}` },
    body: new URLSearchParams(Object.fromEntries(form)),
  });
  const body: unknown = await response.json();
  return isShape(body) ? body : {};
}

export type Envelope = {
  readonly envelope_id: string;
  readonly type: string;
  readonly payload: Shape;
} & Shape;
export type TestApp = {
  readonly frames: Shape[];
  readonly envelopes: Envelope[];
  readonly closed: Promise<void>;
  send(frame: Json): void;
  leave(): void;
};

/**
 * Connects over Socket Mode. `answer` gives an ack its payload; null leaves the envelope unacknowledged.
 * @param query appended to the address Slack has given
 */
export async function connect(
  slack: Sandbox,
  answer: (envelope: Envelope) => Json | undefined | null = () => undefined,
  query = '',
): Promise<TestApp> {
  const url = words(await openConnection(slack), 'url') ?? '';
  const socket = new WebSocket(`${url}${query}`);
  const frames: Shape[] = [];
  const envelopes: Envelope[] = [];
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      const frame: unknown = JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
      if (!isShape(frame)) return;
      frames.push(frame);
      if (frame['type'] === 'hello' || frame['type'] === 'disconnect') return resolve();
      if (!isEnvelope(frame)) return;
      envelopes.push(frame);
      const payload = answer(frame);
      if (payload !== null) socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload }));
    });
  });
  return {
    frames,
    envelopes,
    closed,
    send: (frame) => socket.send(JSON.stringify(frame)),
    leave: () => socket.terminate(),
  };
}

async function openConnection(slack: Sandbox): Promise<unknown> {
  const headers = { authorization: `Bearer ${slack.tokens.app}` };
  const response = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
  return response.json();
}

function isEnvelope(frame: Shape): frame is Envelope {
  return (
    typeof frame['envelope_id'] === 'string' && typeof frame['type'] === 'string' && isShape(frame['payload'])
  );
}
