// The real bot, put together as in production, on a clock that can be moved.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { secret } from '../domain/secret.ts';
import type { Hallpass } from '../main.ts';
import { createHallpass } from '../main.ts';
import type { Served, Settings } from './app-side.ts';
import { freePort } from './free-port.ts';

/** Work in hand is held for 90 s; what is due later than that is no longer ours to wait for. */
const leaseMs = 95_000;
const longestQuietMs = 20_000;

/** Starts it on the database `hallpass.db` and the policy `access.yml` of the folder. */
export async function startBot(settings: Settings): Promise<Served> {
  const port = await freePort();
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const hallpass = await createHallpass({
    config: {
      botToken: secret('xoxb-bench'),
      slack:
        settings.mode === 'http'
          ? { kind: 'http', signingSecret: secret(settings.signingSecret) }
          : { kind: 'socket', appToken: secret('xapp-bench') },
      slackApiUrl: settings.apiUrl,
      port,
      databaseUrl: `file:${join(settings.folder, 'hallpass.db')}`,
      policyFile: join(settings.folder, 'access.yml'),
      secretKey: randomBytes(32),
      logLevel: 'silent',
    },
    log: pino({ level: 'silent' }),
    now,
    random: Math.random,
    secretOf: () => undefined,
    variables: {},
  });
  await hallpass.start();
  return {
    port,
    pass(milliseconds) {
      ahead += milliseconds;
    },
    quiet: () => untilQuiet(hallpass, now),
    stop: hallpass.stop,
  };
}

async function untilQuiet({ store }: Hallpass, now: () => number): Promise<void> {
  const end = Date.now() + longestQuietMs;
  while (((await store.read.nextWork()) ?? Number.POSITIVE_INFINITY) <= now() + leaseMs) {
    if (Date.now() > end) {
      const stuck = JSON.stringify(await store.read.stuckWork(3));
      throw new Error(`Work is still waiting after ${longestQuietMs / 1_000} s: ${stuck}`);
    }
    await sleep(20);
  }
}
