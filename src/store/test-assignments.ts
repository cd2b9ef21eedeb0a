// The part of the contract about birthrights.
import { expect, it } from 'vitest';
import type { Assignment } from '../domain/assignment.ts';
import { assignmentId, cardId, entitlementId, grantId, personId } from '../domain/ids.ts';
import type { Store } from './store.ts';
import { claim, finish } from './test-outbox.ts';
import { grant, noon } from './test-rows.ts';

const assignment = (id: string, more: Partial<Assignment> = {}): Assignment =>
  ({
    id: assignmentId(id),
    version: 1,
    person: personId('asa'),
    entitlement: entitlementId('db/read'),
    rule: 'readers',
    createdAt: noon,
    since: noon + 1,
    state: 'given',
    grant: grantId('gr_asg1'),
    ...more,
  }) as Assignment;

/** `store` is asked late: it is opened before the first test runs. */
export function assignmentContract(store: () => Store): void {
  const put = (...rows: readonly Assignment[]) =>
    store().write(async (tx) => {
      for (const row of rows) if (!(await tx.put({ put: 'assignment', row }))) return false;
      return true;
    });
  const given = assignment('asg_1', { givenIn: cardId('card_a') });
  const { grant: _, ...without } = assignment('asg_2') as Extract<Assignment, { state: 'given' }>;
  const heldBack: Assignment = { ...without, state: 'held_back', conflict: 'apart' };
  const returned = assignment('asg_3', { state: 'returned', terms: '{"“":1}' } as Partial<Assignment>);
  const ended = assignment('asg_4', { state: 'ended', takenIn: cardId('card_b') });

  it('keeps what rules give, in every state, and finds it by person', async () => {
    const rows = [given, heldBack, returned, ended];
    expect(await put(...rows)).toBe(true);
    for (const row of rows) expect(await store().read.assignment(row.id)).toStrictEqual(row);
    expect(await store().read.assignmentsOf(personId('asa'))).toStrictEqual(rows);
    expect(await store().read.assignmentsOf(personId('as'))).toEqual([]);
    expect(await put({ ...given, version: 3 })).toBe(false);
  });

  it('lists what has not ended of the people between two ids, and says whether its grant lasts', async () => {
    const birthright = grant('gr_asg1', { person: personId('asa'), birthright: 'readers' });
    await store().write((tx) => tx.put({ put: 'grant', row: birthright }));
    expect(await store().read.grant(birthright.id)).toStrictEqual(birthright);
    const other = assignment('asg_5', {
      person: personId('asb'),
      grant: grantId('gr_none'),
    } as Partial<Assignment>);
    await put(other);
    const between = (after: string, upTo: string) => store().read.openAssignments(after, personId(upTo));
    expect(await between('as', 'asb')).toStrictEqual([
      { assignment: given, lasts: true },
      { assignment: heldBack, lasts: false },
      { assignment: returned, lasts: false },
      { assignment: other, lasts: false },
    ]);
    expect((await between('asa', 'asb')).map((one) => one.assignment.id)).toEqual(['asg_5']);
    expect(await between('asb', 'asc')).toEqual([]);
  });

  it('wants a look at everybody once, and at one person only if something is held back from them', async () => {
    await store().write((tx) =>
      tx.enqueue(
        [
          { kind: 'assign_everybody' },
          { kind: 'assign_everybody' },
          { kind: 'assign_held_back', person: personId('asa') },
          { kind: 'assign_held_back', person: personId('asb') },
          { kind: 'assign', person: personId('everybody') },
        ],
        noon,
      ),
    );
    const claims = await claim(store(), { kinds: ['assign'] });
    expect(claims.map((one) => one.key)).toEqual(['everybody', 'person:asa', 'person:everybody']);
    await finish(store(), claims);
  });
}
