// What the calendar runs, and when (UTC).
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Instant } from './domain/instant.ts';
import { day, hour } from './domain/instant.ts';
import type { Engine } from './engine.ts';
import type { Intake } from './intake.ts';
import type { Job } from './scheduler/calendar.ts';
import { proposeReturns } from './scheduler/rightsize.ts';
import { proposalsFor } from './store/proposals.ts';
import type { Store } from './store/store.ts';
import { takeUsage } from './usage-intake.ts';

export type JobParts = {
  readonly config: Pick<Config, 'policyFile'>;
  readonly log: Logger;
  readonly store: Store;
  readonly engine: Engine;
  readonly now: () => Instant;
  readonly intake: Pick<Intake, 'directory' | 'birthrights'>;
  /** Asks Slack who is in the user groups that the policy names. */
  readonly syncUserGroups: () => Promise<void>;
  /** Looks for what is due. */
  readonly wake: () => void;
};

/** Makes the jobs; at the start they run in this order, those that are late. */
export function createJobs(parts: JobParts): readonly Job[] {
  const { store, engine, now, intake, wake, config, log } = parts;
  const { read } = store;
  const usage = { engine, read, now, log, policyFile: config.policyFile };
  return [
    { name: 'sweep', cron: '* * * * *', everyMs: 60_000, run: async () => wake() },
    { name: 'directory', cron: '7 * * * *', everyMs: hour * 1_000, run: intake.directory },
    { name: 'birthrights', cron: '41 4 * * *', everyMs: day * 1_000, run: intake.birthrights },
    // At each start too: whatever was known before a stop may be wrong by now.
    { name: 'user_groups', cron: '*/10 * * * *', everyMs: 0, run: parts.syncUserGroups },
    // At each start too: somebody may have put another file there.
    { name: 'usage', cron: '37 4 * * *', everyMs: 0, run: () => takeUsage(usage) },
    {
      name: 'rightsize',
      cron: '11 7 * * 1',
      everyMs: 7 * day * 1_000,
      run: () => proposeReturns({ read, engine, now, proposalsFor }),
    },
    {
      name: 'inbox',
      cron: '23 3 * * *',
      everyMs: day * 1_000,
      run: async () => void (await store.write((tx) => tx.forgetDeliveries(now() - 7 * day * 1_000))),
    },
  ];
}
