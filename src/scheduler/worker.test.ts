import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../store/failure.ts';
import { openStore } from '../store/open.ts';
import type { Store, Write } from '../store/store.ts';
import { storeConflict } from '../store/store.ts';
import type { WorkerParts, WorkResult } from './worker.ts';
import { createWorker } from './worker.ts';

const noon = Date.UTC(2026, 10, 23, 12);
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hallpass-worker-'));
  store = await openStore(`file:${join(folder, 'test.db')}`);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const want = (...keys: string[]) =>
  store.write((tx) =>
    tx.enqueue(
      keys.map((key) => ({ kind: 'reconcile', key, notBefore: noon, urgent: false })),
      noon,
    ),
  );

function workerThat(
  reconcile: (key: string) => Promise<WorkResult>,
  more: Partial<Pick<WorkerParts, 'now' | 'store'>> = {},
) {
  const warnings: unknown[] = [];
  const worker = createWorker({
    store,
    now: () => noon,
    random: () => 0.5,
    owner: 'test',
    reconcile,
    assign: async () => ({ is: 'done' }),
    drawCard: async () => ({ is: 'done' }),
    log: { warn: (fields) => warnings.push(fields), error: (fields) => warnings.push(fields) },
    ...more,
  });
  return { worker, warnings };
}

test('does all of it, however much more than it takes in hand at once', async () => {
  const done: string[] = [];
  const { worker } = workerThat(async (key) => {
    done.push(key);
    return { is: 'done' };
  });
  await want(...Array.from({ length: 100 }, (_, index) => `person|item/${index}`));
  await worker.drain();
  expect(new Set(done).size).toBe(100);
  expect(await store.read.nextWork()).toBeUndefined();
});

test('a slow piece holds up no other, and work wanted again while it is in hand is done again', async () => {
  let finish = (): void => undefined;
  const done: string[] = [];
  const { worker } = workerThat(async (key) => {
    done.push(key);
    if (key === 'slow' && done.filter((one) => one === 'slow').length === 1)
      await new Promise<void>((resolve) => (finish = resolve));
    return { is: 'done' };
  });
  await want('slow');
  const draining = worker.drain();
  await expect.poll(() => done).toEqual(['slow']);
  await want('quick', 'slow');
  void worker.drain();
  await expect.poll(() => done).toEqual(['slow', 'quick']);
  finish();
  await draining;
  await worker.drain();
  expect(done).toEqual(['slow', 'quick', 'slow']);
});

test('what fails comes back after the back-off, or after the time the target named; what throws does too', async () => {
  let now = noon;
  const answers: (() => Promise<WorkResult>)[] = [
    async () => ({ is: 'later', error: 'busy', afterMs: 7_000 }),
    () => Promise.reject(new Error('a bug')),
    async () => ({ is: 'done' }),
  ];
  const { worker, warnings } = workerThat(() => answers.shift()?.() ?? Promise.resolve({ is: 'done' }), {
    now: () => now,
  });
  await want('once');
  await worker.drain();
  expect(await store.read.nextWork()).toBe(noon + 7_000);
  expect(await store.read.stuckWork(5)).toMatchObject([{ attempts: 1, lastError: 'busy' }]);
  now = noon + 7_000;
  await worker.drain();
  expect(await store.read.stuckWork(5)).toMatchObject([{ attempts: 2, lastError: 'a bug' }]);
  now += 15 * 60_000;
  await worker.drain();
  expect(await store.read.nextWork()).toBeUndefined();
  expect(warnings.length).toBeGreaterThanOrEqual(2);
});

describe('while other transactions are in the way', () => {
  /** The store, whose next claims of work for targets lose against others that many times. */
  const beaten = (times: number): Store => {
    let left = times;
    const claimWork =
      (tx: Write): Write['claimWork'] =>
      async (ask) => {
        if (!ask.kinds.includes('reconcile') || left === 0) return tx.claimWork(ask);
        left -= 1;
        throw failure(storeConflict, 'Another was first.');
      };
    return { ...store, write: (work) => store.write((tx) => work({ ...tx, claimWork: claimWork(tx) })) };
  };

  test.each([1, 4])('a claim that loses %i times is tried again, and the work is done', async (times) => {
    const done: string[] = [];
    const { worker } = workerThat(
      async (key) => {
        done.push(key);
        return { is: 'done' };
      },
      { store: beaten(times) },
    );
    await want('a', 'b');
    await worker.drain();
    expect(done.sort()).toEqual(['a', 'b']);
    expect(await store.read.nextWork()).toBeUndefined();
  });

  test('a claim that loses five times says so, holds nothing, and the next look takes the work', async () => {
    const { worker } = workerThat(async () => ({ is: 'done' }), { store: beaten(5) });
    await want('a');
    await expect(worker.drain()).rejects.toMatchObject({ code: storeConflict });
    expect(await store.read.nextWork()).toBe(noon);
    await worker.drain();
    expect(await store.read.nextWork()).toBeUndefined();
  });

  test('what became of the work is written all the same, so that it is not done twice', async () => {
    let lose = 0;
    const losing: Store = {
      ...store,
      write: (work) =>
        lose-- > 0 ? Promise.reject(failure(storeConflict, 'Another was first.')) : store.write(work),
    };
    const { worker, warnings } = workerThat(
      async () => {
        lose = 4;
        return { is: 'done' };
      },
      { store: losing },
    );
    await want('a');
    await worker.drain();
    expect([await store.read.nextWork(), warnings]).toEqual([undefined, []]);
  });
});
