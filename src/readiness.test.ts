import { expect, test } from 'vitest';
import type { PolicyVersion } from './domain/policy.ts';
import { oneOf } from './domain/policy-sources.ts';
import type { UserGroups } from './domain/user-group.ts';
import { readiness } from './readiness.ts';
import { noon, policyVersion } from './store/test-rows.ts';

const naming: PolicyVersion = policyVersion(1, []);
const leads = { leads: [oneOf({ by: 'user_group', handle: 'leads' })] };
const ready = (routes: PolicyVersion['policy']['routes'], syncedAt?: number) => {
  const known: UserGroups | undefined =
    syncedAt === undefined ? undefined : { id: 'slack', version: 1, syncedAt, groups: [] };
  const read = {
    auditHead: async () => undefined,
    currentPolicy: async () => ({ ...naming, policy: { ...naming.policy, routes } }),
    userGroups: async () => known,
  };
  return readiness(read, noon);
};

test('a bot that needs no user groups, or was told of them within the hour, is ready', async () => {
  expect(await ready({})).toBe('ready');
  expect(await ready(leads, noon - 3_600_000)).toBe('ready');
});

test('user groups that are too old to count are said, with since when and what to look at', async () => {
  expect(await ready(leads, noon - 3_600_001)).toMatch(/^ready\nSlack told last at 2026-.* usergroups:read/);
  expect(await ready(leads)).toContain('Slack told never');
});

test('a store that does not answer is no ready bot', async () => {
  const read = { auditHead: () => Promise.reject(new Error('gone')) };
  const others = { currentPolicy: async () => undefined, userGroups: async () => undefined };
  await expect(readiness({ ...read, ...others }, noon)).rejects.toThrow('gone');
});
