// The Slack app: Bolt over a socket or over HTTP, the same listeners behind both, and what the rest of the house needs of Slack.
import type { CustomRoute } from '@slack/bolt';
import { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Secret } from '../domain/secret.ts';
import { reveal } from '../domain/secret.ts';
import type { Engine } from '../engine.ts';
import type { Ink } from './blocks/drawing.ts';
import { boltLog } from './bolt-log.ts';
import { entrance } from './entrance.ts';
import { createLimiter } from './limiter.ts';
import type { Log } from './log.ts';
import { errorFields } from './log.ts';
import { createNotify } from './notify.ts';
import { permalink } from './permalink.ts';
import { createInbox } from './receive.ts';
import { register } from './register.ts';
import { createStanding } from './standing.ts';
import { seal } from './token.ts';
import { userGroupSync } from './user-groups.ts';
import type { Desk, Notify } from './visit.ts';
import type { Wire, WireParts } from './wire.ts';
import { httpWire, socketWire } from './wire.ts';

export type SlackApp = {
  /** Asks Slack who we are, then takes deliveries. Rejects when Slack cannot be reached or does not know the token. */
  start(): Promise<void>;
  /** Takes nothing new, lets what is in hand finish, and closes the connection. */
  stop(): Promise<void>;
  readonly notify: Notify;
  /** Asks Slack who is in the user groups that the policy names. Rejects when Slack does not tell. */
  syncUserGroups(): Promise<void>;
  /** The port of HTTP mode once it is started. */
  port(): number | undefined;
};

export type SlackOptions = {
  readonly mode:
    | { readonly kind: 'socket'; readonly appToken: Secret }
    | { readonly kind: 'http'; readonly signingSecret: Secret };
  /** For HTTP mode: where to listen (0: any free port), and what else is served there. */
  readonly port: number;
  /** Absent: all addresses. */
  readonly host?: string;
  readonly routes: readonly CustomRoute[];
  readonly botToken: Secret;
  readonly apiUrl: string;
  readonly engine: Engine;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** 32 bytes: seals the values of buttons. */
  readonly tokenKey: Uint8Array;
  readonly log: Log;
};

/** A click waits for the answer, and Slack's patience is three seconds in all. */
const standingTimeout = 1_500;

/** Puts the app together. Nothing is sent before `start`, except that `notify` works at once. */
export function createSlackApp(options: SlackOptions): SlackApp {
  const { engine, now, log } = options;
  const logger = boltLog(log);
  const inbox = createInbox({ engine, now, log, refuse: () => desk });
  const wire = wireFor(options, { before: inbox.before, boltLogger: logger, log, now });
  const app = new App({
    token: reveal(options.botToken),
    receiver: wire.receiver,
    logger,
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
    clientOptions: clientOptions(options.apiUrl, 10_000),
  });
  const workspace = { team: '', url: '' };
  const asker = new WebClient(reveal(options.botToken), {
    ...clientOptions(options.apiUrl, standingTimeout),
    logger,
  });
  const standing = createStanding({
    team: () => workspace.team,
    usersInfo: (user) => asker.users.info({ user }),
    now,
  });
  const desk = furnish(options, app.client, {
    permalink: (at) => permalink(workspace.url, at),
    identityOf: (user) => standing.of(workspace.team, user),
  });
  app.use(entrance({ desk, standing, limiter: createLimiter(now) }));
  const syncUserGroups = userGroupSync(engine, app.client, () => workspace.team);
  register(app, desk, { standing, syncUserGroups });
  app.error(async ({ error }: { error: Error }) => log.error(errorFields(error), 'a listener failed'));
  return {
    notify: desk.notify,
    syncUserGroups,
    port: wire.port,
    async start() {
      await app.init();
      const known = await app.client.auth.test();
      workspace.team = known.team_id ?? '';
      workspace.url = known.url ?? '';
      await wire.receiver.start();
    },
    async stop() {
      await inbox.drain();
      await wire.receiver.stop();
    },
  };
}

function furnish(
  { engine, now, log, tokenKey }: SlackOptions,
  client: WebClient,
  of: Pick<Desk, 'permalink' | 'identityOf'>,
): Desk {
  const ink = (): Ink => ({ now: now(), token: (action, sealed) => seal(tokenKey, sealed, action) });
  return {
    engine,
    client,
    tokenKey,
    now,
    log,
    ink,
    notify: createNotify({ engine, client, ink }),
    ...of,
  };
}

function wireFor({ mode, ...options }: SlackOptions, parts: WireParts): Wire {
  return mode.kind === 'socket'
    ? socketWire(parts, { appToken: reveal(mode.appToken), apiUrl: options.apiUrl })
    : httpWire(parts, {
        signingSecret: reveal(mode.signingSecret),
        listen: { port: options.port, ...(options.host === undefined ? {} : { host: options.host }) },
        routes: options.routes,
      });
}

/**
 * A fresh object for each client: Bolt and its clients write into what they are given. No retries of the client's own (a lost answer
 * would post twice), and a rate limit is an error that the outbox waits out.
 */
const clientOptions = (slackApiUrl: string, timeout: number) => ({
  slackApiUrl,
  timeout,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
});
