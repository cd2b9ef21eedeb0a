import type { Instant } from '../domain/instant.ts';
import type { Read } from '../store/store.ts';

export type TimekeeperParts = {
  readonly read: Pick<Read, 'nextDue' | 'nextWork'>;
  readonly now: () => Instant;
  /** Does what is due; resolves to how much that was. */
  readonly sweep: () => Promise<number>;
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
  // A due instant that a look could do nothing about: looking again at once would not help.
  let stuckAt: Instant | undefined;
  const failed = (error: unknown): void => parts.log.error({ error }, 'the sweep failed and is repeated');
  // The work is not waited for: a target that answers slowly must not hold up what is due.
  const look = async (): Promise<void> => {
    wanted = false;
    if ((await parts.sweep()) > 0) stuckAt = undefined;
    parts.drain().catch(failed);
  };
  const rounds = async (): Promise<void> => {
    do await look().catch(failed);
    while (wanted && !stopped);
    if (!stopped) await arm();
  };
  const arm = async (): Promise<void> => {
    const sleep = await sleepMs(parts, stuckAt).catch(() => ({ ms: longestSleepMs, stuckAt: undefined }));
    stuckAt = sleep.stuckAt;
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(run, wanted ? 0 : sleep.ms);
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
    async tick() {
      await parts.sweep();
      await parts.drain();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

type Sleep = { readonly ms: number; readonly stuckAt: Instant | undefined };

/** Until the next due instant. One that has come since the look is looked at now; if it stays, after a breath. */
async function sleepMs({ read, now }: TimekeeperParts, stuckAt: Instant | undefined): Promise<Sleep> {
  const [due, work] = [await read.nextDue(), await read.nextWork()];
  const left = due === undefined ? longestSleepMs : due - now();
  const untilDue = left > 0 ? left : due === stuckAt ? breath : 0;
  // The worker has what is due in hand already, and looks for more by itself.
  const untilWork = work === undefined || work <= now() ? longestSleepMs : work - now();
  return { ms: Math.min(longestSleepMs, untilDue, untilWork), stuckAt: left > 0 ? undefined : due };
}

/** How long it waits when what is due cannot be done just now. */
const breath = 1_000;
