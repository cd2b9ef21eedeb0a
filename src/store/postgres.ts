import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { postgresKit } from './columns.ts';
import { failure, marked } from './failure.ts';
import type { Handle } from './handle.ts';
import { migrationsFolder, refuseNewer } from './migrate.ts';
import { reads, writes } from './queries.ts';
import type { Store, Write } from './store.ts';
import { tables } from './tables.ts';

// Any fixed number serves, as long as every Hallpass uses the same one.
const migrationLock = 4_841_775;

/**
 * Opens (and brings up to date) a PostgreSQL database. Several processes may share it. Lost connections are replaced as they are needed.
 * Throws with a code: E-DB-MODE it cannot hold our text, E-DB-NEWER, E-STORE-UNAVAILABLE.
 */
export async function openPostgres(url: string): Promise<Store> {
  await bringUpToDate(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: 'hallpass',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    // What was answered "done" is on disk, whatever the server's default.
    options: '-c synchronous_commit=on -c default_transaction_isolation=read\\ committed',
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // One that breaks while it is lent out also fails the query that waits for it, which says all there is to say.
  pool.on('connect', (client) => client.on('error', () => {}));
  const transaction = transactions(pool);
  return {
    dialect: 'postgres',
    read: reads(handleOver(pool)),
    write: async (work) => {
      try {
        return await transaction(work);
      } catch (error) {
        throw marked(error);
      }
    },
    close: () => pool.end(),
  };
}

/** Statements are prepared once for each connection and kept with it. */
function transactions(pool: pg.Pool): Store['write'] {
  const prepared = new WeakMap<pg.PoolClient, Write>();
  return async (work) => {
    const client = await begun(pool);
    const tx = prepared.get(client) ?? writes(handleOver(client));
    prepared.set(client, tx);
    let broken = false;
    try {
      const result = await work(tx);
      await commit(client);
      return result;
    } catch (error) {
      broken = await client.query('rollback').then(
        () => false,
        () => true,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  };
}

/** A connection in a new transaction. The pool may lend one that the server dropped a moment ago: nothing is lost by taking the next. */
async function begun(pool: pg.Pool): Promise<pg.PoolClient> {
  for (let spare = pool.totalCount; ; spare -= 1) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      return client;
    } catch (error) {
      client.release(true);
      if (spare <= 0) throw error;
    }
  }
}

/** PostgreSQL answers ROLLBACK, and no error, to the commit of a transaction in which a statement failed. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT')
    throw new Error('A statement of this transaction failed, so nothing of it was kept.');
}

const handleOver = (client: pg.Pool | pg.PoolClient): Handle => ({
  db: drizzle(client) as unknown as Handle['db'],
  t: tables(postgresKit),
});

async function bringUpToDate(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'hallpass migrations',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const db = drizzle(client);
    await refuseEncoding(db);
    // Two processes that start together: the second waits here and then finds nothing to do.
    await db.execute(sql`select pg_advisory_lock(${migrationLock})`);
    refuseNewer('postgres', await newestApplied(db));
    await migrate(db, { migrationsFolder: migrationsFolder('postgres') });
  } catch (error) {
    throw marked(error);
  } finally {
    await client.end();
  }
}

async function refuseEncoding(db: NodePgDatabase): Promise<void> {
  const { rows } = await db.execute<{ encoding: string }>(
    sql`select current_setting('server_encoding') as encoding`,
  );
  if (rows[0]?.encoding !== 'UTF8')
    throw failure(
      'E-DB-MODE',
      `The database stores ${rows[0]?.encoding ?? 'an unknown encoding'}, which cannot hold every name. Make it with ENCODING 'UTF8'.`,
    );
}

async function newestApplied(db: NodePgDatabase): Promise<number | undefined> {
  const table = await db.execute<{ known: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as known`,
  );
  if (table.rows[0]?.known !== true) return undefined;
  const { rows } = await db.execute<{ newest: string | null }>(
    sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
  );
  const newest = rows[0]?.newest;
  return newest === null || newest === undefined ? undefined : Number(newest);
}
