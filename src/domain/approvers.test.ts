import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from './approvers.ts';
import { askedIn, isDecidable, seatsOf } from './approvers.ts';
import { ana, bo, carla, directory, entitlement, eve, version } from './decide/given.ts';
import { personId } from './ids.ts';
import { findItem } from './item.ts';
import type { Person } from './person.ts';
import type { ApproverSpec, Stage } from './policy.ts';
import { oneOf } from './policy-sources.ts';
import { seatOf } from './request.ts';

const target = { kind: 'entitlement', id: entitlement('db/write').id } as const;
const item = findItem(version.policy, target, ana);
if (item === undefined) throw new Error('the given policy has db/write');
const of: Case = { item, requester: ana, directory };
const names = (stages: readonly Stage[], at = 0, voted: readonly Person[] = []) =>
  askedIn(stages, at, { ...of, voted: new Set(voted.map((one) => one.id)) }).map((one) => one.person);

describe('the people a stage asks', () => {
  test('are those of every source it names, each once', () => {
    expect(names([oneOf({ by: 'manager' }, { by: 'owner' }, { by: 'person', person: bo.id })])).toEqual([
      bo.id,
      carla.id,
    ]);
  });

  test('are never the requester and never somebody who left', () => {
    expect(
      names([oneOf({ by: 'person', person: ana.id }, { by: 'person', person: personId('dan') })]),
    ).toEqual([]);
  });

  test('are nobody when there are fewer than have to agree, and the fallback does not fill the gap', () => {
    expect(names([{ ...oneOf({ by: 'manager' }), need: 2 }])).toEqual([]);
    expect(
      names([{ ...oneOf({ by: 'manager' }), need: 2, fallback: [{ by: 'group', group: 'security' }] }]),
    ).toEqual([bo.id, eve.id]);
  });

  test('do not include who agreed in an earlier stage, unless the stage allows it', () => {
    const twice = [oneOf({ by: 'manager' }), oneOf({ by: 'manager' }, { by: 'owner' })];
    expect(names(twice, 1, [bo])).toEqual([carla.id]);
    expect(
      names([oneOf({ by: 'manager' }), { ...oneOf({ by: 'manager' }), distinct: false }], 1, [bo]),
    ).toEqual([bo.id]);
  });

  test('do not include the one whom a later stage cannot do without', () => {
    expect(names([oneOf({ by: 'manager' }, { by: 'owner' }), oneOf({ by: 'manager' })])).toEqual([carla.id]);
    expect(names([oneOf({ by: 'manager' }), oneOf({ by: 'manager' })])).toEqual([]);
  });
});

describe('somebody who handed their deciding over', () => {
  const handedTo = (
    to: Record<string, Person>,
    at = 0,
    more: Partial<Parameters<typeof askedIn>[2]> = {},
  ) => ({
    stages: (...stages: readonly Stage[]) =>
      askedIn(stages, at, {
        ...of,
        ...more,
        directory: {
          ...directory,
          sought: () => [],
          standIn: (id) => {
            const person = to[id];
            return person && { to: person.id, until: 'Fri 27 Nov' };
          },
        },
      }).map((one) => [one.person, one.standsInFor ?? null]),
  });
  const manager = oneOf({ by: 'manager' });
  const owner = oneOf({ by: 'owner' });

  test('is not asked; whoever they named is, and reads why', () => {
    expect(handedTo({ bo: carla }).stages(manager)).toEqual([[carla.id, bo.id]]);
    const [one] = askedIn([manager], 0, {
      ...of,
      directory: { ...directory, standIn: () => ({ to: carla.id, until: 'Fri 27 Nov' }) },
    });
    expect(one?.why).toBe('Bo is away until Fri 27 Nov and asked you to decide for them.');
  });

  test('is asked all the same where the other is the requester or has left', () => {
    expect(handedTo({ bo: ana }).stages(manager)).toEqual([[bo.id, null]]);
    expect(handedTo({ bo: { ...bo, id: personId('dan') } }).stages(manager)).toEqual([[bo.id, null]]);
  });

  test('is asked all the same where the other asked for it on somebody’s behalf; and nobody stands in for who asked', () => {
    expect(handedTo({ bo: carla }, 0, { asker: carla }).stages(manager)).toEqual([[bo.id, null]]);
    expect(handedTo({ bo: carla }, 0, { asker: bo }).stages(manager)).toEqual([]);
  });

  test('is one step away: who is away too and stands in decides', () => {
    expect(handedTo({ bo: carla, carla: eve }).stages(manager)).toEqual([[carla.id, bo.id]]);
    expect(handedTo({ bo: carla, carla: bo }).stages(manager)).toEqual([[carla.id, bo.id]]);
  });

  test('gives no second say to somebody who is asked anyway, so two of two stay two humans', () => {
    const either = oneOf({ by: 'manager' }, { by: 'owner' });
    expect(handedTo({ bo: carla }).stages(either)).toEqual([[carla.id, null]]);
    expect(handedTo({ bo: carla }).stages({ ...either, need: 2 })).toEqual([
      [bo.id, null],
      [carla.id, null],
    ]);
    expect(handedTo({ bo: carla }).stages({ ...either, need: 'all' })).toEqual([
      [bo.id, null],
      [carla.id, null],
    ]);
  });

  test('is the same as their stand-in where people must be distinct', () => {
    const voted = new Set([bo.id]);
    expect(handedTo({ bo: carla }, 1, { voted }).stages(owner, manager)).toEqual([]);
    expect(handedTo({ bo: carla }).stages(manager, owner)).toEqual([[bo.id, null]]);
  });

  test('stays the one asked once they have answered in this stage', () => {
    expect(handedTo({ bo: eve }, 0, { answered: new Set([bo.id]) }).stages(manager)).toEqual([[bo.id, null]]);
  });
});

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const anyId = fc.constantFrom(...ids).map(personId);
const anySpec: fc.Arbitrary<ApproverSpec> = fc.oneof(
  fc.constantFrom<ApproverSpec>({ by: 'manager' }, { by: 'managers_manager' }, { by: 'owner' }),
  anyId.map((person): ApproverSpec => ({ by: 'person', person })),
  fc.constantFrom('x', 'y').map((group): ApproverSpec => ({ by: 'group', group })),
);
const anyStage: fc.Arbitrary<Stage> = fc
  .record({
    approvers: fc.array(anySpec, { minLength: 1, maxLength: 3 }),
    fallback: fc.array(anySpec, { maxLength: 2 }),
    need: fc.constantFrom<Stage['need']>(1, 1, 2, 3, 'all'),
    distinct: fc.boolean(),
  })
  .map((stage) => ({ ...stage, reason: false, steps: [] }));
