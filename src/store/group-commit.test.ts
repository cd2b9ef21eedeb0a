import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GroupCommit, groupCommit } from './group-commit.ts';

let folder: string;
let connection: Database.Database;
let commits: GroupCommit;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hallpass-commit-'));
  connection = new Database(join(folder, 'x.db'), { timeout: 0 });
  connection.pragma('journal_mode = WAL');
  connection.exec(
    'create table note (id integer primary key, of integer references note deferrable initially deferred, text)',
  );
  commits = groupCommit(connection);
});
afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true });
});

const insert = (id: number, of: number | null = null, text = '') =>
  commits.write(async () => {
    connection.prepare('insert into note values (?, ?, ?)').run(id, of, text);
    return id;
  });
const ids = () => connection.prepare('select id from note order by id').pluck().all();

it('tells nobody "done" when the commit fails, and goes on with the next', async () => {
  const settled = await Promise.allSettled([insert(1), insert(2, 99), insert(3)]);
  expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(ids()).toEqual([]);
  expect(await insert(4)).toBe(4);
  expect(ids()).toEqual([4]);
});

it('undoes a failing write wholly, alone or in company, and only that one', async () => {
  const failing = (id: number) =>
    commits.write(async () => {
      connection.prepare('insert into note values (?, null, null)').run(id);
      throw new Error(`not ${id}`);
    });
  await expect(failing(1)).rejects.toThrow('not 1');
  const settled = await Promise.allSettled([insert(2), failing(3), insert(4)]);
  expect(settled[1]).toMatchObject({ reason: { message: 'not 3' } });
  expect(ids()).toEqual([2, 4]);
});

it('marks a write that the disk has no room for, and keeps what others wrote', async () => {
  expect(await insert(1)).toBe(1);
  connection.pragma('max_page_count = 4');
  const settled = await Promise.allSettled([insert(2), insert(3, null, 'x'.repeat(100_000)), insert(4)]);
  expect(settled[1]).toMatchObject({ reason: { code: 'E-STORE-UNAVAILABLE' } });
  const kept = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(ids()).toEqual([1, ...kept]);
  connection.pragma('max_page_count = 1000');
  expect(await insert(5)).toBe(5);
});

it('marks writes while somebody else holds the file, and works again afterwards', async () => {
  const other = new Database(join(folder, 'x.db'));
  other.exec('begin immediate');
  const settled = await Promise.allSettled([insert(1), insert(2)]);
  expect(settled).toMatchObject([
    { reason: { code: 'E-STORE-UNAVAILABLE' } },
    { reason: { code: 'E-STORE-UNAVAILABLE' } },
  ]);
  other.exec('rollback');
  other.close();
  expect(await insert(3)).toBe(3);
});

it('lets the event loop turn between batches', async () => {
  const busy = (milliseconds: number) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
  };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const writing = Array.from({ length: 300 }, (_, id) =>
    commits.write(async () => {
      busy(1);
      connection.prepare('insert into note values (?, null, null)').run(id);
    }),
  );
  let turns = 0;
  const tick = setInterval(() => {
    turns += 1;
  }, 1);
  await Promise.all(writing);
  clearInterval(tick);
  delay.disable();
  expect(turns).toBeGreaterThan(20);
  expect(ids()).toHaveLength(300);
});

it('keeps the order in which writes were asked for', async () => {
  const order: number[] = [];
  await Promise.all(Array.from({ length: 200 }, (_, at) => commits.write(async () => void order.push(at))));
  expect(order).toEqual(Array.from({ length: 200 }, (_, at) => at));
  await commits.drained();
});
