import { eq, sql } from 'drizzle-orm';
import { gap, type Handle, prepared } from './handle.ts';
import type { Read, Write } from './store.ts';

export function jobReads({ db, t: { jobRuns } }: Handle): Pick<Read, 'jobRun'> {
  const run = prepared(
    'jobs.run',
    db
      .select({ at: jobRuns.at })
      .from(jobRuns)
      .where(eq(jobRuns.job, gap('job'))),
  );
  return { jobRun: async (job) => (await run({ job }))[0]?.at };
}

export function jobWrites({ db, t: { jobRuns } }: Handle): Pick<Write, 'recordJobRun'> {
  const record = prepared(
    'jobs.record',
    db
      .insert(jobRuns)
      .values({ job: gap('job'), at: gap('at') })
      .onConflictDoUpdate({ target: jobRuns.job, set: { at: sql`excluded.at` } }),
  );
  return {
    recordJobRun: async (job, at) => {
      await record({ job, at });
    },
  };
}
