// The clock and the worker as they run in production, without Slack and with people as the only connector.
import { createConnectors } from '../connectors/registry.ts';
import type { Engine } from '../engine.ts';
import { sweep } from '../scheduler/clock.ts';
import { createReconciler } from '../scheduler/reconcile.ts';
import { createTimekeeper } from '../scheduler/timekeeper.ts';
import { createWorker } from '../scheduler/worker.ts';
import type { House } from './house.ts';
import { openHouse } from './house.ts';

export type Clockwork = House & {
  start(): void;
  /** Ends what is due, without the work that follows from it. */
  sweep(): Promise<number>;
  /** Does the work that waits. */
  drain(): Promise<number>;
  stop(): Promise<void>;
};

/** Opens the house in `file` with its clock. `ended` hears of every expiry once it is durable. */
export async function openClockwork(
  file: string,
  ended: (grant: string) => void = () => undefined,
): Promise<Clockwork> {
  const made: { wake(): void } = { wake: () => undefined };
  const house = await openHouse(file, () => made.wake());
  const { store } = house;
  const engine: Engine = {
    ...house.engine,
    async handle(command, delivery) {
      const outcome = await house.engine.handle(command, delivery);
      if (command.kind === 'expire_grant') ended(command.grant);
      return outcome;
    },
  };
  const worker = staff({ store, engine });
  const sweepNow = () => sweep({ read: store.read, engine, now: Date.now });
  const timekeeper = createTimekeeper({
    read: store.read,
    now: Date.now,
    sweep: sweepNow,
    drain: worker.drain,
    log,
  });
  made.wake = timekeeper.wake;
  return {
    store,
    engine,
    start: timekeeper.start,
    sweep: sweepNow,
    drain: worker.drain,
    async stop() {
      await timekeeper.stop();
      await worker.stop();
      await store.close();
    },
  };
}

const log = {
  warn: () => undefined,
  error: (fields: object, message: string) => console.error(message, fields),
};

function staff({ store, engine }: House) {
  const connectors = createConnectors({ secretOf: () => undefined });
  return createWorker({
    store,
    now: Date.now,
    random: Math.random,
    owner: 'bench',
    reconcile: createReconciler({
      read: store.read,
      engine,
      connectorOf: connectors.of,
      now: Date.now,
      log: () => undefined,
    }),
    assign: async () => ({ is: 'done' }),
    drawCard: () => Promise.resolve({ is: 'done' }),
    log,
  });
}
