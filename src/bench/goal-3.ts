// 64 approvals at once share their commits; the peer pays one fsync for each row.
import { approve, contest } from './approvals.ts';
import type { Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import { smallCompany } from './company.ts';
import type { Result } from './result.ts';
import { atLeast } from './result.ts';
import { medianOf } from './rounds.ts';

const burst = 64;
const bursts = 4;

/** Bursts of 64 through the engine, against single rows and against the same approvals by hand, each committed alone. */
export async function goal3(watch: Watch): Promise<readonly Result[]> {
  const ours = {
    size: smallCompany,
    aSlice: burst * bursts,
    ours: async (house: Parameters<typeof approve>[0], some: readonly Parameters<typeof approve>[1][]) => {
      for (let from = 0; from < some.length; from += burst)
        await Promise.all(some.slice(from, from + burst).map((one) => approve(house, one)));
    },
  };
  const rows = await contest(watch, { ...ours, peers: (raw, some) => some.forEach(() => raw.row()) });
  const whole = await contest(watch, {
    ...ours,
    peers: (raw, some) => some.forEach((one) => raw.approve(one)),
  });
  const line = { goal: 3, unit: 'tx/s' } as const;
  return [
    {
      ...line,
      what: '64 approvals at once',
      ...medianOf(rows.pairs),
      against: 'raw rows, a FULL commit each',
      bound: atLeast(3),
    },
    {
      ...line,
      what: '64 approvals at once',
      ...medianOf(whole.pairs),
      against: 'raw approvals, a FULL commit each',
    },
    blockResult('64 approvals at once', worst([...rows.seen, ...whole.seen])),
  ];
}
