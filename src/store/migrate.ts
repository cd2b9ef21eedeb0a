import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { failure } from './failure.ts';
import type { Store } from './store.ts';

/** Where the migrations of a dialect lie, seen from src/store and from dist/store alike. */
export const migrationsFolder = (dialect: Store['dialect']): string =>
  fileURLToPath(new URL(`../../migrations/${dialect}`, import.meta.url));

/** Refuses with E-DB-NEWER when the newest migration in the database is one this build does not have. */
export function refuseNewer(dialect: Store['dialect'], newestApplied: number | undefined): void {
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder(dialect) });
  const newestKnown = Math.max(...known.map((migration) => migration.folderMillis));
  if (newestApplied !== undefined && newestApplied > newestKnown)
    throw failure(
      'E-DB-NEWER',
      'A newer Hallpass has changed this database, so this older one must not use it. Start the newer one, or restore the backup made before the upgrade.',
    );
}
