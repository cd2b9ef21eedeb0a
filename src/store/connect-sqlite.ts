import Database from 'better-sqlite3';
import { failure } from './failure.ts';

// The wanted value of each setting, as SQLite reports it. WAL files reopen at NORMAL with better-sqlite3's build, hence on every open.
const settings: readonly (readonly [name: string, set: string, reported: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', '5000', 5000],
];

/**
 * A connection that keeps what it commits, with every setting read back. Throws E-DB-MODE where SQLite or the file system does not
 * take one, or where this SQLite is too old.
 */
export function connect(path: string): Database.Database {
  const connection = new Database(path);
  try {
    refuseOld(connection);
    for (const [name, value, reported] of settings) {
      connection.pragma(`${name} = ${value}`);
      const is: unknown = connection.pragma(name, { simple: true });
      if (is !== reported)
        throw failure(
          'E-DB-MODE',
          `SQLite keeps ${name} at ${String(is)} for ${path} where Hallpass needs ${value}, so a granted access could be forgotten. Put the file on a local disk.`,
        );
    }
    // Without this each savepoint of more than a few pages would make a file of its own.
    connection.pragma('temp_store = MEMORY');
    connection.pragma('cache_size = -65536');
    connection.pragma('journal_size_limit = 67108864');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Before this, two connections and a checkpoint could lose committed rows: https://sqlite.org/wal.html#walresetbug */
const oldestSafe = [3, 51, 3] as const;

function refuseOld(connection: Database.Database): void {
  const version = String(connection.prepare('select sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  const at = oldestSafe.findIndex((wanted, place) => parts[place] !== wanted);
  if (at !== -1 && (parts[at] ?? 0) < (oldestSafe[at] ?? 0))
    throw failure(
      'E-DB-MODE',
      `This SQLite is ${version}; before ${oldestSafe.join('.')} it could lose committed rows. Install the dependencies that package-lock.json names.`,
    );
}
