// Two processes on one PostgreSQL, each with a worker, while other transactions hold the rows they want to claim.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effect } from '../domain/decision.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { storeConflict } from '../store/store.ts';
import type { TestDatabase } from '../store/test-postgres.ts';
import { postgresForTests, postgresMissing } from '../store/test-postgres.ts';
import { createWorker } from './worker.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const work = (...keys: string[]): Effect[] =>
  keys.map((key) => ({ kind: 'reconcile', key, notBefore: noon, urgent: false }));

describe('the claim on PostgreSQL', () => {
  const missing = postgresMissing();
  if (missing !== undefined) return it.skip(missing);
  let database: TestDatabase;
  let admin: pg.Client;
  let stores: Store[] = [];

  beforeEach(async () => {
    const made = await postgresForTests();
    if ('missing' in made) throw new Error(made.missing);
    database = made;
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
  });
  afterEach(async () => {
    await admin.end();
    for (const store of stores) await store.close();
    await database.stop();
  });

  /** Opens the stores; a claimer that waits looks for a deadlock after so many milliseconds, the administrator much later. */
  async function open(deadlockTimeout: number): Promise<readonly [Store, Store]> {
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`alter database "${name}" set deadlock_timeout = ${deadlockTimeout}`);
    await admin.query("set deadlock_timeout = '60s'");
    const [one, other] = await Promise.all([openStore(database.url), openStore(database.url)]);
    stores = [one, other];
    return [one, other];
  }

  function workerOn(store: Store, reconcile: (key: string) => Promise<void>) {
    return createWorker({
      store,
      now: () => noon,
      random: () => 0.5,
      owner: `process ${stores.indexOf(store)}`,
      reconcile: async (key) => {
        await reconcile(key);
        return { is: 'done' };
      },
      assign: async () => ({ is: 'done' }),
      drawCard: async () => ({ is: 'done' }),
      log: { warn: () => undefined, error: () => undefined },
    });
  }

  /** Resolves when somebody waits for a row. */
  async function somebodyWaits(): Promise<void> {
    const waiting = 'select count(*)::int as n from pg_locks where not granted';
    while ((await admin.query<{ n: number }>(waiting)).rows[0]?.n === 0);
  }

  const touch = (key: string) => admin.query('update outbox set wanted = wanted + 1 where key = $1', [key]);

  /** How many deadlocks the server has broken in this database. It counts them when the transaction is over. */
  async function deadlocks(): Promise<number> {
    const { rows } = await admin.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0]?.deadlocks);
  }

  it('that the server broke off, because another transaction wanted the same rows the other way round, is tried again', async () => {
    const [store] = await open(1_000);
    const keys = Array.from('abcdefghij');
    await store.write((tx) => tx.enqueue(work(...keys), noon));
    const done: string[] = [];
    const worker = workerOn(store, async (key) => void done.push(key));
    await admin.query('begin');
    await touch('e');
    const draining = worker.drain();
    await somebodyWaits();
    // The claim holds some of the others and waits for this one. Wanting one of those, each waits for the other.
    const left = await admin.query<{ key: string }>('select key from outbox for update skip locked');
    const held = keys.find((key) => !left.rows.some((row) => row.key === key));
    if (held === undefined) throw new Error('The claim holds nothing yet.');
    await touch(held);
    await admin.query('commit');
    expect(await draining).toBe(10);
    expect(done.sort()).toEqual(keys);
    expect(await store.read.nextWork()).toBeUndefined();
    await expect.poll(deadlocks).toBeGreaterThan(0);
  });

  it('of many claimers, with others writing the same rows in every order: each piece is in one hand at a time, and none is left', async () => {
    await open(20);
    const keys = Array.from({ length: 20 }, (_, at) => `k${String(at).padStart(2, '0')}`);
    const inHand = new Set<string>();
    const done = new Map<string, number>();
    const twice: string[] = [];
    const workers = stores.map((store) =>
      workerOn(store, async (key) => {
        if (inHand.has(key)) twice.push(key);
        inHand.add(key);
        await Promise.resolve();
        done.set(key, (done.get(key) ?? 0) + 1);
        inHand.delete(key);
      }),
    );
    // Like the engine, those who enqueue begin anew when they were in the way of another.
    const enqueue = async (store: Store, effects: readonly Effect[]): Promise<void> => {
      try {
        await store.write((tx) => tx.enqueue(effects, noon));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === storeConflict)) throw error;
        await enqueue(store, effects);
      }
    };
    const rounds = Array.from({ length: 4 }, (_, round) => {
      const order = round % 2 === 0 ? keys : keys.toReversed();
      return stores.map((store) => enqueue(store, work(...order)));
    });
    await Promise.all([...rounds.flat(), ...workers.map((worker) => worker.drain())]);
    for (const worker of workers) await worker.drain();
    expect(twice).toEqual([]);
    expect([...done.keys()].sort()).toEqual(keys);
    for (const store of stores) expect(await store.read.nextWork()).toBeUndefined();
  });
});
