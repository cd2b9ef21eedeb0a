import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { counted, type Handle } from './handle.ts';

type Versioned = SQLiteTable & { readonly id: SQLiteColumn; readonly version: SQLiteColumn };
type VersionedRow = Readonly<Record<string, unknown>> & { readonly version: number };

/**
 * Prepares the put of one table: version 1 inserts, a higher one replaces exactly the version before it. False: another was first.
 * Columns in `fixed` are never changed after the insert, so that their indexes are left alone.
 */
export function putRow(
  { db }: Handle,
  table: Versioned,
  how: { readonly name: string; readonly fixed: readonly string[] },
): (row: VersionedRow) => Promise<boolean> {
  const gaps = gapsFor(table);
  const insert = counted(
    `${how.name}.insert`,
    db
      .insert(table)
      .values(gaps as never)
      .onConflictDoNothing(),
  );
  const changing = Object.entries(gaps).filter(([column]) => column !== 'id' && !how.fixed.includes(column));
  const update = counted(
    `${how.name}.update`,
    db
      .update(table)
      .set(Object.fromEntries(changing) as never)
      .where(and(eq(table.id, sql.placeholder('id')), eq(table.version, sql.placeholder('before')))),
  );
  return async (row) => {
    const written = row.version === 1 ? await insert(row) : await update({ ...row, before: row.version - 1 });
    return written === 1;
  };
}

/** A gap for every column of the table, named like it. */
export const gapsFor = (table: SQLiteTable): Record<string, unknown> =>
  Object.fromEntries(Object.keys(getTableColumns(table)).map((column) => [column, sql.placeholder(column)]));
