import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Judge } from '../domain/condition.ts';
import { entitlementId } from '../domain/ids.ts';
import type { Item } from '../domain/item.ts';
import { findItem } from '../domain/item.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { lookUp } from './sought.ts';
import { openSqlite } from './sqlite.ts';
import type { Read, Store } from './store.ts';
import { noon, person, policyVersion } from './test-rows.ts';

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hallpass-sought-'));
  store = await openSqlite(join(folder, 'x.db'));
  await store.write(async (tx) => {
    for (let at = 0; at < 10_000; at += 1)
      await tx.put({
        put: 'person',
        row: person(`p${String(at).padStart(5, '0')}`, {
          department: at % 100 === 0 ? 'Security' : 'Sales',
          title: at % 1_000 === 0 ? 'Lead Engineer' : 'Engineer',
          status: at === 3_000 ? 'leave' : 'active',
          attributes: at % 2_000 === 0 ? { clearance: 'secret' } : {},
        }),
      });
  });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const { policy } = policyVersion(1, ['db/read']);
const requester = person('asker');
const item: Item | undefined = findItem(
  policy,
  { kind: 'entitlement', id: entitlementId('db/read') },
  requester,
);
async function chosen(
  condition: string,
  judge: Judge = createJudge(),
  read: Read = store.read,
): Promise<readonly string[]> {
  if (item === undefined) throw new Error('no item');
  const ask = {
    requester,
    duration: 60,
    reason: '',
    held: new Set<string>(),
    now: noon,
    source: 'slack',
    judge,
  } as const;
  const found = await lookUp(read, [{ by: 'people', condition }], { policy, item, ask });
  return [...found.values()].flat().map((one) => one.id);
}
const leads = 'approver.department == "Security" && approver.title.startsWith("Lead")';

describe('people whom a condition chooses among 10,000', () => {
  test('are the active ones for whom it holds', async () => {
    expect(await chosen(leads)).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9].map((thousand) => `p0${thousand}000`));
  });

  test('are not those for whom it cannot be judged: a key that most do not have chooses the others', async () => {
    expect(await chosen('approver.attributes.clearance == "secret"')).toEqual([
      'p00000',
      'p02000',
      'p04000',
      'p06000',
      'p08000',
    ]);
  });

  test('are found while everything else goes on: nothing waits longer than a moment', async () => {
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    await chosen(leads);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(3);
  });

  test('are read afresh inside the transaction that decides', async () => {
    const promoted = await store.write(async (tx) => {
      const before = await tx.person(person('p00100').id);
      if (before === undefined) throw new Error('nobody');
      await tx.put({ put: 'person', row: { ...before, version: 2, title: 'Lead Engineer' } });
      const found = await chosen(leads, createJudge(), tx);
      await tx.put({ put: 'person', row: { ...before, version: 3 } });
      return found;
    });
    expect(promoted).toContain('p00100');
    expect(await chosen(leads)).not.toContain('p00100');
  });

  test('are nobody when the search takes too long: half of a search chooses no approver', async () => {
    let clock = 0;
    const now = vi.spyOn(performance, 'now').mockImplementation(() => clock);
    const slow: Judge = () => {
      clock += 1;
      return { is: 'true' };
    };
    expect(await chosen('slow', slow)).toEqual([]);
    expect(clock).toBeLessThan(2_010);
    now.mockRestore();
  });
});
