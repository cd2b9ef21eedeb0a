// What the owners of entitlements chose about them, and what target systems report of their use.
import type { Risk } from '../domain/catalogue.ts';
import type { EntitlementId, PersonId, SettingsId } from '../domain/ids.ts';
import type { Kit } from './columns.ts';

export const ownerTables = (kit: Kit) => ({
  ownerSettings: settingsTable(kit),
  usages: usageTable(kit),
});

/** Rows are only added: an open request is decided under the settings it was asked under. */
const settingsTable = (kit: Kit) =>
  kit.table(
    'owner_settings',
    {
      id: kit.text<SettingsId>('id').primaryKey(),
      number: kit.whole('number').notNull(),
      entitlement: kit.text<EntitlementId>('entitlement').notNull(),
      version: kit.whole('version').notNull(),
      description: kit.text('description'),
      risk: kit.text<Risk>('risk'),
      max: kit.whole('max_duration'),
      approvers: kit.json<readonly PersonId[]>('approvers'),
      setBy: kit.text<PersonId>('set_by').notNull(),
      setAt: kit.instant('set_at').notNull(),
    },
    (t) => [
      kit.uniqueIndex('owner_settings_number').on(t.number),
      kit.uniqueIndex('owner_settings_version').on(t.entitlement, t.version),
    ],
  );

/** When somebody last used an entitlement, or a permission, as far as anybody knows. */
const usageTable = (kit: Kit) =>
  kit.table(
    'usages',
    {
      person: kit.text<PersonId>('person').notNull(),
      used: kit.text('used').notNull(),
      lastUsed: kit.instant('last_used').notNull(),
      reportedAt: kit.instant('reported_at').notNull(),
      source: kit.text('source').notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.person, t.used] })],
  );
