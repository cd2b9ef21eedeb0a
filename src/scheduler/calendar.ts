import { schedule } from 'node-cron';
import type { Instant } from '../domain/instant.ts';
import type { Store } from '../store/store.ts';

/** A job of the calendar. `everyMs` is its longest distance: a run that was missed is caught up at the start. */
export type Job = {
  readonly name: string;
  readonly cron: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
};

export type CalendarParts = {
  readonly store: Store;
  readonly now: () => Instant;
  readonly jobs: readonly Job[];
  readonly log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
};

/** Runs jobs by the calendar (UTC) and remembers when each last ran. A job never runs beside itself; a failure is logged and tried at its next time. */
export function createCalendar(parts: CalendarParts): { start(): Promise<void>; stop(): Promise<void> } {
  let tasks: readonly ReturnType<typeof schedule>[] = [];
  return {
    async start() {
      for (const job of parts.jobs) if (await isMissed(parts, job)) await runJob(parts, job);
      tasks = parts.jobs.map((job) =>
        schedule(job.cron, () => runJob(parts, job), { timezone: 'UTC', noOverlap: true }),
      );
    },
    async stop() {
      for (const task of tasks) await task.destroy();
    },
  };
}

async function isMissed({ store, now }: CalendarParts, job: Job): Promise<boolean> {
  const last = await store.read.jobRun(job.name);
  return last === undefined || now() - last >= job.everyMs;
}

async function runJob(parts: CalendarParts, job: Job): Promise<void> {
  try {
    await job.run();
    await parts.store.write((tx) => tx.recordJobRun(job.name, parts.now()));
    parts.log.info({ job: job.name }, 'calendar job ran');
  } catch (error) {
    parts.log.error({ job: job.name, error }, 'calendar job failed');
  }
}
