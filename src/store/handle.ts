// One connection's Drizzle handle with the tables it speaks of, and its prepared statements.
import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { type Compiled, direct } from './sqlite-statement.ts';
import type { Tables } from './tables.ts';

/** Typed as SQLite's; at run time it may be PostgreSQL's. So never `.get()`, `.all()` or `.run()`. */
export type Handle = { readonly db: BetterSQLite3Database; readonly t: Tables };

type Values = Readonly<Record<string, unknown>>;
type Run<Rows> = (values?: Values) => Rows | PromiseLike<Rows>;
type Query<Rows> = { prepare(): { execute(values?: Values): PromiseLike<Rows> } };
type NamedQuery<Rows> = {
  prepare(name: string): Compiled | { execute(values?: Values): PromiseLike<Rows> };
};

/** Compiles a query once for this connection: an unprepared one costs six times as much. The name is PostgreSQL's, unique for the SQL text. */
export function prepared<Rows>(name: string, query: Query<Rows>): Run<Rows> {
  const statement = (query as unknown as NamedQuery<Rows>).prepare(name);
  return 'stmt' in statement
    ? (direct(statement) as unknown as Run<Rows>)
    : (values) => statement.execute(values);
}

type Counted = { readonly changes: number } | { readonly rowCount: number | null };

/** Compiles a write that tells how many rows it changed. RETURNING would tell it too, but costs SQLite as much again as the write. */
export function counted(name: string, query: Query<unknown>): (values?: Values) => Promise<number> {
  const run = prepared(name, query) as Run<Counted>;
  return async (values) => {
    const result = await run(values);
    return 'changes' in result ? result.changes : (result.rowCount ?? 0);
  };
}

/** A named gap in a prepared query. Typed as SQL too, so that `set` takes it. */
export const gap = (name: string): Placeholder<string, number> & SQL =>
  sql.placeholder(name) as Placeholder<string, number> & SQL;
