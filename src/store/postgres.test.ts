import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardId, personId } from '../domain/ids.ts';
import { openStore } from './open.ts';
import type { Store } from './store.ts';
import { postgresForTests } from './test-postgres.ts';
import { noon, person, sealed } from './test-rows.ts';

const database = await postgresForTests();

describe('PostgreSQL', () => {
  if ('missing' in database) return it.skip(database.missing);
  const { url } = database;
  let [one, other]: Store[] = [];
  const admin = new pg.Client({ connectionString: url });
  beforeAll(async () => {
    // Two processes that start together on an empty database.
    [one, other] = await Promise.all([openStore(url), openStore(url)]);
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await one?.close();
    await other?.close();
    await database.stop();
  });

  it('is brought up to date once, whoever starts first', async () => {
    const { rows } = await admin.query(
      'select count(*)::int as n, count(distinct hash)::int as kinds from drizzle.__drizzle_migrations',
    );
    expect(rows[0].n).toBe(rows[0].kinds);
    await (await openStore(url)).close();
  });

  it('waits for the disk in every transaction, whatever the database is set to', async () => {
    await admin.query(`
      alter database "${new URL(url).pathname.slice(1)}" set synchronous_commit = off;
      create table seen (setting text);
      create function look() returns trigger language plpgsql as
        $$ begin insert into seen values (current_setting('synchronous_commit')); return new; end $$;
      create trigger look before insert on job_runs for each row execute function look()`);
    const store = await openStore(url);
    await store.write((tx) => tx.recordJobRun('durable', noon));
    await store.close();
    expect((await admin.query('select setting from seen')).rows).toEqual([{ setting: 'on' }]);
  });

  it('lets two processes want the same work in opposite orders without waiting for each other', async () => {
    const works = Array.from(
      { length: 40 },
      (_, at) => ({ kind: 'card', card: cardId(`cross${at}`) }) as const,
    );
    const rounds = Array.from({ length: 30 }, (_, at) =>
      (at % 2 ? one! : other!).write((tx) => tx.enqueue(at % 2 ? works : works.toReversed(), noon)),
    );
    const ended = await Promise.allSettled(rounds);
    expect(ended.filter((round) => round.status === 'rejected')).toEqual([]);
  });

  it('keeps one chain of audit entries, whichever process writes', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        (at % 2 ? one! : other!).write(async (tx) => {
          await tx.put({ put: 'person', row: person(`chain${at}`) });
          await tx.appendAudit(sealed(await tx.auditHead()));
        }),
      ),
    );
    const entries = await other!.read.auditAfter(0, 100);
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    expect(await one!.read.auditHead()).toEqual({ seq: 60, hash: 'hash 60' });
  });

  it.each(["update audit set because = ''", 'delete from audit', 'truncate audit'])(
    'refuses to change the audit log: %s',
    async (statement) => {
      await expect(admin.query(statement)).rejects.toThrow('The audit log is append-only');
    },
  );

  it('marks a deadlock, so that the same work is tried again, and lets the other through', async () => {
    for (const id of ['lock_a', 'lock_b'])
      await one!.write((tx) => tx.put({ put: 'person', row: person(id) }));
    let met = 0;
    let meet = (): void => {};
    const both = new Promise<void>((resolve) => (meet = resolve));
    const change = (store: Store, ids: readonly string[]) =>
      store.write(async (tx) => {
        for (const id of ids) {
          await tx.put({ put: 'person', row: { ...person(id), version: 2 } });
          met += 1;
          if (met === 2) meet();
          await both;
        }
      });
    const settled = await Promise.allSettled([
      change(one!, ['lock_a', 'lock_b']),
      change(other!, ['lock_b', 'lock_a']),
    ]);
    expect(settled.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(settled.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'E-STORE-CONFLICT' },
    });
  });

  it('keeps nothing of a transaction in which a statement failed, even if the failure was swallowed', async () => {
    const swallowed = one!.write(async (tx) => {
      await tx.put({ put: 'person', row: person('swallowed') });
      await tx.put({ put: 'person', row: person('bad\u0000text') }).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow();
    expect(await one!.read.person(personId('swallowed'))).toBeUndefined();
  });

  it('goes on with new connections after the server dropped all of them', async () => {
    await one!.read.jobRun('x');
    const drop = () =>
      admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'hallpass'",
      );
    await Promise.all(Array.from({ length: 5 }, () => one!.write((tx) => tx.jobRun('x'))));
    const broken = one!.write(async (tx) => {
      await drop();
      await tx.recordJobRun('x', noon);
    });
    await expect(broken).rejects.toMatchObject({ code: 'E-STORE-UNAVAILABLE' });
    await one!.write((tx) => tx.recordJobRun('x', noon + 1));
    expect(await one!.read.jobRun('x')).toBe(noon + 1);
  });

  it('refuses a database that a newer Hallpass changed', async () => {
    await admin.query(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)",
    );
    await expect(openStore(url)).rejects.toMatchObject({ code: 'E-DB-NEWER' });
    await admin.query("delete from drizzle.__drizzle_migrations where hash = 'x'");
  });

  it('says so when there is no server', async () => {
    const nowhere = new URL(url);
    nowhere.port = '1';
    await expect(openStore(nowhere.href)).rejects.toMatchObject({ code: 'E-STORE-UNAVAILABLE' });
    const none = new URL(url);
    none.pathname = '/none';
    await expect(openStore(none.href)).rejects.toMatchObject({ code: 'E-STORE-UNAVAILABLE' });
  });
});
