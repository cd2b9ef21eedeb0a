import { describe, expect, test } from 'vitest';
import type { Decision } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { hour, minute } from '../instant.ts';
import { ana, bo, momentAt, noon, pending, planned, slack, version, worker } from './given.ts';
import type { GrantFacts } from './provisioning.ts';
import { provisioned, provisioningFailed, startProvisioning, warningAt } from './provisioning.ts';
import { expireGrant, returnGrant, revoked, revokingFailed, warnOfEnd } from './revoking.ts';

const approved = { ...pending, state: 'approved' as const, end: { by: bo.id, at: noon, why: '' } };
const facts: GrantFacts = {
  ...worker,
  grant: planned,
  request: approved,
  subject: ana,
  current: version,
  openTasks: [],
  others: [],
};
const grantIn = (decision: Decision): Grant | undefined =>
  decision.is === 'accepted'
    ? decision.changes.flatMap((change) => (change.put === 'grant' ? [change.row] : []))[0]
    : undefined;
const provisioning: Grant = { ...planned, version: 2, state: 'provisioning' };
const active: Grant = {
  ...planned,
  version: 3,
  state: 'active',
  observed: 'present',
  activeAt: noon,
  warnAt: noon + 48 * minute * 1_000,
};
const ending: Grant = {
  ...planned,
  version: 4,
  state: 'revoking',
  desired: 'absent',
  activeAt: noon,
  end: { why: 'expired', by: 'clock', since: noon },
};
const id = planned.id;
const failure = { class: 'retryable' as const, message: 'The target does not answer.', at: noon };
const start = (given: Partial<GrantFacts>, observed: 'present' | 'absent' = 'absent') =>
  startProvisioning(
    { kind: 'start_provisioning', actor: worker.actor, grant: id, observed },
    { ...facts, ...given },
    momentAt(),
  );

describe('a grant on its way in', () => {
  test('starts only while it is still right', () => {
    expect(grantIn(start({}))).toMatchObject({ state: 'provisioning', adopted: false, version: 2 });
    expect(grantIn(start({ subject: { ...ana, status: 'terminated' } }))).toMatchObject({
      state: 'not_started',
      desired: 'absent',
    });
    expect(
      grantIn(start({ current: { ...version, policy: { ...version.policy, entitlements: [] } } })),
    ).toMatchObject({ state: 'not_started' });
    expect(grantIn(start({ request: pending }))).toMatchObject({ state: 'not_started' });
  });

  test('remembers what was there before it as not its own, unless another grant put it there', () => {
    expect(grantIn(start({}, 'present'))).toMatchObject({ adopted: true });
    expect(grantIn(start({ others: [active] }, 'present'))).toMatchObject({ adopted: false });
  });

  test('is active only when seen, and its time starts then', () => {
    const seen = provisioned(
      { kind: 'provisioned', actor: worker.actor, grant: id, evidence: 'Seen.' },
      { ...facts, grant: provisioning },
      momentAt(noon + 90_000),
    );
    expect(grantIn(seen)).toMatchObject({
      state: 'active',
      observed: 'present',
      expiresAt: noon + 90_000 + hour * 1_000,
      warnAt: noon + 90_000 + 48 * minute * 1_000,
    });
    const before = provisioned(
      { kind: 'provisioned', actor: worker.actor, grant: id, evidence: 'Seen.' },
      facts,
      momentAt(),
    );
    expect(grantIn(before)).toBeUndefined();
  });

  test('keeps trying after a passing failure, and cleans up after a permanent one', () => {
    const fail = (kind: 'retryable' | 'permanent') =>
      provisioningFailed(
        { kind: 'provisioning_failed', actor: worker.actor, grant: id, failure: { ...failure, class: kind } },
        { ...facts, grant: provisioning },
        momentAt(),
      );
    expect(grantIn(fail('retryable'))).toMatchObject({
      state: 'provisioning',
      attempts: 1,
      desired: 'present',
    });
    expect(grantIn(fail('permanent'))).toMatchObject({ state: 'failed', desired: 'absent' });
    expect(fail('permanent')).toMatchObject({
      effects: expect.arrayContaining([expect.objectContaining({ kind: 'reconcile', urgent: true })]),
    });
  });

  test.each([
    [8 * hour, 8 * hour - 96 * minute],
    [hour, 48 * minute],
    [15 * minute, 10 * minute],
    [5 * minute, undefined],
  ])('of %i s is warned of its end after %s s', (duration, expected) => {
    expect(warningAt(0, duration)).toBe(expected === undefined ? undefined : expected * 1_000);
  });
});

