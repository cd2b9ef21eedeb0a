// Two column kits of one shape. With the two openers, this is all that knows a dialect; tables.ts is written against either.
import * as pg from 'drizzle-orm/pg-core';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Times are integer epoch milliseconds, durations integer seconds, ids text. */
export const sqliteKit = {
  table: sqliteTable,
  index,
  uniqueIndex,
  primaryKey,
  text: <Text extends string = string>(name: string) => text(name).$type<Text>(),
  instant: (name: string) => integer(name),
  /** A whole number that may pass 2³¹. */
  long: (name: string) => integer(name),
  /** Seconds, versions and other small whole numbers. */
  whole: (name: string) => integer(name),
  flag: (name: string) => integer(name, { mode: 'boolean' }),
  json: <Value>(name: string) => text(name, { mode: 'json' }).$type<Value>(),
};

export type Kit = typeof sqliteKit;

// Byte order, as in SQLite: keys page in the same order on both, whatever locale the database was made with.
const byteText = pg.customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/**
 * The same kit for PostgreSQL, typed as SQLite's so that everything else is written once. JSON is `json` and not `jsonb`: it is never
 * searched, and `json` keeps every text exactly as it was written.
 */
export const postgresKit = {
  table: pg.pgTable,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  text: (name: string) => byteText(name),
  instant: (name: string) => pg.bigint(name, { mode: 'number' }),
  long: (name: string) => pg.bigint(name, { mode: 'number' }),
  whole: (name: string) => pg.integer(name),
  flag: (name: string) => pg.boolean(name),
  json: (name: string) => pg.json(name),
} as unknown as Kit;
