import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { version } from '../domain/decide/given.ts';
import { personId, requestId } from '../domain/ids.ts';
import { openStore } from './open.ts';
import { request } from './test-rows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hallpass-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts the rows, lets `statement` make them what an earlier version wrote, and opens the store again. */
async function aged(statement: string, ...values: readonly string[]) {
  const file = join(folder, 'hallpass.db');
  const store = await openStore(`file:${file}`);
  await store.write(async (tx) => {
    await tx.put({ put: 'policy_version', row: version });
    await tx.put({ put: 'request', row: request('req_1') });
  });
  await store.close();
  const raw = new Database(file);
  raw.prepare(statement).run(...values);
  raw.close();
  return openStore(`file:${file}`);
}

test('a policy from before there were stages, routes and permissions reads as one of today', async () => {
  const old = {
    ...version.policy,
    routes: undefined,
    separation: undefined,
    settings: { ...version.policy.settings, policy: undefined },
    onCall: undefined,
    entitlements: version.policy.entitlements.map(({ permissions: _, tags: __, ...one }) => one),
    rules: [
      {
        name: 'all',
        match: {},
        because: 'So.',
        route: { kind: 'ask', stages: [{ approvers: { by: 'manager' } }] },
      },
    ],
  };
  const store = await aged('update policy_versions set policy = ?', JSON.stringify(old));
  expect((await store.read.currentPolicy())?.policy).toMatchObject({
    routes: {},
    separation: [],
    settings: { policy: { admins: [], fourEyes: false, brake: { people: 20, share: 20 } } },
    onCall: {},
    rules: [{ route: { kind: 'ask', stages: [{ approvers: [{ by: 'manager' }], need: 1 }] } }],
  });
  expect((await store.read.currentPolicy())?.policy.entitlements[0]).toMatchObject({
    permissions: [],
    tags: [],
  });
  await store.close();
});

test('a request from before there were stages waits for whoever was asked', async () => {
  const store = await aged("update requests set rest = '{}'");
  const read = await store.read.request(requestId('req_1'));
  expect(read).toMatchObject({ conflicts: [], way: { at: 0, patience: 86_400 } });
  expect(read?.way.stages[0]?.approvers).toEqual([{ by: 'person', person: personId('bo') }]);
  await store.close();
});
