import { describe, expect, test } from 'vitest';
import { breakGlass, reviewersNow } from './break-glass.ts';
import { ana, bo, carla, directory, eve, noon, rule, version } from './decide/given.ts';
import { appId, bundleId, entitlementId, personId } from './ids.ts';
import { hour } from './instant.ts';
import { itemOf } from './item.ts';
import type { Person } from './person.ts';
import type { Policy, Rule } from './policy.ts';
import { route } from './route.ts';

const security = { by: 'group', group: 'security' } as const;
const glass = (name: string, rest: Partial<Rule> = {}): Rule =>
  rule(name, {
    match: { items: ['db/write', 'db/admin'] },
    route: { kind: 'break_glass', tell: [{ by: 'owner' }], review: [security] },
    ...rest,
  });
const policyOf = (rules: readonly Rule[], rest: Partial<Policy> = {}): Policy => ({
  ...version.policy,
  rules,
  ...rest,
});
const everybodyElse = rule('rest', { route: { kind: 'refuse', text: 'No.' } });

function ask(
  policy: Policy,
  id: string,
  of: { who?: Person; held?: readonly string[]; bundle?: boolean } = {},
) {
  const target = { kind: 'entitlement', id: entitlementId(id) } as const;
  const item = itemOf(policy, of.bundle === true ? { kind: 'bundle', id: bundleId('oncall') } : target);
  if (item === undefined) throw new Error(`no ${id}`);
  const question = {
    requester: of.who ?? ana,
    duration: hour,
    reason: 'INC-42 is burning everywhere',
    held: new Set(of.held ?? []),
    now: noon,
    source: 'slack' as const,
    judge: () => ({ is: 'error', text: 'no conditions here' }) as const,
    directory,
  };
  return { glass: breakGlass(policy, item, question), normal: route(policy, item, question) };
}

describe('a rule that breaks glass', () => {
  test('is looked at only where somebody says that they break glass', () => {
    const asked = ask(policyOf([glass('emergency'), ...version.policy.rules]), 'db/admin');
    expect(asked.glass).toMatchObject({
      is: 'opens',
      rule: { name: 'emergency' },
      told: [{ person: 'carla' }],
      reviewers: [{ person: 'eve' }],
      maxDuration: hour,
    });
    expect(asked.normal).toMatchObject({ is: 'refuse', rule: { name: 'no-admin' } });
  });

  test('is passed by where rules above it would ask or approve', () => {
    const rules = [rule('asks', { route: { kind: 'auto' } }), glass('emergency'), everybodyElse];
    const asked = ask(policyOf(rules), 'db/write');
    expect(asked.glass).toMatchObject({ is: 'opens', rule: { name: 'emergency' } });
    expect(asked.normal).toMatchObject({ is: 'auto' });
  });

  test('never comes past a refusal above it, nor one that cannot be judged', () => {
    const no = (rest: Partial<Rule>) => rule('never', { route: { kind: 'refuse', text: 'Never.' }, ...rest });
    for (const above of [no({}), no({ match: { condition: 'broken' } })])
      expect(ask(policyOf([above, glass('emergency')]), 'db/write').glass).toMatchObject({
        is: 'refuse',
        refusal: { code: 'E-POL-REFUSED' },
      });
  });

  test('with a condition that cannot be judged stays shut', () => {
    const unclear = glass('emergency', { match: { condition: 'broken' } });
    expect(ask(policyOf([unclear, everybodyElse]), 'db/write').glass).toMatchObject({
      refusal: { code: 'E-POL-REFUSED' },
    });
  });

  test('about a part of a bundle does not open the bundle', () => {
    expect(ask(policyOf([glass('emergency'), everybodyElse]), '', { bundle: true }).glass).toMatchObject({
      is: 'refuse',
      refusal: { code: 'E-BG-NONE' },
    });
  });

  test('still wants what must be held already', () => {
    const policy = policyOf([glass('emergency', { holds: [entitlementId('db/read')] })]);
    expect(ask(policy, 'db/write').glass).toMatchObject({ refusal: { code: 'E-REQ-NEEDS' } });
    expect(ask(policy, 'db/write', { held: ['db/read'] }).glass).toMatchObject({ is: 'opens' });
  });

  test('refuses a forbidden pair; one with an exception it lets through, shorter, and says so', () => {
    const duty = { name: 'two hands', sides: [['db/write'], ['room/key']], because: 'So.' };
    const held = ['room/key'];
    expect(
      ask(policyOf([glass('emergency')], { separation: [duty] }), 'db/write', { held }).glass,
    ).toMatchObject({ refusal: { code: 'E-SOD' } });
    const exception = { stages: [], most: 600 };
    const excused = policyOf([glass('emergency')], { separation: [{ ...duty, exception }] });
    expect(ask(excused, 'db/write', { held }).glass).toMatchObject({
      is: 'opens',
      maxDuration: 600,
      conflicts: [{ name: 'two hands' }],
    });
  });

  test('stays shut where nobody else could review it, and alarms the reviewers where it would alarm nobody', () => {
    const policy = policyOf([glass('emergency')]);
    expect(ask(policy, 'db/write', { who: eve }).glass).toMatchObject({ refusal: { code: 'E-BG-REVIEW' } });
    expect(ask(policy, 'db/write', { who: carla }).glass).toMatchObject({
      is: 'opens',
      told: [{ person: 'eve' }],
    });
  });
});

test('a review falls to the owners of the app, then to the fulfillers, never to the person concerned or to somebody who left', () => {
  const item = itemOf(version.policy, { kind: 'entitlement', id: entitlementId('db/write') });
  if (item === undefined) throw new Error('no item');
  const gone = [{ by: 'person', person: personId('dan') }] as const;
  const owners = (...ids: string[]): Policy => ({
    ...version.policy,
    apps: [{ id: appId('db'), name: 'DB', connector: 'scim', config: {}, owners: ids.map(personId) }],
    settings: { ...version.policy.settings, fulfillers: [bo.id] },
  });
  const now = (requester: Person, policy: Policy) =>
    reviewersNow(gone, { item, requester, directory, policy }).map((one) => one.person);
  expect(now(ana, owners('carla'))).toEqual(['carla']);
  expect(now(carla, owners('carla'))).toEqual(['bo']);
  expect(now(bo, owners('dan'))).toEqual([]);
});