describe('a grant on its way out', () => {
  test('ends at its end and not before', () => {
    const at = (now: number) =>
      expireGrant(
        { kind: 'expire_grant', actor: worker.actor, grant: id },
        { ...facts, grant: active },
        momentAt(now),
      );
    expect(grantIn(at(active.expiresAt - 1))).toBeUndefined();
    expect(grantIn(at(active.expiresAt))).toMatchObject({
      state: 'revoking',
      desired: 'absent',
      end: { why: 'expired', by: 'clock' },
    });
  });

  test('that never began needs no call', () => {
    expect(
      grantIn(
        expireGrant(
          { kind: 'expire_grant', actor: worker.actor, grant: id },
          facts,
          momentAt(planned.expiresAt),
        ),
      ),
    ).toMatchObject({ state: 'not_started' });
  });

  test('is returned by who holds it and by nobody else', () => {
    const give = (who: typeof ana) =>
      returnGrant(
        { kind: 'return_grant', actor: slack(who).actor, grant: id },
        { ...facts, ...slack(who), grant: active },
        momentAt(),
      );
    expect(grantIn(give(ana))).toMatchObject({ state: 'revoking', end: { why: 'returned', by: 'ana' } });
    expect(give(bo)).toMatchObject({ is: 'refused', refusal: { code: 'E-NOT-YOURS' } });
  });

  test('is warned of once', () => {
    const warn = (grant: Grant) =>
      warnOfEnd(
        { kind: 'warn_of_end', actor: worker.actor, grant: id },
        { ...facts, grant },
        momentAt(noon + 50 * minute * 1_000),
      );
    const warned = grantIn(warn(active));
    expect(warned).not.toHaveProperty('warnAt');
    expect(warned !== undefined && grantIn(warn(warned))).toBeUndefined();
  });

  test('is tried for ever, with a human asked to look after five tries or five minutes', () => {
    const fail = (grant: Grant, now = noon) =>
      revokingFailed(
        { kind: 'revoking_failed', actor: worker.actor, grant: id, failure },
        { ...facts, grant },
        momentAt(now),
      );
    expect(grantIn(fail(ending))).toMatchObject({ state: 'revoking', attempts: 1 });
    expect(grantIn(fail({ ...ending, attempts: 4 }))).toMatchObject({ state: 'revoke_stuck' });
    const late = fail(ending, noon + 5 * minute * 1_000);
    expect(late.is === 'accepted' && late.changes.map((change) => change.put)).toEqual([
      'grant',
      'task',
      'card',
    ]);
    const stuck = grantIn(late);
    expect(
      stuck !== undefined &&
        grantIn(
          revoked(
            { kind: 'revoked', actor: worker.actor, grant: id, evidence: 'Gone.' },
            { ...facts, grant: stuck },
            momentAt(),
          ),
        ),
    ).toMatchObject({ state: 'revoked', observed: 'absent' });
  });

  test('never comes back: no command of the way in moves it', () => {
    for (const grant of [ending, { ...ending, state: 'revoked' as const, endedAt: noon }]) {
      const given = { ...facts, grant };
      expect(
        grantIn(
          startProvisioning(
            { kind: 'start_provisioning', actor: worker.actor, grant: id, observed: 'absent' },
            given,
            momentAt(),
          ),
        ),
      ).toBeUndefined();
      expect(
        grantIn(
          provisioned(
            { kind: 'provisioned', actor: worker.actor, grant: id, evidence: '' },
            given,
            momentAt(),
          ),
        ),
      ).toBeUndefined();
      expect(
        grantIn(
          provisioningFailed(
            { kind: 'provisioning_failed', actor: worker.actor, grant: id, failure },
            given,
            momentAt(),
          ),
        ),
      ).toBeUndefined();
    }
  });
});
