// The workspace's own time: what it shows, when triggers die and when Slack tries an event again.

export type Clock = {
  now(): number;
  /** Moves the clock forward, stopping at every due task on the way and waiting for it. */
  advance(seconds: number): Promise<void>;
  /** Runs the task once the clock reaches the instant; the function it answers takes the task back. */
  at(instant: number, task: () => Promise<void> | void): () => void;
  stop(): void;
};

type Task = { readonly instant: number; readonly run: () => Promise<void> | void };
type Hands = { offset: number; timer: NodeJS.Timeout | undefined; readonly tasks: Set<Task> };

// setTimeout fires at once beyond 2^31-1 ms, so a far task is looked at again after a day.
const LONGEST_WAIT_MS = 86_400_000;

/**
 * @param start epoch ms the clock shows first; real now when absent
 * @param running false: only advance() moves it
 */
export function startClock(options: { start?: number; running?: boolean }): Clock {
  const running = options.running ?? true;
  const startedAt = Date.now();
  const start = options.start ?? startedAt;
  const hands: Hands = { offset: 0, timer: undefined, tasks: new Set() };
  const now = (): number => start + hands.offset + (running ? Date.now() - startedAt : 0);
  const rearm = (): void => {
    clearTimeout(hands.timer);
    const next = earliest(hands.tasks);
    if (next === undefined || !running) return;
    hands.timer = setTimeout(() => void runDue(), clamp(next.instant - now())).unref();
  };
  const runDue = async (): Promise<void> => {
    for (let next = earliest(hands.tasks); next !== undefined && next.instant <= now(); ) {
      hands.tasks.delete(next);
      await next.run();
      next = earliest(hands.tasks);
    }
    rearm();
  };
  return {
    now,
    advance: async (seconds) => {
      const target = now() + seconds * 1000;
      for (let next = earliest(hands.tasks); next !== undefined && next.instant <= target; ) {
        hands.offset += Math.max(0, next.instant - now());
        await runDue();
        next = earliest(hands.tasks);
      }
      hands.offset += Math.max(0, target - now());
      rearm();
    },
    at: (instant, run) => {
      const task = { instant, run };
      hands.tasks.add(task);
      rearm();
      return () => {
        hands.tasks.delete(task);
        rearm();
      };
    },
    stop: () => {
      clearTimeout(hands.timer);
      hands.tasks.clear();
    },
  };
}

function clamp(milliseconds: number): number {
  return Math.min(Math.max(0, milliseconds), LONGEST_WAIT_MS);
}

function earliest(tasks: ReadonlySet<Task>): Task | undefined {
  let first: Task | undefined;
  for (const task of tasks) if (first === undefined || task.instant < first.instant) first = task;
  return first;
}
