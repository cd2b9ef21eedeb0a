import { failure } from './failure.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite, openSqliteReader } from './sqlite.ts';
import type { Store } from './store.ts';

/**
 * Opens the store that `DATABASE_URL` names: `file:./data/hallpass.db` (one process, the default) or `postgres://user@host/database`.
 * Throws with a code and a sentence for the operator: E-DB-URL, E-DB-LOCK, E-DB-MODE, E-DB-NEWER, E-STORE-UNAVAILABLE.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const place = placeOf(databaseUrl);
  return place.kind === 'postgres' ? openPostgres(place.url) : openSqlite(place.file);
}

/** Opens the store to look at it, also while a bot is using it. Throws as `openStore` does. */
export async function openForReading(databaseUrl: string): Promise<Pick<Store, 'read' | 'close'>> {
  const place = placeOf(databaseUrl);
  if (place.kind === 'postgres') return openPostgres(place.url);
  const { read, close } = openSqliteReader(place.file);
  return { read, close: async () => close() };
}

/** The file of an SQLite database; undefined where the URL names PostgreSQL. Throws E-DB-URL. */
export function sqliteFileOf(databaseUrl: string): string | undefined {
  const place = placeOf(databaseUrl);
  return place.kind === 'sqlite' ? place.file : undefined;
}

type Place =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'sqlite'; readonly file: string };

function placeOf(databaseUrl: string): Place {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return { kind: 'postgres', url: databaseUrl };
  const file = /^file:(?:\/\/(?=\/))?(.+)$/s.exec(databaseUrl)?.[1];
  if (file === ':memory:')
    throw failure(
      'E-DB-URL',
      'DATABASE_URL names a database in memory, which would forget every grant. Name a file.',
    );
  if (file !== undefined && !file.startsWith('//')) return { kind: 'sqlite', file };
  throw failure(
    'E-DB-URL',
    'DATABASE_URL must be file:PATH (for example file:./data/hallpass.db) or postgres://USER:PASSWORD@HOST/DATABASE.',
  );
}
