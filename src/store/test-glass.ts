// The contract's part about broken glass: who broke it last, and the reviews that are asked about again.
import { describe, expect, it } from 'vitest';
import type { Change } from '../domain/decision.ts';
import { grantId, personId } from '../domain/ids.ts';
import type { Store } from './store.ts';
import { noon, request, task } from './test-rows.ts';

/** `store` is asked late: it is opened before the first test runs. */
export function glassContract(store: () => Store): void {
  const put = (...changes: readonly Change[]) =>
    store().write(async (tx) => {
      for (const change of changes) expect(await tx.put(change)).toBe(true);
    });

  describe('broken glass', () => {
    it('is found by person, the newest alone', async () => {
      const broken = { told: [], channels: ['C0123ABCD'], review: [{ by: 'owner' as const }] };
      const glass = { requester: personId('gail'), origin: 'break_glass' as const, broken };
      const [first, last] = [request('req_b1', glass), request('req_b2', { ...glass, createdAt: noon + 5 })];
      const asked = request('req_b3', { requester: personId('gail'), createdAt: noon + 9 });
      for (const row of [first, last, asked]) await put({ put: 'request', row });
      expect(await store().read.lastBrokenBy(personId('gail'))).toStrictEqual(last);
      expect(await store().read.lastBrokenBy(personId('rita'))).toBeUndefined();
    });

    it('is asked about again while its review is open, and nextDue says when', async () => {
      const elsewhere = {
        grant: grantId('gr_glass'),
        fulfillers: [personId('gail')],
        work: 'review' as const,
      };
      const again = task('task_again', { remindAt: noon - 7_000, ...elsewhere });
      const later = task('task_later', { remindAt: noon + 1, ...elsewhere });
      await put({ put: 'task', row: again }, { put: 'task', row: later });
      expect(await store().read.tasksToRemind(noon, 9)).toStrictEqual([again]);
      expect(await store().read.nextDue()).toBe(noon - 7_000);
      const { remindAt: _, ...core } = again;
      const closed = { ...core, version: 2 };
      await put({ put: 'task', row: closed });
      expect(await store().read.tasksToRemind(noon, 9)).toEqual([]);
      expect(await store().read.task(again.id)).toStrictEqual(closed);
    });
  });
}
