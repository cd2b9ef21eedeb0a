import type { Database } from 'better-sqlite3';
import { marked } from './failure.ts';

export type GroupCommit = {
  /** Runs the work in a transaction; settles after the commit. */
  readonly write: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves when nothing waits any more. */
  readonly drained: () => Promise<void>;
};

// A batch ends at either limit, so that the event loop is never held for long.
const maxBatch = 64;
const maxBatchMs = 5;

type Job = { run(): Promise<void>; resolve(): void; reject(error: unknown): void };

/**
 * One writer, one transaction at a time. All that wait in the same event-loop turn share one BEGIN IMMEDIATE and one COMMIT, so one
 * fsync, with a savepoint each: a failing one is undone alone. Nobody hears "done" before the commit is on disk.
 *
 * Why this is safe: before COMMIT returns, none of a batch survives a crash; after it, all of it does (WAL, synchronous=FULL). State,
 * audit entry, inbox row and outbox row of one command are in one savepoint, so none is ever there without the others.
 */
export function groupCommit(connection: Database): GroupCommit {
  const steps = stepsOf(connection);
  const queue: Job[] = [];
  const waiting: (() => void)[] = [];
  let busy = false;
  const turn = async (): Promise<void> => {
    const alone = queue.length === 1 ? queue.pop() : undefined;
    if (alone === undefined) await commitBatch(steps, queue);
    else await commitAlone(steps, alone);
    if (queue.length > 0) {
      setImmediate(() => void turn());
      return;
    }
    busy = false;
    for (const resolve of waiting.splice(0)) resolve();
  };
  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        queue.push(jobFor(work, { resolve, reject }));
        if (!busy) setImmediate(() => void turn());
        busy = true;
      }),
    drained: () => (busy ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  };
}

function jobFor<T>(
  work: () => Promise<T>,
  promise: { resolve(value: T): void; reject(error: unknown): void },
): Job {
  let settle = (): void => {};
  return {
    run: async () => {
      const value = await work();
      settle = () => promise.resolve(value);
    },
    resolve: () => settle(),
    reject: promise.reject,
  };
}

/** One that is alone needs no savepoint, a third of the price of a small transaction. */
async function commitAlone(steps: Steps, job: Job): Promise<void> {
  try {
    steps.begin.run();
    await job.run();
    steps.commit.run();
    job.resolve();
  } catch (error) {
    if (steps.inTransaction()) steps.rollback.run();
    job.reject(marked(error));
  }
}

async function commitBatch(steps: Steps, queue: Job[]): Promise<void> {
  const done: Job[] = [];
  const failed: (() => void)[] = [];
  try {
    steps.begin.run();
    const end = performance.now() + maxBatchMs;
    for (let count = 0; count < maxBatch && performance.now() < end; count += 1) {
      const job = queue.shift();
      if (job === undefined) break;
      done.push(job);
      steps.savepoint.run();
      try {
        await job.run();
      } catch (error) {
        done.pop();
        failed.push(() => job.reject(marked(error)));
        steps.undo.run();
      }
      steps.release.run();
    }
    steps.commit.run();
    for (const job of done) job.resolve();
  } catch (error) {
    // The disk is full, somebody holds the file, or SQLite undid the whole transaction by itself: nothing of this batch is there.
    const lost = done.length + failed.length > 0 ? done : queue.splice(0, maxBatch);
    for (const job of lost) job.reject(marked(error));
    if (steps.inTransaction()) steps.rollback.run();
  } finally {
    for (const tell of failed) tell();
  }
}

type Steps = ReturnType<typeof stepsOf>;

const stepsOf = (connection: Database) => ({
  begin: connection.prepare('begin immediate'),
  savepoint: connection.prepare('savepoint command'),
  undo: connection.prepare('rollback to command'),
  release: connection.prepare('release command'),
  commit: connection.prepare('commit'),
  rollback: connection.prepare('rollback'),
  inTransaction: () => connection.inTransaction,
});