/** Managers at random: circles, and people who are their own manager, included. */
const anyCompany = fc.array(
  fc.record({
    manager: fc.option(anyId, { nil: undefined }),
    status: fc.constantFrom('active', 'active', 'terminated'),
    groups: fc.subarray(['x', 'y']),
  }),
  { minLength: ids.length, maxLength: ids.length },
);

/** Who hands over to whom: circles, chains and people who left included. */
const anyHandover = fc.dictionary(fc.constantFrom(...ids), anyId, { maxKeys: 4 });

type Company = {
  readonly rows: readonly (Pick<Person, 'status' | 'groups'> & {
    readonly manager: Person['id'] | undefined;
  })[];
  readonly requester: number;
  readonly asker: Person['id'] | undefined;
  readonly owners: readonly Person['id'][];
  readonly handed: Readonly<Record<string, Person['id']>>;
};

function caseOf({ rows, requester, asker, owners, handed }: Company): Case | undefined {
  const people = rows.map(
    ({ manager, ...row }, index): Person => ({
      ...ana,
      ...row,
      id: personId(ids[index] ?? ''),
      ...(manager === undefined ? {} : { manager }),
    }),
  );
  const who = people[requester];
  if (who === undefined || item === undefined) return undefined;
  return {
    item: { ...item, entitlements: [entitlement('db/write', { owners })] },
    requester: who,
    ...(asker === undefined ? {} : { asker: { id: asker } }),
    directory: {
      person: (id) => people.find((one) => one.id === id),
      group: (name) => people.filter((one) => one.groups.includes(name)),
      sought: () => [],
      standIn: (id) => {
        const to = handed[id];
        return to === undefined ? undefined : { to, until: 'Fri 27 Nov' };
      },
    },
  };
}

const anyCase = fc
  .record({
    rows: anyCompany,
    requester: fc.nat(ids.length - 1),
    asker: fc.option(anyId, { nil: undefined }),
    owners: fc.uniqueArray(anyId, { maxLength: 3 }),
    handed: anyHandover,
  })
  .map((company) => ({ company: caseOf(company), handed: company.handed }));

test('over 10,000 random companies the person concerned and who asked for them are never asked, and whoever is asked leaves the rest decidable', () => {
  fc.assert(
    fc.property(
      anyCase,
      fc.array(anyStage, { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(anyId, { maxLength: 2 }),
      ({ company, handed }, stages, voted) => {
        if (company === undefined) return;
        const asked = askedIn(stages, 0, { ...company, voted: new Set(voted) });
        for (const party of [company.requester.id, company.asker?.id ?? company.requester.id]) {
          expect(asked.map((one) => one.person)).not.toContain(party);
          expect(asked.map((one) => one.standsInFor)).not.toContain(party);
        }
        for (const one of asked) {
          expect(company.directory.person(one.person)?.status).toBe('active');
          // One step only: whoever stands in was named by the one they stand in for, whoever that was named by.
          if (one.standsInFor !== undefined) expect(handed[one.standsInFor]).toBe(one.person);
        }
        const [first, ...rest] = stages;
        // One say a human: nobody is asked twice, and a quorum is never more than the humans who are asked.
        expect(new Set(asked.map((one) => one.person)).size).toBe(asked.length);
        expect(new Set(asked.map(seatOf)).size).toBe(asked.length);
        if (first !== undefined && asked.length > 0)
          expect(asked.length).toBeGreaterThanOrEqual(seatsOf(first, asked.length));
        if (first?.distinct === true)
          for (const one of asked) {
            expect(voted).not.toContain(one.person);
            expect(voted).not.toContain(seatOf(one));
          }
        const stays = { ...company, directory: { ...company.directory, standIn: () => undefined } };
        if (first?.need === 1 && first.distinct)
          for (const one of asked) {
            const after = new Set([...voted, one.person, seatOf(one)]);
            expect(isDecidable(rest, company, after) || isDecidable(rest, stays, after)).toBe(true);
          }
        // Where all have to agree, handing over makes them no fewer.
        if (first?.need === 'all' && asked.length > 0)
          expect(askedIn(stages, 0, { ...stays, voted: new Set(voted) }).length).toBeLessThanOrEqual(
            asked.length,
          );
        // Handing over never makes a request undecidable that could be decided without it.
        if (asked.length === 0) expect(askedIn(stages, 0, { ...stays, voted: new Set(voted) })).toEqual([]);
      },
    ),
    { numRuns: 10_000 },
  );
});
