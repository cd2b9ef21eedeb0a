import { describe, expect, test } from 'vitest';
import { after, day, hour } from '../instant.ts';
import type { PolicyVersion } from '../policy.ts';
import type { EndedRequest } from '../request.ts';
import { ana, bo, carla, momentAt, noon, pending, planned, rule, slack, version, worker } from './given.ts';
import { becomeActive, startProvisioning } from './provisioning.ts';
import { expireGrant, returnGrant } from './revoking.ts';
import type { StartFacts } from './start-grant.ts';
import { startGrant } from './start-grant.ts';

const start = after(noon, day);
const request: EndedRequest = {
  ...pending,
  startAt: start,
  state: 'approved',
  end: { by: bo.id, at: noon, why: '' },
};
const upcoming = { ...planned, startsAt: start, expiresAt: after(start, hour) };
const facts: StartFacts = {
  ...worker,
  grant: upcoming,
  request,
  subject: ana,
  current: version,
  openTasks: [],
  others: [],
  frozen: version,
  held: [],
  asker: undefined,
};
const begin = (given: Partial<StartFacts> = {}, now = start) =>
  startGrant(
    { kind: 'start_grant', actor: worker.actor, grant: upcoming.id },
    { ...facts, ...given },
    momentAt(now),
  );
const grantIn = (decision: ReturnType<typeof begin>) =>
  decision.is === 'accepted' ? decision.changes.find((one) => one.put === 'grant')?.row : undefined;
const policy = (rules: PolicyVersion['policy']['rules']): PolicyVersion => ({
  ...version,
  policy: { ...version.policy, rules },
});

describe('the start of a grant', () => {
  test('sends it on its way, and its end stays', () => {
    const decision = begin();
    expect(grantIn(decision)).toMatchObject({ state: 'planned', expiresAt: upcoming.expiresAt });
    expect(grantIn(decision)).not.toHaveProperty('startsAt');
    expect(decision.effects).toContainEqual(expect.objectContaining({ kind: 'reconcile' }));
  });

  test('is not before its time, and comes only once', () => {
    expect(begin({}, start - 1)).toMatchObject({ changes: [], effects: [] });
    const { startsAt: _, ...started } = upcoming;
    expect(begin({ grant: started })).toMatchObject({ changes: [], effects: [] });
  });

  test.each<[string, Partial<StartFacts>, RegExp, number?]>([
    ['the person has left', { subject: { ...ana, status: 'terminated' } }, /no longer active/],
    ['the approval is gone', { request: pending }, /approval behind it is gone/],
    ['its end is past', {}, /over before it could begin/, after(start, hour)],
    [
      'it is no longer in the catalogue',
      { current: { ...version, policy: { ...version.policy, entitlements: [] } } },
      /withdrawn/,
    ],
    [
      'the person no longer fits the rule',
      { frozen: policy([rule('write', { match: { person: { department: ['Sales'] } } })]) },
      /no longer fits the rule/,
    ],
    [
      'the policy of today refuses it',
      { current: policy([rule('no', { route: { kind: 'refuse', text: 'No.' } })]) },
      /policy of today/,
    ],
    ['no rule of today is about it', { current: policy([]) }, /policy of today/],
    [
      'it came to conflict with what is held',
      {
        held: [planned.entitlement],
        current: {
          ...version,
          policy: {
            ...version.policy,
            separation: [{ name: 'pay and approve', sides: [['db/write'], ['db/admin']], because: 'x' }],
          },
        },
        request: {
          ...request,
          target: { kind: 'entitlement', id: version.policy.entitlements[2]!.id },
          rule: 'all',
        },
        frozen: policy([rule('all', {})]),
      },
      /may not be held together/,
    ],
  ])('is not where %s: nothing is called, and it is said why', (...[, given, why, now]) => {
    const decision = begin({ ...given }, now);
    expect(grantIn(decision)).toMatchObject({
      state: 'not_started',
      desired: 'absent',
      lastFailure: { message: expect.stringMatching(why) },
    });
    expect(decision.effects).not.toContainEqual(expect.objectContaining({ kind: 'reconcile' }));
    expect(decision.is === 'accepted' && decision.changes).toContainEqual(
      expect.objectContaining({ row: expect.objectContaining({ role: 'outcome', person: 'ana' }) }),
    );
  });

  test('is told to who asked as well, when it is not to be', () => {
    const decision = begin({
      request: { ...request, submittedBy: carla.id },
      subject: { ...ana, status: 'leave' },
    });
    const told =
      decision.is === 'accepted'
        ? decision.changes.flatMap(({ row }) => ('role' in row ? [row.person] : []))
        : [];
    expect(told).toEqual(['ana', 'carla']);
  });
});

describe('until then', () => {
  test('the worker does not begin it', () => {
    const command = {
      kind: 'start_provisioning',
      actor: worker.actor,
      grant: upcoming.id,
      observed: 'absent',
    } as const;
    expect(startProvisioning(command, facts, momentAt(noon))).toMatchObject({ changes: [] });
  });

  test('it is cancelled by who was to have it, and by nobody else; nothing is called', () => {
    const command = (who: typeof ana) =>
      ({ kind: 'return_grant', actor: slack(who).actor, grant: upcoming.id }) as const;
    const cancelled = returnGrant(command(ana), { ...facts, ...slack(ana) }, momentAt(noon));
    expect(grantIn(cancelled)).toMatchObject({ state: 'not_started', end: { why: 'returned' } });
    expect(cancelled.effects).not.toContainEqual(expect.objectContaining({ kind: 'reconcile' }));
    expect(returnGrant(command(bo), { ...facts, ...slack(bo) }, momentAt(noon))).toMatchObject({
      refusal: { code: 'E-NOT-YOURS' },
    });
  });
});

test('it ends at its planned end, however late the target shows it; without a planned start the time runs from then', () => {
  const { startsAt: _, ...started } = upcoming;
  const provisioning = { ...started, state: 'provisioning' as const };
  const seen = { moment: momentAt(after(start, hour / 2)), evidence: 'seen' };
  expect(grantIn(becomeActive(provisioning, facts, seen))).toMatchObject({ expiresAt: after(start, hour) });
  const { startAt: __, ...atOnce } = request;
  expect(grantIn(becomeActive(provisioning, { ...facts, request: atOnce }, seen))).toMatchObject({
    expiresAt: after(start, hour * 1.5),
  });
  const expired = expireGrant(
    { kind: 'expire_grant', actor: worker.actor, grant: upcoming.id },
    facts,
    momentAt(after(start, hour)),
  );
  expect(grantIn(expired)).toMatchObject({ state: 'not_started' });
});
