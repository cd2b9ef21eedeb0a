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
  // How many looks in a row found nothing they could do.
  let idle = 0;
  const failed = (error: unknown): void => parts.log.error({ error }, 'the sweep failed and is repeated');
  // The work is not waited for: a target that answers slowly must not hold up what is due.
  const look = async (): Promise<void> => {
    wanted = false;
    idle = 1 + idle;
    if ((await parts.sweep()) > 0) idle = 0;
    parts.drain().catch(failed);
  };
  const rounds = async (): Promise<void> => {
    do await look().catch(failed);
    while (wanted && !stopped);
    if (!stopped) await arm();
  };
  const arm = async (): Promise<void> => {
    const due = await sleepMs(parts, idle > 1).catch(() => longestSleepMs);
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

async function sleepMs({ read, now }: TimekeeperParts, stuck: boolean): Promise<number> {
  const [due, work] = [await read.nextDue(), await read.nextWork()];
  const untilDue = due === undefined ? longestSleepMs : Math.max(stuck ? breath : 0, due - now());
  // The worker has what is due in hand already, and looks for more by itself.
  const untilWork = work === undefined || work <= now() ? longestSleepMs : work - now();
  return Math.min(longestSleepMs, untilDue, untilWork);
}

/** How long it waits when what is due cannot be done just now. */
const breath = 1_000;
