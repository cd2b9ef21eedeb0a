// From an approver's "yes" to the grant that is durable.
import { approve, contest } from './approvals.ts';
import type { Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import type { Size } from './company.ts';
import { largeCompany, smallCompany } from './company.ts';
import type { Result } from './result.ts';
import { atLeast } from './result.ts';
import { medianOf } from './rounds.ts';

const aSlice = 60;

/** The engine's approvals, one after the other, against the same rows by hand; in a small company and in a large one. */
export async function goal2(watch: Watch): Promise<readonly Result[]> {
  const small = await oneByOne(watch, smallCompany);
  const large = await oneByOne(watch, largeCompany);
  const line = { goal: 2, unit: 'tx/s', against: 'the same rows, raw, FULL', bound: atLeast(0.75) } as const;
  return [
    { ...line, what: `approve, ${words(smallCompany)}`, ...medianOf(small.pairs) },
    { ...line, what: `approve, ${words(largeCompany)}`, ...medianOf(large.pairs) },
    blockResult('approvals one by one', worst([...small.seen, ...large.seen])),
  ];
}

const words = (size: Size): string =>
  `${size.people} people, ${size.entitlements} items, ${size.rules} rules`;

const oneByOne = (watch: Watch, size: Size) =>
  contest(watch, {
    size,
    aSlice,
    ours: async (house, some) => {
      for (const one of some) await approve(house, one);
    },
    peers: (raw, some) => some.forEach((one) => raw.approve(one)),
  });
