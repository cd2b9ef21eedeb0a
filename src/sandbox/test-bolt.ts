// Unmodified Bolt 5 against a small workspace, for tests that look at what an app really gets.
import { createServer } from 'node:net';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import { startSandbox } from './sandbox.ts';

export const MANIFEST = `
display_information: { name: Hallpass }
features:
  app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true }
  bot_user: { display_name: Hallpass }
  slash_commands:
    - { command: /access, description: Ask for access, usage_hint: request, should_escape: true }
oauth_config: { scopes: { bot: [chat:write, commands, im:write, users:read, users:read.email] } }
settings:
  event_subscriptions: { bot_events: [app_home_opened, team_join, user_change] }
  interactivity: { is_enabled: true }
  socket_mode_enabled: true
`;
export const ANNA = { id: 'U0000ANNA', name: 'anna', realName: 'Anna Berg', email: 'anna@example.com' };
export const BEN = { id: 'U00000BEN', name: 'ben', realName: 'Ben Costa', email: 'ben@example.com' };
const GENERAL = { id: 'C00000001', name: 'general', kind: 'channel', members: [ANNA.id] } as const;

export const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
const running: (() => Promise<unknown>)[] = [];

/** Ends every app and workspace that a test has started. */
export async function stopAll(): Promise<void> {
  for (const stop of running.splice(0).reverse()) await stop();
}

type Rig = { readonly slack: Sandbox; readonly app: App };

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Slack's own framework, connected and started. */
export async function rig(
  mode: 'socket' | 'http',
  listeners: (app: App) => void,
  options: Partial<SandboxOptions> = {},
): Promise<Rig> {
  const slack = await startSandbox({
    manifest: MANIFEST,
    users: [ANNA, BEN],
    channels: [GENERAL],
    ...options,
  });
  const { tokens, apiUrl } = slack;
  const receiver =
    mode === 'socket'
      ? new SocketModeReceiver({
          appToken: tokens.app,
          installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
          clientPingTimeout: 500,
          logger: quiet,
        })
      : new HTTPReceiver({ signingSecret: tokens.signingSecret, logger: quiet });
  const app = new App({
    token: tokens.bot,
    receiver,
    logger: quiet,
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
  app.error(async () => undefined);
  listeners(app);
  const port = mode === 'http' ? await freePort() : 0;
  running.push(
    () => slack.stop(),
    () => app.stop(),
  );
  await app.start(port);
  if (mode === 'http') {
    const target = { mode: 'http', url: `http://127.0.0.1:${port}/slack/events` } as const;
    const taken = await slack.deliverTo(target);
    if (!taken.ok) throw new Error(taken.text);
  }
  return { slack, app };
}
