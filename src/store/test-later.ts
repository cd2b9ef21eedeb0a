// The part of the contract about grants of a later start.
import { expect, it } from 'vitest';
import { entitlementId, personId } from '../domain/ids.ts';
import type { Store } from './store.ts';
import { grant, noon } from './test-rows.ts';

/** `store` is asked late: it is opened before the first test runs. Nothing in it may be due a day before noon. */
export function laterContract(store: () => Store): void {
  it('starts a grant by the clock, and until then nobody holds it', async () => {
    const put = (row: ReturnType<typeof grant>) => store().write((tx) => tx.put({ put: 'grant', row }));
    const start = noon - 86_400_000;
    const later = grant('gr_later', { person: personId('ivy'), expiresAt: noon + 60, startsAt: start });
    await put(later);
    const { read } = store();
    expect(await read.grantsToStart(start, 9)).toStrictEqual([later]);
    expect(await read.grantsToStart(start - 1, 9)).toEqual([]);
    expect(await read.nextDue()).toBe(start);
    expect(await read.heldBy(later.person)).toEqual([]);
    const { startsAt: _, ...started } = { ...later, version: 2 };
    await put(started);
    expect(await read.grant(later.id)).toStrictEqual(started);
    expect(await read.grantsToStart(noon, 9)).toEqual([]);
    expect(await read.heldBy(later.person)).toEqual([entitlementId('db/read')]);
  });
}
