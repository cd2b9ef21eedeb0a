// The composition root: config → store → engine → connectors → Slack → scheduler → http, and the way back down.
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { seal } from './audit/chain.ts';
import { verifyChain } from './audit/verify.ts';
import type { Config } from './config.ts';
import { createConnectors } from './connectors/registry.ts';
import type { Judge } from './domain/condition.ts';
import type { Instant } from './domain/instant.ts';
import type { Secret } from './domain/secret.ts';
import type { Doubt } from './doubt.ts';
import { createDoubt } from './doubt.ts';
import type { Engine } from './engine.ts';
import { createEngine } from './engine.ts';
import { createFreshId } from './fresh-id.ts';
import { healthRoutes, serveRoutes } from './http/health.ts';
import { createIntake } from './intake.ts';
import { createJobs } from './jobs.ts';
import { lastInstant } from './last-instant.ts';
import { openWindow } from './open-window.ts';
import { createJudge } from './policy/condition/judge.ts';
import { re2Whole } from './policy/condition/re2.ts';
import { readiness } from './readiness.ts';
import { createAssigner } from './scheduler/assign.ts';
import { createCalendar } from './scheduler/calendar.ts';
import { sweep } from './scheduler/clock.ts';
import { createNewcomers } from './scheduler/newcomers.ts';
import { createReconciler } from './scheduler/reconcile.ts';
import type { Timekeeper } from './scheduler/timekeeper.ts';
import { createTimekeeper } from './scheduler/timekeeper.ts';
import type { Worker } from './scheduler/worker.ts';
import { createWorker } from './scheduler/worker.ts';
import { createSlackApp } from './slack/app.ts';
import { loadCase } from './store/facts.ts';
import { createLook } from './store/look.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { endUnlessInForce, takePolicy } from './take-policy.ts';
import { untilSlackAnswers } from './until-slack-answers.ts';

export type Hallpass = {
  readonly engine: Engine;
  readonly store: Store;
  /** Connects to Slack, brings in the directory and the policy, and begins to serve. Revocation runs from the first moment. */
  start(): Promise<void>;
  /** Looks once at what is due and does it: what the timer does, on demand. */
  tick(): Promise<void>;
  wake(): void;
  /** Reads the policy file and applies it; says what came of it. Throws `IntakeRefused` with the faults, if it has any. */
  applyPolicy(by: string): Promise<string>;
  /** Where Slack's requests are taken in HTTP mode, once it is started. */
  port(): number | undefined;
  /** Lets what is in hand finish, then closes everything. */
  stop(): Promise<void>;
};

export type HallpassParts = {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => Instant;
  readonly random: () => number;
  /** The value of a variable that a connector's configuration names. */
  readonly secretOf: (name: string) => Secret | undefined;
  /** Values that the policy file may use in `config:` blocks. */
  readonly variables: Readonly<Record<string, string>>;
};

/** Puts the house together on an opened store. Nothing runs before `start`. */
export async function createHallpass(parts: HallpassParts): Promise<Hallpass> {
  const { config } = parts;
  const store = await openStore(config.databaseUrl);
  // On SQLite no other process can be at work: whatever was held when the last one ended is free.
  if (store.dialect === 'sqlite') await store.write((tx) => tx.freeWork());
  const doubt = createDoubt(parts.now, await lastInstant(store));
  const { now } = doubt;
  await checkAudit(store, doubt, parts.log);
  const newId = createFreshId(now);
  const judge = createJudge();
  let wake = (): void => undefined;
  const engine = createEngine({
    store,
    look: createLook(store.read, () => ({ now: now(), judge })),
    loadCase,
    seal,
    moment: () => ({ now: now(), newId, doubt: doubt.reason(), judge, matches: re2Whole }),
    wake: () => wake(),
  });
  const slack = createSlackApp({
    mode: config.slack,
    port: config.port,
    ...(config.host === undefined ? {} : { host: config.host }),
    routes: healthRoutes(() => readiness(store.read, now())),
    botToken: config.botToken,
    apiUrl: config.slackApiUrl,
    engine,
    now,
    tokenKey: config.secretKey,
    log: parts.log,
  });
  const worker = staff({ parts, store, engine, slack, now, judge });
  const timekeeper = watch({ parts, store, engine, slack, worker, now });
  wake = timekeeper.wake;
  return assemble({ parts, store, engine, slack, worker, timekeeper, now, doubt, judge });
}

