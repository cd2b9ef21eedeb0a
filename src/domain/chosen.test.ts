import { expect, test } from 'vitest';
import { chooser } from './chosen.ts';
import type { Judge } from './condition.ts';
import { ana, bo, carla, dan, eve, noon, version } from './decide/given.ts';
import { bundleId, entitlementId } from './ids.ts';
import type { Item } from './item.ts';
import { findItem } from './item.ts';

const itemOf = (id: string): Item => {
  const target = id.includes('/')
    ? ({ kind: 'entitlement', id: entitlementId(id) } as const)
    : ({ kind: 'bundle', id: bundleId(id) } as const);
  const item = findItem(version.policy, target, ana);
  if (item === undefined) throw new Error(`no ${id}`);
  return item;
};
const chosen = (item: Item, judge: Judge): readonly string[] => {
  const ask = {
    requester: ana,
    duration: 60,
    reason: 'r',
    held: new Set<string>(),
    now: noon,
    source: 'slack',
    judge,
  } as const;
  const isChosen = chooser('a condition', { policy: version.policy, item, ask });
  return [ana, bo, carla, dan, eve].filter(isChosen).map((one) => one.id);
};

test('a condition sees each candidate beside the person and what is asked for', () => {
  const seen: string[] = [];
  chosen(itemOf('db/read'), (text, { approver, person, entitlement }) => {
    seen.push(`${text}: ${approver?.id} for ${person.id}, ${entitlement.id}`);
    return { is: 'true' };
  });
  expect(seen[1]).toBe('a condition: bo for ana, db/read');
});

test('only active people are chosen, and nobody for whom it cannot be judged', () => {
  const judge: Judge = (_, { approver }) =>
    approver?.id === 'carla' ? { is: 'error', text: 'no such key' } : { is: 'true' };
  expect(chosen(itemOf('db/read'), judge)).toEqual(['ana', 'bo', 'eve']);
});

test('of a bundle it must hold for every part', () => {
  const judge: Judge = (_, { approver, entitlement }) => ({
    is: entitlement.id === 'db/read' || approver?.id === 'bo' ? 'true' : 'false',
  });
  expect(chosen(itemOf('oncall'), judge)).toEqual(['bo']);
});

test('of an item without parts nobody is chosen', () => {
  expect(chosen({ ...itemOf('oncall'), entitlements: [] }, () => ({ is: 'true' }))).toEqual([]);
});
