import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { createCalendar } from './calendar.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const hour = 3_600_000;
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hallpass-calendar-'));
  store = await openStore(`file:${join(folder, 'test.db')}`);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts a calendar at this hour and stops it again; says whether the hourly job was caught up. */
async function startAt(now: number, run: () => Promise<void> = async () => undefined): Promise<number> {
  let runs = 0;
  const errors: string[] = [];
  const calendar = createCalendar({
    store,
    now: () => now,
    jobs: [
      {
        name: 'hourly',
        cron: '7 * * * *',
        everyMs: hour,
        run: async () => {
          runs += 1;
          await run();
        },
      },
    ],
    log: { info: () => undefined, error: (_, message) => errors.push(message) },
  });
  await calendar.start();
  await calendar.stop();
  return runs;
}

test('a run that was missed while nothing was running is caught up once', async () => {
  expect(await startAt(noon)).toBe(1);
  expect(await startAt(noon + hour - 1)).toBe(0);
  expect(await startAt(noon + 5 * hour)).toBe(1);
  expect(await startAt(noon + 5 * hour + 1)).toBe(0);
});

test('a run that failed counts as missed', async () => {
  expect(await startAt(noon, () => Promise.reject(new Error('no')))).toBe(1);
  expect(await startAt(noon + 1)).toBe(1);
});
