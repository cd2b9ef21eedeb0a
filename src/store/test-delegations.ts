// What every store must do with delegations and absences.
import { describe, expect, it } from 'vitest';
import type { Delegation } from '../domain/delegation.ts';
import { absenceId, delegationId, entitlementId, personId, preApprovalId } from '../domain/ids.ts';
import type { PreApproval } from '../domain/pre-approval.ts';
import type { Store, Write } from './store.ts';
import { noon } from './test-rows.ts';

const delegation = (id: string, more: Partial<Delegation> = {}): Delegation => ({
  id: delegationId(id),
  version: 1,
  from: personId('dora'),
  to: personId('emil'),
  zone: 'Europe/Zürich',
  startsAt: noon,
  endsAt: noon + 9_000_000,
  createdAt: noon - 1,
  ...more,
});

/** The part of the contract about who decides for whom. */
export function delegationContract(store: () => Store): void {
  const put = (...changes: Parameters<Write['put']>[0][]): Promise<boolean> =>
    store().write(async (tx) => {
      for (const change of changes) if (!(await tx.put(change))) return false;
      return true;
    });

  describe('delegations', () => {
    it('come back as they were put, and are found from both sides until they are ended', async () => {
      const first = delegation('del_1', { dueAt: noon - 90 });
      const other = delegation('del_2', { from: personId('fritz') });
      expect(await put({ put: 'delegation', row: first }, { put: 'delegation', row: other })).toBe(true);
      expect(await store().read.delegation(first.id)).toStrictEqual(first);
      expect(await store().read.delegationsFrom([personId('dora')])).toStrictEqual([first]);
      expect(await store().read.delegationsFrom([])).toEqual([]);
      const many = Array.from({ length: 200 }, (_, at) => personId(`nobody${at}`));
      const found = await store().read.delegationsFrom([...many, personId('fritz'), personId('dora')]);
      expect(found.map((one) => one.id).sort()).toEqual(['del_1', 'del_2']);
      expect(await store().read.delegationsTo(personId('emil'))).toStrictEqual([first, other]);
      const ended = { at: noon + 5, by: personId('emil') };
      const { dueAt: _, ...rest } = first;
      const over: Delegation = { ...rest, version: 2, ended };
      expect(await put({ put: 'delegation', row: over })).toBe(true);
      expect(await put({ put: 'delegation', row: over })).toBe(false);
      expect(await store().read.delegation(first.id)).toStrictEqual(over);
      expect(await store().read.delegationsFrom([personId('dora')])).toEqual([]);
      expect(await store().read.delegationsTo(personId('emil'))).toStrictEqual([other]);
    });

    it('are due when they say so, soonest first', async () => {
      const late = delegation('del_4', { dueAt: noon - 70 });
      const soon = delegation('del_3', { dueAt: noon - 80 });
      await put({ put: 'delegation', row: late }, { put: 'delegation', row: soon });
      expect(await store().read.delegationsDue(noon - 70, 9)).toStrictEqual([soon, late]);
      expect(await store().read.delegationsDue(noon - 71, 9)).toStrictEqual([soon]);
      expect(await store().read.delegationsDue(noon, 1)).toStrictEqual([soon]);
      expect(await store().read.nextDue()).toBe(noon - 80);
      const { dueAt: _, ...done } = soon;
      await put({ put: 'delegation', row: { ...done, version: 2 } });
      expect(await store().read.delegationsDue(noon, 9)).toStrictEqual([late]);
    });
  });

  it('keeps what was allowed ahead on the lists of both until it is withdrawn or over', async () => {
    const row: PreApproval = {
      id: preApprovalId('pre_1'),
      version: 1,
      approver: personId('dora'),
      person: personId('emil'),
      target: { kind: 'entitlement', id: entitlementId('db/write') },
      most: 3_600,
      startsAt: noon,
      endsAt: noon + 9,
      zone: 'Asia/Tokyo',
      reason: 'He “fixes” it\nthis week',
      createdAt: noon - 1,
    };
    const sooner = { ...row, id: preApprovalId('pre_2'), endsAt: noon + 8 };
    await put({ put: 'pre_approval', row }, { put: 'pre_approval', row: sooner });
    expect(await store().read.preApproval(row.id)).toStrictEqual(row);
    expect(await store().read.preApprovalsFor(personId('emil'), noon)).toStrictEqual([sooner, row]);
    expect(await store().read.preApprovalsBy(personId('dora'), noon + 8)).toStrictEqual([row]);
    expect(await store().read.preApprovalsBy(personId('emil'), noon)).toEqual([]);
    await put({ put: 'pre_approval', row: { ...row, version: 2, endedAt: noon } });
    expect(await store().read.preApprovalsFor(personId('emil'), noon)).toStrictEqual([sooner]);
    expect(await store().read.preApproval(row.id)).toStrictEqual({ ...row, version: 2, endedAt: noon });
  });

  it('remembers the last absence of each person', async () => {
    const row = { id: absenceId('abs_1'), version: 1, person: personId('dora'), createdAt: noon };
    const next = { ...row, id: absenceId('abs_2'), createdAt: noon + 1, until: noon + 9 };
    expect(await put({ put: 'absence', row: next }, { put: 'absence', row })).toBe(true);
    expect(await store().read.lastAbsenceOf(personId('dora'))).toStrictEqual(next);
    expect(await store().read.lastAbsenceOf(personId('emil'))).toBeUndefined();
    expect(await put({ put: 'absence', row: { ...row, version: 2, answer: 'not_now' } })).toBe(true);
    expect(await store().read.absence(row.id)).toStrictEqual({ ...row, version: 2, answer: 'not_now' });
  });
}
