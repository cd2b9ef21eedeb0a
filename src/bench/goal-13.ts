// The longest that the event loop is held while 10,000 grants end at once. The other goals add lines of their own.
import { join } from 'node:path';
import type { Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import type { Clockwork } from './clockwork.ts';
import { openClockwork } from './clockwork.ts';
import { grantAt } from './company.ts';
import { inFolder, settle } from './house.ts';
import type { Result } from './result.ts';
import { roundCount } from './rounds.ts';

const due = 10_000;
const size = { people: 2_000, entitlements: 5, rules: 10 };

/** The sweep of what is due, and the work that follows from it, each as the clock does them. */
export const goal13 = (watch: Watch): Promise<readonly Result[]> =>
  inFolder(async (folder) => {
    const sweeps = [];
    const works = [];
    for (let round = 0; round < roundCount; round += 1) {
      const clock = await openClockwork(join(folder, `${round}.db`));
      await settle(clock, size);
      await clock.drain();
      const now = Date.now();
      const put = (at: number) => clock.store.write((tx) => tx.put({ put: 'grant', row: grantAt(at, now) }));
      await Promise.all(Array.from({ length: due }, (_, at) => put(at)));
      const swept = await watch.during(clock.sweep);
      if (swept.value !== due) throw new Error(`${swept.value} of ${due} grants ended.`);
      sweeps.push(swept.blocks);
      const worked = await watch.during(() => drainAll(clock));
      if (worked.value < due) throw new Error(`${worked.value} pieces of work followed, not ${due}.`);
      works.push(worked.blocks);
      await clock.stop();
    }
    return [
      blockResult('sweep of 10,000 due grants', worst(sweeps)),
      blockResult('the work after that sweep', worst(works)),
    ];
  });

async function drainAll(clock: Clockwork): Promise<number> {
  let count = 0;
  for (let done = await clock.drain(); done > 0; done = await clock.drain()) count += done;
  return count;
}
