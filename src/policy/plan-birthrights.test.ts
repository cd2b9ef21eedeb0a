import { expect, test } from 'vitest';
import { ana, bo, carla, dan, version } from '../domain/decide/given.ts';
import { entitlementId } from '../domain/ids.ts';
import type { AssignRule, Policy } from '../domain/policy.ts';
import { createJudge } from './condition/judge.ts';
import { planBirthrights } from './plan-birthrights.ts';

const rule = (name: string, department: string, id: string): AssignRule => ({
  name,
  to: { department: [department] },
  give: [{ kind: 'entitlement', id: entitlementId(id) }],
  because: 'So.',
});
const policy = (assign: readonly AssignRule[], more: Partial<Policy> = {}): Policy => ({
  ...version.policy,
  assign,
  ...more,
});
const facts = { people: [ana, bo, carla, dan], judge: createJudge() };

test('what rules give and take is told rule by rule, for active people, with names', () => {
  const before = policy([rule('readers', 'Engineering', 'db/read')]);
  const after = policy([rule('writers', 'Engineering', 'db/write'), rule('payers', 'Payments', 'db/read')]);
  const { groups, braked, losing } = planBirthrights(before, after, facts);
  expect(groups.map(({ shown, ...group }) => [group, shown.map((one) => one.person.id)])).toEqual([
    [{ change: 'given', direction: 'loosens', rule: 'writers', count: 2, people: 2 }, ['ana', 'bo']],
    [{ change: 'given', direction: 'loosens', rule: 'payers', count: 1, people: 1 }, ['carla']],
    [{ change: 'taken', direction: 'tightens', rule: 'readers', count: 2, people: 2 }, ['ana', 'bo']],
  ]);
  expect(braked).toEqual([]);
  expect(losing).toEqual(['ana', 'bo']);
});

test('another name for the same is no change; what the brake would hold back is told', () => {
  const before = policy([rule('readers', 'Engineering', 'db/read')]);
  const renamed = policy([rule('lookers', 'Engineering', 'db/read')]);
  expect(planBirthrights(before, renamed, facts)).toEqual({ groups: [], braked: [], losing: [] });
  const settings = { ...version.policy.settings, assignBrake: { people: 1, percent: 20 } };
  expect(planBirthrights(before, policy([], { settings }), facts).braked).toEqual([
    { rule: 'readers', people: 2, holders: 2 },
  ]);
});
