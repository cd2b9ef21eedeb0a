import type { Instant } from '../domain/instant.ts';
import type { Read } from '../store/store.ts';

export type TimekeeperParts = {
  readonly read: Pick<Read, 'nextDue' | 'nextWork'>;
  readonly now: () => Instant;
  readonly sweep: () => Promise<unknown>;
  readonly drain: () => Promise<unknown>;
  readonly log: { error(fields: object, message: string): void };
};

export type Timekeeper = {
  start(): void;
  /** Something may be due: look now. */
  wake(): void;
  /** Looks once, and resolves when everything due now is done. */
  tick(): Promise<void>;
  stop(): Promise<void>;
};

/** The longest the sweep ever sleeps: a lost wake-up, a stalled cron or a clock that was moved costs no more than this. */
const longestSleepMs = 10_000;

/** One timer, armed for the next due instant and never for longer than ten seconds, around the sweep and the worker. */
export function createTimekeeper(parts: TimekeeperParts): Timekeeper {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let wanted = false;
  let stopped = true;
  const look = async (): Promise<void> => {
    wanted = false;
    await parts.sweep();
    await parts.drain();
  };
  const rounds = async (): Promise<void> => {
    do await look().catch((error: unknown) => parts.log.error({ error }, 'the sweep failed and is repeated'));
    while (wanted && !stopped);
    if (!stopped) await arm();
  };
  const arm = async (): Promise<void> => {
    const due = await sleepMs(parts).catch(() => longestSleepMs);
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(run, wanted ? 0 : due);
  };
  const run = (): void => {
    wanted = true;
    running ??= rounds().finally(() => {
      running = undefined;
      if (wanted && !stopped) run();
    });
  };
  return {
    start() {
      stopped = false;
      run();
    },
    wake() {
      if (!stopped) run();
    },
    tick: look,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function sleepMs({ read, now }: TimekeeperParts): Promise<number> {
  const dues = [await read.nextDue(), await read.nextWork()].filter((at) => at !== undefined);
  return Math.max(0, Math.min(longestSleepMs, ...dues.map((at) => at - now())));
}