/** The clock of the house: what is due, then who came on call meanwhile. */
function watch({
  parts,
  store,
  engine,
  slack,
  worker,
  now,
}: Omit<Rooms, 'timekeeper' | 'doubt' | 'judge'>): Timekeeper {
  const newcomers = createNewcomers({
    read: store.read,
    engine,
    now,
    policyChanged: () =>
      slack.syncUserGroups().catch((error: unknown) => parts.log.error({ error }, notAsked)),
  });
  return createTimekeeper({
    read: store.read,
    now,
    async sweep() {
      const done = await sweep({ read: store.read, engine, now });
      await newcomers().catch((error: unknown) => parts.log.error({ error }, 'newcomers were not asked'));
      return done;
    },
    drain: () => worker.drain(),
    log: parts.log,
  });
}

/** The worker, with the kinds of work it can do. */
function staff({
  parts,
  store,
  engine,
  slack,
  now,
  judge,
}: Omit<Rooms, 'worker' | 'timekeeper' | 'doubt'>): Worker {
  const { log } = parts;
  const connectors = createConnectors({ secretOf: parts.secretOf });
  return createWorker({
    store,
    now,
    random: parts.random,
    owner: `${hostname()}:${process.pid}`,
    reconcile: createReconciler({
      read: store.read,
      engine,
      connectorOf: connectors.of,
      now,
      log: (level, message, fields) => log[level](fields, message),
    }),
    assign: createAssigner({ read: store.read, engine, judge, log }),
    drawCard: async (card) => {
      const drawn = await slack.notify(card);
      if (drawn.is === 'undeliverable') log.warn({ card, error: drawn.error }, 'a card cannot be delivered');
      return drawn.is === 'retry'
        ? { is: 'later', error: drawn.error, afterMs: drawn.afterMs }
        : { is: 'done' };
    },
    log,
  });
}

type Rooms = {
  readonly parts: HallpassParts;
  readonly store: Store;
  readonly engine: Engine;
  readonly slack: ReturnType<typeof createSlackApp>;
  readonly worker: Worker;
  readonly timekeeper: Timekeeper;
  readonly now: () => Instant;
  readonly doubt: Doubt;
  readonly judge: Judge;
};

function assemble(rooms: Rooms): Hallpass {
  const { parts, store, engine, slack, worker, timekeeper, now, judge } = rooms;
  const office = { ...parts, read: store.read, engine, judge, now };
  const intake = createIntake(office);
  const stopping = new AbortController();
  let closeHealth = async (): Promise<void> => undefined;
  let closeWindow = closeHealth;
  const calendar = createCalendar({
    store,
    now,
    log: parts.log,
    jobs: createJobs({ ...parts, ...rooms, ...slack, intake, wake: timekeeper.wake }),
  });
  return {
    engine,
    store,
    tick: timekeeper.tick,
    wake: timekeeper.wake,
    port: slack.port,
    applyPolicy: (by) => takePolicy({ ...rooms, intake }, by),
    async start() {
      timekeeper.start();
      if (parts.config.slack.kind === 'socket')
        closeHealth = await serveRoutes(
          healthRoutes(() => readiness(store.read, now())),
          listenAt(parts.config),
        );
      closeWindow = await openWindow({ ...office, ...rooms, intake });
      await untilSlackAnswers(parts, stopping.signal, async () => {
        await takePolicy({ ...rooms, intake }, 'start').catch((error: unknown) =>
          endUnlessInForce({ store, log: parts.log }, error),
        );
        await slack.start();
      });
      await calendar.start();
    },
    async stop() {
      stopping.abort();
      await closeWindow();
      await slack.stop();
      await calendar.stop();
      await timekeeper.stop();
      await worker.stop();
      await closeHealth();
      await store.close();
    },
  };
}

const notAsked = 'Slack did not tell who is in which user group; after an hour they count as empty';

async function checkAudit(store: Store, doubt: Doubt, log: Logger): Promise<void> {
  const verified = await verifyChain(store.read.auditAfter);
  if (verified.is === 'intact') return;
  doubt.auditBroken(verified.text);
  log.error(
    { seq: verified.seq, fault: verified.fault },
    'the audit log does not verify: nothing new is granted, revocation goes on',
  );
}

const listenAt = ({ port, host }: Config) => (host === undefined ? { port } : { port, host });
