// A workspace with everything in it that Slack's reference pages name a refusal for, and Slack's own client to ask it.
import { LogLevel, WebClient } from '@slack/web-api';
import type { Shape } from '../json.ts';
import { isShape, words } from '../json.ts';
import type { Json } from '../page/protocol.ts';
import type { Sandbox, SandboxOptions } from '../sandbox.ts';
import type { TestApp } from '../test-workspace.ts';
import { anna, ben, call, connect, manifest, openWorkspace } from '../test-workspace.ts';

export const START = Date.UTC(2026, 10, 23, 9);
export const seconds = START / 1000;
export const crowd = Array.from({ length: 8 }, (_, index) => ({
  id: `U000CROWD${index}`,
  name: `crowd${index}`,
  realName: `Crowd ${index}`,
  email: `crowd${index}@example.com`,
}));
const left = { id: 'U0000LEFT', name: 'left', realName: 'Lea Left', email: 'left@example.com' };
const scopes = [
  'chat:write, commands, im:write, mpim:write, users:read, users:read.email, users.profile:read, team:read',
  'reactions:write, usergroups:read, channels:join, channels:manage, groups:write, channels:read, groups:read, im:read',
  'channels:history, groups:history, im:history',
].join(', ');

const step =
  'functions: { grant: { title: Grant, output_parameters: { properties: { until: { type: string } }, required: [until] } } }';

export type World = {
  readonly slack: Sandbox;
  readonly client: WebClient;
  readonly app: TestApp;
  /** A message of the app in #general, one of Anna, and a message to be sent in an hour. */
  readonly own: string;
  readonly hers: string;
  readonly scheduled: string;
  /** A trigger id Slack has just issued to Anna. */
  trigger(): Promise<string>;
  /** The error of Slack's answer, 'ok' when there is none. */
  ask(method: string, args: Shape): Promise<string>;
};

export async function openWorld(options: Partial<SandboxOptions> = {}): Promise<World> {
  const slack = await openWorkspace({
    manifest: manifest(scopes, step),
    clock: { start: START, running: false },
    users: [anna, ben, { ...left, flags: ['deactivated'] }, ...crowd],
    channels: [
      { id: 'C00000001', name: 'general', kind: 'channel', members: [anna.id, 'U0000BOT1'] },
      { id: 'C00000002', name: 'random', kind: 'channel', members: [anna.id] },
      { id: 'C00000003', name: 'team', kind: 'private', members: [anna.id, ben.id, 'U0000BOT1'] },
      { id: 'C00000004', name: 'secret', kind: 'private', members: [anna.id] },
      { id: 'C00000005', name: 'old', kind: 'channel', members: ['U0000BOT1'], archived: true },
      { id: 'C00000006', name: 'open', kind: 'channel', members: [anna.id] },
    ],
    ...options,
  });
  const client = clientOf(slack, slack.tokens.bot);
  const app = await connect(slack);
  const post = { channel: 'C00000001', text: 'hello' };
  const own = words(await call(slack, 'chat.postMessage', post), 'ts') ?? '';
  const later = { ...post, post_at: seconds + 3600 };
  const scheduled = words(await call(slack, 'chat.scheduleMessage', later), 'scheduled_message_id') ?? '';
  await slack.as(anna.id).say('C00000001', 'hers');
  const hers = slack.channel('C00000001').at(-1)?.ts ?? '';
  const trigger = async (): Promise<string> => {
    await slack.as(anna.id).command('/access');
    return words(app.envelopes.at(-1)?.payload, 'trigger_id') ?? '';
  };
  const ask = (method: string, args: Shape) => errorOf(() => client.apiCall(method, { ...args }));
  return { slack, client, app, own, hers, scheduled, trigger, ask };
}

/** Slack's own client; it neither retries nor waits, so a test sees what came over the wire. */
export function clientOf(slack: Sandbox, token: string | undefined): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      setLevel() {},
      getLevel: () => LogLevel.ERROR,
      setName() {},
    },
  });
}

/** 'ok', or the name of the refusal as Slack's client reports it. */
export async function errorOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'ok';
  } catch (failure) {
    const data = isShape(failure) ? failure['data'] : undefined;
    return words(data, 'error') ?? String(failure);
  }
}

export function modal(more: { readonly [key: string]: Json } = {}): Shape {
  const title = { type: 'plain_text', text: 'Ask' };
  return { type: 'modal', title, blocks: [{ type: 'divider' }], ...more };
}
