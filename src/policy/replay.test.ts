import { describe, expect, test } from 'vitest';
import { entitlementId, personId, policyVersionId, requestId } from '../domain/ids.ts';
import { hour } from '../domain/instant.ts';
import { oneOf } from '../domain/policy-sources.ts';
import type { Request } from '../domain/request.ts';
import { rosterOf } from '../domain/roster.ts';
import { createJudge } from './condition/judge.ts';
import { parsePolicy } from './parse.ts';
import { replay } from './replay.ts';
import { somebody } from './test-people.ts';

const ana = somebody('ana', { manager: personId('bo') });
const roster = rosterOf([ana, somebody('bo'), somebody('grace'), somebody('sam', { groups: ['security'] })]);

const file = `
apps:
  db:
    name: DB
    connector: manual
    owners: [grace]
    entitlements:
      read: { name: DB read, description: Look., risk: low, max: 8h, default: 1h }
      write: { name: DB write, description: Change., risk: high, max: 8h, default: 1h }
      pay: { name: DB pay, description: Pay., risk: high, max: 8h, default: 1h }
rules:
  - { name: reads, when: { items: [db/read], if: '!request.reason.contains("curious")' }, approve: auto, because: So. }
  - { name: writes, when: { items: [db/write] }, approve: manager, because: So. }
  - { name: pays, when: { items: [db/pay] }, holds: [db/read], approve: owner, because: So. }
  - { name: rest, refuse: No., because: So. }
separation_of_duties:
  - { name: makers, between: [[db/write], [db/pay]], because: Two., exception: { stages: [{ ask: { group: security } }], most: 4h } }
`;
function policyOf(text: string) {
  const parsed = parsePolicy(text);
  if (parsed.is !== 'policy') throw new Error(JSON.stringify(parsed.faults));
  return parsed.policy;
}

type More = {
  readonly state?: 'approved' | 'denied' | 'pending';
  readonly conflicts?: readonly string[];
  readonly reason?: string;
};

function asked(item: string, stages: number, more: More = {}): Request {
  const core = {
    id: requestId('req_1'),
    version: 2,
    revision: 1,
    origin: 'asked' as const,
    requester: ana.id,
    target: { kind: 'entitlement' as const, id: entitlementId(item) },
    entitlements: [entitlementId(item)],
    risk: 'high' as const,
    duration: 2 * hour,
    reason: more.reason ?? 'INC-42 is burning',
    policyVersion: policyVersionId('pol_1'),
    rule: 'r',
    because: 'So.',
    asked: [],
    way: {
      stages: Array.from({ length: stages }, () => oneOf({ by: 'manager' })),
      at: 0,
      since: 0,
      step: 0,
      patience: hour,
    },
    conflicts: more.conflicts ?? [],
    createdAt: Date.UTC(2026, 10, 23, 12),
    deadlineAt: 0,
  };
  const { state = 'approved' } = more;
  return state === 'pending'
    ? { ...core, state }
    : { ...core, state, end: { by: personId('bo'), at: 0, why: '' } };
}

function put(request: Request, edit: readonly [string, string], altogether = request.duration) {
  expect(file).toContain(edit[0]);
  const after = policyOf(file.replace(...edit));
  return replay(request, {
    requester: ana,
    roster,
    judge: createJudge(),
    frozen: policyOf(file),
    after,
    altogether,
  });
}
const same = ['because: Two.', 'because: Two!'] as const;

describe('a request of the past, put to another policy', () => {
  test.each([
    ['granted at once', asked('db/read', 0)],
    ['asked in one stage', asked('db/write', 1)],
    ['held already what the rule wants', asked('db/pay', 1)],
    ['an exception from a separation of duties', asked('db/write', 2, { conflicts: ['makers'] })],
  ])('goes the same way where nothing about it changed: %s', (_, request) => {
    expect(put(request, same)).toBeUndefined();
  });

  test.each<[Request, readonly [string, string], string, string, string]>([
    [
      asked('db/write', 1),
      ['approve: manager', 'approve: auto'],
      'auto_now',
      'was approved in 1 stage',
      'would be granted at once',
    ],
    [
      asked('db/read', 0),
      ['approve: auto', 'approve: owner'],
      'asked_now',
      'was approved at once',
      'would be decided in 1 stage (grace)',
    ],
    [
      asked('db/write', 1, { state: 'denied' }),
      ['approve: manager', 'stages: [{ ask: manager }, { ask: owner }]'],
      'more_stages',
      'was denied in 1 stage',
      'would be decided in 2 stages (bo; then grace)',
    ],
    [
      asked('db/write', 2, { conflicts: ['makers'] }),
      ['- { name: makers', '- { name: others'],
      'fewer_stages',
      'was approved in 2 stages',
      'would be decided in 1 stage (bo)',
    ],
    [
      asked('db/write', 1),
      ['approve: manager', 'approve: owner'],
      'others',
      'was approved in 1 stage',
      'would be decided in 1 stage (grace)',
    ],
    [
      asked('db/write', 1),
      ['approve: manager', 'refuse: Never.'],
      'refused_now',
      'was approved in 1 stage',
      'would be refused (E-POL-REFUSED)',
    ],
    [
      asked('db/write', 1),
      ['risk: high, max: 8h', 'risk: high, max: 1h'],
      'refused_now',
      'was approved in 1 stage',
      'would be refused (1 h at most)',
    ],
    [
      asked('db/write', 1, { state: 'pending' }),
      [
        'description: Change., risk: high,',
        'description: Change., risk: high, visible_to: { department: [Support] },',
      ],
      'refused_now',
      'waits in 1 stage',
      'would be refused (it is not in the catalogue for them)',
    ],
  ])('number %#', (request, edit, ...[kind, was, would]) => {
    expect(put(request, edit)).toEqual({ kind, was, would });
  });

  test('is judged with its own reason, and an extension with the whole length', () => {
    expect(put(asked('db/read', 0), ['curious', 'burning'])).toMatchObject({ kind: 'refused_now' });
    expect(put(asked('db/write', 1), same, 9 * hour)).toMatchObject({
      would: 'would be refused (8 h at most)',
    });
  });

  test('says what was decided, where its policy is no longer known', () => {
    const facts = { requester: ana, roster, judge: createJudge(), frozen: undefined };
    const replayed = replay(asked('db/read', 1), { ...facts, after: policyOf(file), altogether: hour });
    expect(replayed).toMatchObject({ kind: 'auto_now', was: 'was approved in 1 stage' });
  });
});
