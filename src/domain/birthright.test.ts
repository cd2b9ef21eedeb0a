import { describe, expect, test } from 'vitest';
import { birthrightChanges, birthrightsOf, birthrightTo, brakedRules, brakeSentence } from './birthright.ts';
import type { Judge } from './condition.ts';
import { ana, bo, carla, dan, version } from './decide/given.ts';
import { bundleId, entitlementId, personId } from './ids.ts';
import type { AssignRule, Policy } from './policy.ts';

const read = { kind: 'entitlement', id: entitlementId('db/read') } as const;
const write = { kind: 'entitlement', id: entitlementId('db/write') } as const;
const rule = (name: string, more: Partial<AssignRule>): AssignRule => ({
  name,
  to: {},
  give: [read],
  because: 'So.',
  ...more,
});
const withRules = (...assign: readonly AssignRule[]): Policy => ({ ...version.policy, assign });
const judge: Judge = (condition, { person }) =>
  condition === 'fails'
    ? { is: 'error', text: 'no such key' }
    : { is: person.name === condition ? 'true' : 'false' };
const due = (policy: Policy, person = ana) =>
  birthrightsOf(policy, person, judge).map((one) => [one.entitlement.id, one.rule.name]);

describe('what the assign rules give', () => {
  test('is everything that a matching rule names, bundles taken apart, each once with the first rule that gives it', () => {
    const policy = withRules(
      rule('reads', { to: { department: ['Engineering'] } }),
      rule('on call', { give: [{ kind: 'bundle', id: bundleId('oncall') }] }),
    );
    expect(due(policy)).toEqual([
      ['db/read', 'reads'],
      ['db/write', 'on call'],
    ]);
    expect(due(policy, carla)).toEqual([
      ['db/read', 'on call'],
      ['db/write', 'on call'],
    ]);
  });

  test('is nothing to who is not active, and nothing where a condition is false or cannot be judged', () => {
    expect(due(withRules(rule('all', {})), dan)).toEqual([]);
    for (const status of ['prehire', 'leave', 'terminated'] as const)
      expect(due(withRules(rule('all', {})), { ...ana, status })).toEqual([]);
    expect(due(withRules(rule('ana', { condition: 'Ana' })))).toEqual([['db/read', 'ana']]);
    expect(due(withRules(rule('ana', { condition: 'Ana' })), bo)).toEqual([]);
    expect(due(withRules(rule('odd', { condition: 'fails' })))).toEqual([]);
  });

  test('is nothing critical, whatever the rules say', () => {
    const admin = { kind: 'entitlement', id: entitlementId('db/admin') } as const;
    expect(due(withRules(rule('admins', { give: [admin, read] })))).toEqual([['db/read', 'admins']]);
  });

  test('covers an item only as a whole', () => {
    const oncall = { entitlements: version.policy.entitlements.slice(0, 2) };
    const to = { person: ana, judge };
    expect(birthrightTo(withRules(rule('reads', {})), oncall, to)).toBeUndefined();
    expect(birthrightTo(withRules(rule('both', { give: [read, write] })), oncall, to)?.name).toBe('both');
  });
});

test('what people are to have is set against what they have', () => {
  const policy = withRules(rule('reads', { to: { department: ['Engineering'] } }));
  const has = [{ entitlement: write.id, rule: 'old' }];
  const changes = birthrightChanges(
    [ana, carla].map((person) => ({ person, due: birthrightsOf(policy, person, judge), has })),
  );
  expect(changes).toEqual({
    give: [{ person: ana, entitlement: 'db/read', rule: 'reads' }],
    take: [
      { person: ana, entitlement: 'db/write', rule: 'old' },
      { person: carla, entitlement: 'db/write', rule: 'old' },
    ],
  });
});

describe('the brake', () => {
  const losing = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      person: { ...ana, id: personId(`p${at}`) },
      entitlement: read.id,
      rule: 'reads',
    }));
  const holders = (count: number) => new Map([['reads', count]]);

  test.each([
    ['20 people, however many that are', [20, 20], false],
    ['21 of 105 people, which are 20 %', [21, 105], false],
    ['21 of 104 people', [21, 104], true],
    ['everybody', [300, 300], true],
  ])('at %s', (_, [people = 0, all = 0], brakes) => {
    expect(brakedRules(losing(people), holders(all)).length > 0).toBe(brakes);
  });

  test('counts a person once, however much they lose, and goes by what the policy says where it says something', () => {
    expect(brakedRules([...losing(15), ...losing(15)], holders(15))).toEqual([]);
    const [braked] = brakedRules(losing(3), holders(4), { people: 2, percent: 50 });
    expect(braked).toEqual({ rule: 'reads', people: 3, holders: 4 });
    expect(braked && brakeSentence(braked)).toMatch(
      /“reads” would lose 3 of the 4.*E-ASSIGN-MASS.*assign_brake/,
    );
    expect(brakedRules(losing(3), holders(4), { people: 3, percent: 50 })).toEqual([]);
  });
});
