import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { PolicyVersionId, SettingsId } from '../domain/ids.ts';
import { policyVersionId, settingsId } from '../domain/ids.ts';
import { withOwnerSettings } from '../domain/owner-settings.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { counted, gap, type Handle, prepared } from './handle.ts';
import { settingsAsOf } from './owner-settings.ts';
import { gapsFor } from './put-row.ts';
import type { Read } from './store.ts';
import { upgraded } from './upgraded-policy.ts';

/** Policy versions never change, so the last few stay parsed: a policy may have thousands of rules and every decision reads one. */
const keptParsed = 8;

export function policyReads(handle: Handle): Pick<Read, 'currentPolicy' | 'policyAsFiled' | 'policyVersion'> {
  const { db, t } = handle;
  const current = prepared(
    'policies.current',
    db
      .select({
        id: t.policyVersions.id,
        settings: sql<SettingsId | null>`(select id from owner_settings order by number desc limit 1)`,
      })
      .from(t.policyVersions)
      .orderBy(desc(t.policyVersions.number))
      .limit(1),
  );
  const byId = prepared(
    'policies.byId',
    db
      .select()
      .from(t.policyVersions)
      .where(eq(t.policyVersions.id, gap('id'))),
  );
  const settingsAt = settingsAsOf(handle);
  const asFiled = keeping(async (id) => {
    const [row] = await byId({ id });
    return row === undefined ? undefined : { ...row, policy: upgraded(row.policy) };
  });
  const policyVersion = keeping(async (id) => {
    const { filed, settings } = partsOf(id);
    const version = await asFiled(filed);
    if (version === undefined || settings === undefined) return version;
    return { ...version, id, policy: withOwnerSettings(version.policy, await settingsAt(settings)) };
  });
  return {
    policyVersion,
    policyAsFiled: async () => {
      const [newest] = await current();
      return newest === undefined ? undefined : asFiled(newest.id);
    },
    currentPolicy: async () => {
      const [newest] = await current();
      return newest === undefined ? undefined : policyVersion(joined(newest.id, newest.settings));
    },
  };
}

type Reading = (id: PolicyVersionId) => Promise<PolicyVersion | undefined>;

/** Keeps the last few that were read: the same id is the same object, by which the domain knows what it has worked out already. */
function keeping(read: Reading): Reading {
  const parsed = new Map<PolicyVersionId, PolicyVersion>();
  return async (id) => {
    const kept = parsed.get(id);
    if (kept !== undefined) return kept;
    const version = await read(id);
    if (version === undefined) return undefined;
    for (const oldest of parsed.keys()) if (parsed.size >= keptParsed) parsed.delete(oldest);
    parsed.set(id, version);
    return version;
  };
}

/** `pol_…+set_…`: a version of the file, and the newest choice of an owner that counts with it. */
const joined = (filed: PolicyVersionId, settings: SettingsId | null): PolicyVersionId =>
  settings === null ? filed : policyVersionId(`${filed}+${settings}`);

function partsOf(id: PolicyVersionId): {
  readonly filed: PolicyVersionId;
  readonly settings: SettingsId | undefined;
} {
  const [filed = '', settings] = id.split('+');
  return {
    filed: policyVersionId(filed),
    settings: settings === undefined ? undefined : settingsId(settings),
  };
}

/** Puts a policy version and makes the catalogue tables say what it says; what it no longer names is retired. */
export function policyWrites(handle: Handle): (row: PolicyVersion) => Promise<boolean> {
  const { db, t } = handle;
  const insert = counted(
    'policies.insert',
    db
      .insert(t.policyVersions)
      .values(gapsFor(t.policyVersions) as never)
      .onConflictDoNothing(),
  );
  const apps = catalogueWrite(handle, 'apps');
  const entitlements = catalogueWrite(handle, 'entitlements');
  const bundles = catalogueWrite(handle, 'bundles');
  return async (version) => {
    if ((await insert(version)) === 0) return false;
    const { policy, id, appliedAt } = version;
    const at = { policyVersion: id, appliedAt };
    await apps(
      policy.apps.map((row) => ({ ...row, row })),
      at,
    );
    await entitlements(
      policy.entitlements.map((row) => ({ ...row, row })),
      at,
    );
    await bundles(
      policy.bundles.map((row) => ({ ...row, row })),
      at,
    );
    return true;
  };
}

function catalogueWrite({ db, t }: Handle, name: 'apps' | 'entitlements' | 'bundles') {
  const table = t[name];
  const gaps = { ...gapsFor(table), retiredAt: null };
  const { id: _key, ...changing } = gaps as Record<string, unknown>;
  const upsert = prepared(
    `${name}.upsert`,
    db
      .insert(table)
      .values(gaps as never)
      .onConflictDoUpdate({ target: table.id, set: changing as never }),
  );
  const retire = prepared(
    `${name}.retire`,
    db
      .update(table)
      .set({ retiredAt: sql`${gap('appliedAt')}` })
      .where(and(ne(table.policyVersion, gap('policyVersion')), isNull(table.retiredAt))),
  );
  return async (
    rows: readonly Readonly<Record<string, unknown>>[],
    at: { readonly policyVersion: PolicyVersionId; readonly appliedAt: number },
  ): Promise<void> => {
    for (const row of rows) await upsert({ ...row, policyVersion: at.policyVersion });
    await retire(at);
  };
}
