// The questions asked most often must not get slower with the years: a thousand grants against a million.
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { homeTab } from '../slack/blocks/home.ts';
import { seal } from '../slack/token.ts';
import type { Blocks, Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import { person, smallCompany } from './company.ts';
import { fill } from './fill.ts';
import type { House } from './house.ts';
import { inFolder, openHouse, settle } from './house.ts';
import type { Result } from './result.ts';
import { atMost } from './result.ts';
import { interleaved, median } from './rounds.ts';

const perPerson = 50;
const tabs = 200;
const lookups = 2_000;

/** Each against the same question in a small database, people taken at random. */
export const goal6 = (watch: Watch): Promise<readonly Result[]> =>
  inFolder(async (folder) => {
    const small = await filled(join(folder, 'small.db'), 1_000);
    const large = await filled(join(folder, 'large.db'), 1_000_000);
    const seen: Blocks[] = [];
    const both = (ask: (one: Filled) => Promise<number>) =>
      interleaved(async () => {
        const peer = await ask(small);
        const { value, blocks } = await watch.during(() => ask(large));
        seen.push(blocks);
        return { measured: value, peer };
      });
    await drawTabs(small);
    await drawTabs(large);
    const due = await both(askDue);
    const home = await both(drawTabs);
    await small.house.store.close();
    await large.house.store.close();
    const line = { goal: 6, unit: 'µs', against: 'the same with 1,000 grants', bound: atMost(1.2) } as const;
    return [
      { ...line, what: 'due lookup, 1,000,000 grants', ...due },
      { ...line, what: 'Home tab, 1,000,000 grants', ...home },
      blockResult('due lookup and Home tab', worst(seen)),
    ];
  });

type Filled = { readonly house: House; readonly people: number };

async function filled(file: string, grants: number): Promise<Filled> {
  const people = grants / perPerson;
  const first = await openHouse(file);
  await settle(first, smallCompany);
  const policy = (await first.store.read.currentPolicy())?.id ?? '';
  await first.store.close();
  fill({ file, grants, perPerson, policy, now: Date.now() });
  return { house: await openHouse(file), people };
}

/** What the clock asks each time it wakes: is anything due, and when is the next. Microseconds, the median of many. */
async function askDue({ house }: Filled): Promise<number> {
  const { read } = house.store;
  return medianMicros(lookups, async () => {
    await read.grantsToExpire(Date.now(), 50);
    await read.nextDue();
  });
}

/** Reads, draws and writes out the Home tab of somebody taken at random. Microseconds, the median of many. */
function drawTabs({ house, people }: Filled): Promise<number> {
  const key = new Uint8Array(32);
  const ink = {
    now: Date.now(),
    token: (action: string, about: Parameters<typeof seal>[1]) => seal(key, about, action),
  };
  return medianMicros(tabs, async () => {
    const view = await house.engine.look.home(person(Math.floor(Math.random() * people)));
    if (view === undefined) throw new Error('There is no such person.');
    JSON.stringify(homeTab(view, ink));
  });
}

async function medianMicros(times: number, ask: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const start = performance.now();
    await ask();
    took.push((performance.now() - start) * 1_000);
    // Others get their turn, as between two clicks.
    await nextTurn();
  }
  return median(took);
}
