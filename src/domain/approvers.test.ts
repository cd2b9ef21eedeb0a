import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from './approvers.ts';
import { askedIn, isDecidable } from './approvers.ts';
import { ana, bo, carla, directory, entitlement, eve, version } from './decide/given.ts';
import { personId } from './ids.ts';
import { findItem } from './item.ts';
import type { Person } from './person.ts';
import type { ApproverSpec, Stage } from './policy.ts';
import { oneOf } from './policy.ts';

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

test('over 10,000 random companies the person concerned is never asked, and whoever is asked leaves the rest decidable', () => {
  fc.assert(
    fc.property(
      anyCompany,
      fc.array(anyStage, { minLength: 1, maxLength: 3 }),
      fc.record({ requester: fc.nat(ids.length - 1), owners: fc.uniqueArray(anyId, { maxLength: 3 }) }),
      (rows, stages, { requester, owners }) => {
        const people = rows.map(
          ({ manager, ...row }, index): Person => ({
            ...ana,
            ...row,
            id: personId(ids[index] ?? ''),
            ...(manager === undefined ? {} : { manager }),
          }),
        );
        const who = people[requester];
        if (who === undefined) return;
        const company: Case = {
          item: { ...item, entitlements: [entitlement('db/write', { owners })] },
          requester: who,
          directory: {
            person: (id) => people.find((one) => one.id === id),
            group: (name) => people.filter((one) => one.groups.includes(name)),
          },
        };
        const asked = askedIn(stages, 0, company);
        expect(asked.map((one) => one.person)).not.toContain(who.id);
        expect(new Set(asked.map((one) => one.person)).size).toBe(asked.length);
        for (const one of asked) expect(company.directory.person(one.person)?.status).toBe('active');
        const [first, ...rest] = stages;
        if (first?.need === 1 && first.distinct)
          for (const one of asked) expect(isDecidable(rest, company, new Set([one.person]))).toBe(true);
      },
    ),
    { numRuns: 10_000 },
  );
});
