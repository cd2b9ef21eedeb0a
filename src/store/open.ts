import { failure } from './failure.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/**
 * Opens the store that `DATABASE_URL` names: `file:./data/hallpass.db` (one process, the default) or `postgres://user@host/database`.
 * Throws with a code and a sentence for the operator: E-DB-URL, E-DB-LOCK, E-DB-MODE, E-DB-NEWER, E-STORE-UNAVAILABLE.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return openPostgres(databaseUrl);
  const file = /^file:(?:\/\/(?=\/))?(.+)$/s.exec(databaseUrl)?.[1];
  if (file === ':memory:')
    throw failure(
      'E-DB-URL',
      'DATABASE_URL names a database in memory, which would forget every grant. Name a file.',
    );
  if (file !== undefined && !file.startsWith('//')) return openSqlite(file);
  throw failure(
    'E-DB-URL',
    'DATABASE_URL must be file:PATH (for example file:./data/hallpass.db) or postgres://USER:PASSWORD@HOST/DATABASE.',
  );
}
