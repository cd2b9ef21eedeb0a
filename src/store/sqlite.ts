import { closeSync, existsSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { sqliteKit } from './columns.ts';
import { connect } from './connect-sqlite.ts';
import { failure, marked } from './failure.ts';
import { groupCommit } from './group-commit.ts';
import { migrationsFolder, refuseNewer } from './migrate.ts';
import { reads, writes } from './queries.ts';
import type { Read, Store } from './store.ts';
import { storeUnavailable } from './store.ts';
import { tables } from './tables.ts';

/**
 * Opens (and makes, or brings up to date) the database in a file, for this process alone.
 * Throws with a code: E-DB-LOCK another process has it, E-DB-MODE it cannot be made durable, E-DB-NEWER, E-STORE-UNAVAILABLE.
 */
export async function openSqlite(file: string): Promise<Store> {
  const path = madeFile(file);
  const lock = takeLock(path);
  const opened = [lock];
  try {
    const writer = connect(path);
    opened.unshift(writer);
    bringUpToDate(writer);
    const reader = connect(path);
    opened.unshift(reader);
    reader.pragma('query_only = ON');
    return storeOver({ writer, reader, lock });
  } catch (error) {
    for (const connection of opened) connection.close();
    throw marked(error);
  }
}

/** Opens an existing file to read only, beside a running process: for looking at what is committed. Changes nothing, migrates nothing. */
export function openSqliteReader(file: string): { readonly read: Read; readonly close: () => void } {
  const path = resolve(file);
  if (!existsSync(path))
    throw failure(
      storeUnavailable,
      `There is no database at ${path}. Set DATABASE_URL to the one to look at.`,
    );
  const reader = new Database(path, { readonly: true, timeout: 5_000 });
  return { read: reads({ db: drizzle(reader), t: tables(sqliteKit) }), close: () => reader.close() };
}

type Connections = {
  readonly writer: Database.Database;
  readonly reader: Database.Database;
  readonly lock: Database.Database;
};

function storeOver({ writer, reader, lock }: Connections): Store {
  const t = tables(sqliteKit);
  const tx = writes({ db: drizzle(writer), t });
  const commits = groupCommit(writer);
  let open = true;
  return {
    dialect: 'sqlite',
    read: reads({ db: drizzle(reader), t }),
    write: async (work) => {
      if (!open) throw failure(storeUnavailable, 'The database is closed.');
      return commits.write(() => work(tx));
    },
    close: async () => {
      if (!open) return;
      open = false;
      await commits.drained();
      for (const connection of [reader, writer, lock]) connection.close();
    },
  };
}

/** Makes the folder and the file, readable for this user only, and gives the path without links: one file has one lock. */
function madeFile(file: string): string {
  const path = resolve(file);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    return realpathSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw failure(storeUnavailable, `The database file ${path} cannot be made or opened: ${why}`, error);
  }
}

/** A tiny database beside the file, locked as long as this process lives: the kernel frees it even after SIGKILL. */
function takeLock(path: string): Database.Database {
  const beside = `${path}.lock`;
  if (!existsSync(beside)) closeSync(openSync(beside, 'a', 0o600));
  const lock = new Database(beside, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw marked(error);
    throw failure(
      'E-DB-LOCK',
      `Another Hallpass process is using ${path}. Stop it first; two would act on the same grants.`,
      error,
    );
  }
}

function bringUpToDate(connection: Database.Database): void {
  const table = '__drizzle_migrations';
  const known = connection.prepare(`select 1 from sqlite_schema where name = ?`).get(table) !== undefined;
  const newest: unknown = known
    ? connection.prepare(`select max(created_at) from ${table}`).pluck().get()
    : undefined;
  refuseNewer('sqlite', typeof newest === 'number' ? newest : undefined);
  // A migration may rebuild a table that others refer to.
  connection.pragma('foreign_keys = OFF');
  migrate(drizzle(connection), { migrationsFolder: migrationsFolder('sqlite') });
  connection.pragma('foreign_keys = ON');
}
