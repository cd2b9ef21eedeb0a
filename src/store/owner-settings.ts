import { asc, inArray, max, sql } from 'drizzle-orm';
import type { SettingsId } from '../domain/ids.ts';
import type { OwnerSettings } from '../domain/owner-settings.ts';
import { counted, gap, type Handle, prepared } from './handle.ts';
import { gapsFor } from './put-row.ts';
import { withoutNulls } from './rows.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';

export function ownerSettingsReads({ db, t: { ownerSettings: s } }: Handle): Pick<Read, 'ownerSettings'> {
  const newest = db
    .select({ number: max(s.number) })
    .from(s)
    .groupBy(s.entitlement);
  const all = prepared(
    'ownerSettings.newest',
    db.select().from(s).where(inArray(s.number, newest)).orderBy(asc(s.number)),
  );
  return { ownerSettings: async () => (await all()).map(toSettings) };
}

/** What counted once this choice was made: the newest of each entitlement up to it. */
export function settingsAsOf({
  db,
  t: { ownerSettings: s },
}: Handle): (id: SettingsId) => Promise<readonly OwnerSettings[]> {
  const then = db
    .select({ number: max(s.number) })
    .from(s)
    .where(sql`${s.number} <= (select number from owner_settings where id = ${gap('id')})`)
    .groupBy(s.entitlement);
  const all = prepared(
    'ownerSettings.asOf',
    db.select().from(s).where(inArray(s.number, then)).orderBy(asc(s.number)),
  );
  return async (id) => (await all({ id })).map(toSettings);
}

/** `owner_settings` as it is put. False: somebody chose at the same time. */
export function ownerSettingsWrites({ db, t }: Handle): (row: OwnerSettings) => Promise<boolean> {
  const insert = counted(
    'ownerSettings.insert',
    db
      .insert(t.ownerSettings)
      .values(gapsFor(t.ownerSettings) as never)
      .onConflictDoNothing(),
  );
  return async (row) =>
    (await insert({ description: null, risk: null, max: null, approvers: null, ...row })) === 1;
}

const toSettings = (row: Tables['ownerSettings']['$inferSelect']): OwnerSettings =>
  withoutNulls(row) as OwnerSettings;
