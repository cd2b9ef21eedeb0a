import { describe, expect, test } from 'vitest';
import { voteId } from '../ids.ts';
import { hour } from '../instant.ts';
import type { Rule, Stage } from '../policy.ts';
import { oneOf } from '../policy-sources.ts';
import type { Vote } from '../request.ts';
import type { DecideFacts } from './check-decision.ts';
import { approve, deny } from './decide-request.ts';
import {
  ana,
  bo,
  card,
  carla,
  directory,
  eve,
  momentAt,
  noon,
  pending,
  planned,
  slack,
  version,
} from './given.ts';
import type { DueFacts } from './request-due.ts';
import { requestDue } from './request-due.ts';
import type { Pending } from './way.ts';

const through = (stages: readonly Stage[], rest: Partial<Pending> = {}): Pending => ({
  ...pending,
  state: 'pending',
  way: { stages, at: 0, since: noon, step: 0, patience: 24 * hour },
  ...rest,
});
const vote = (who: typeof bo, stage: number): Vote => ({
  id: voteId(`v-${who.id}`),
  request: pending.id,
  revision: 1,
  stage,
  person: who.id,
  verdict: 'approve',
  reason: '',
  at: noon,
});
const base = {
  requester: ana,
  frozen: version,
  current: version,
  directory,
  cards: [],
  held: [],
  extended: undefined,
  endedBy: undefined,
};

function yes(who: typeof bo, request: Pending, rest: Partial<DecideFacts> & { reason?: string } = {}) {
  const { reason = '', ...facts } = rest;
  const press = { card: card(who).id, revision: 1, place: { channel: `D-${who.id}`, ts: '1.1' } };
  return approve(
    { kind: 'approve', actor: slack(who).actor, press, reason },
    { ...slack(who), ...base, card: card(who), request, votes: [], ...facts },
    momentAt(),
  );
}
const told = (decision: ReturnType<typeof approve>) =>
  decision.is === 'refused'
    ? decision.refusal.code
    : decision.changes.map((one) => (one.put === 'request' ? `request ${one.row.state}` : one.put));

const managerThenOwner = [oneOf({ by: 'manager' }), oneOf({ by: 'owner' })];

describe('a request of several stages', () => {
  test('is not granted by the first yes: the next stage begins, and its people get a card', () => {
    const decision = yes(bo, through(managerThenOwner));
    expect(told(decision)).toEqual(['vote', 'request pending', 'card']);
    expect(decision.is === 'accepted' && decision.changes[1]?.row).toMatchObject({
      way: { at: 1, since: noon },
      asked: [{ person: carla.id }],
    });
  });

  test('is granted by the last yes', () => {
    const request = through(managerThenOwner, { asked: [{ person: carla.id, why: '' }] });
    const second = { ...request, way: { ...request.way, at: 1 } };
    expect(told(yes(carla, second, { votes: [vote(bo, 0)] }))).toEqual(['vote', 'request approved', 'grant']);
  });

  test('cannot be decided by somebody of a stage that is over or still to come', () => {
    const request = through(managerThenOwner);
    expect(told(yes(carla, request))).toBe('E-APPR-NOT');
    expect(told(yes(bo, { ...request, way: { ...request.way, at: 1 } }, { votes: [vote(bo, 0)] }))).toBe(
      'E-APPR-CHANGED',
    );
  });

  test('ends when nobody is left for the next stage, and says so', () => {
    const gone = {
      ...directory,
      person: (id: typeof bo.id) =>
        id === carla.id ? { ...carla, status: 'terminated' as const } : directory.person(id),
    };
    const request = through([{ ...oneOf({ by: 'manager' }), distinct: false }, oneOf({ by: 'owner' })]);
    expect(told(yes(bo, request, { directory: gone }))).toEqual(['vote', 'request invalidated', 'card']);
  });
});

describe('a stage that takes several people', () => {
  const both = through([{ ...oneOf({ by: 'manager' }, { by: 'owner' }), need: 2 }], {
    asked: [bo, carla].map((one) => ({ person: one.id, why: '' })),
  });
  test('waits after the first yes, with a new version so that two at once cannot miss each other', () => {
    const decision = yes(bo, both);
    expect(told(decision)).toEqual(['vote', 'request pending']);
    expect(decision.is === 'accepted' && decision.changes[1]?.row).toMatchObject({
      version: 2,
      way: { at: 0 },
    });
  });
  test('is passed by the second', () => {
    expect(told(yes(carla, both, { votes: [vote(bo, 0)] }))).toEqual(['vote', 'request approved', 'grant']);
  });
  test('does not count the yes of somebody who left meanwhile', () => {
    const votes = [vote(eve, 0)];
    expect(told(yes(carla, both, { votes }))).toEqual(['vote', 'request pending']);
  });
  test('tells who clicks twice that others have to agree as well', () => {
    const again = yes(bo, both, { votes: [vote(bo, 0)] });
    expect(again).toMatchObject({
      is: 'accepted',
      changes: [],
      answer: { text: expect.stringContaining('already') },
    });
  });
});

test('a stage that wants a reason takes no yes without one', () => {
  const request = through([{ ...oneOf({ by: 'manager' }), reason: true }]);
  expect(told(yes(bo, request))).toBe('E-REQ-REASON');
  expect(told(yes(bo, request, { reason: 'On call, incident is open' }))).toEqual([
    'vote',
    'request approved',
    'grant',
  ]);
});

test('whoever approved cannot deny the same stage: the first word stands, and says so', () => {
  const both = through([{ ...oneOf({ by: 'manager' }, { by: 'owner' }), need: 2 }]);
  const press = { card: card(bo).id, revision: 1, place: { channel: 'D-bo', ts: '1.1' } };
  const decision = deny(
    { kind: 'deny', actor: slack(bo).actor, press, reason: 'On second thoughts, no.' },
    { ...slack(bo), ...base, card: card(bo), request: both, votes: [vote(bo, 0)] },
    momentAt(),
  );
  expect(told(decision)).toBe('E-DECIDED');
});

test('a requester who no longer fits the rule, or no longer holds what it builds on, is granted nothing', () => {
  const narrowed = (rest: Partial<Rule>) => ({
    ...version,
    policy: {
      ...version.policy,
      rules: version.policy.rules.map((one) => (one.name === 'write' ? { ...one, ...rest } : one)),
    },
  });
  const moved = narrowed({ match: { items: ['db/write'], person: { department: ['Payments'] } } });
  expect(told(yes(bo, through([oneOf({ by: 'manager' })]), { frozen: moved }))).toBe('E-STATE');
  const builds = narrowed({ holds: [grantOfRead().entitlement] });
  expect(told(yes(bo, through([oneOf({ by: 'manager' })]), { frozen: builds }))).toBe('E-REQ-NEEDS');
});

test('what came to conflict with it meanwhile is not granted', () => {
  const separated = {
    ...version,
    policy: {
      ...version.policy,
      separation: [{ name: 'apart', sides: [['db/write'], ['db/read']], because: 'So.' }],
    },
  };
  const held = [grantOfRead().entitlement];
  expect(told(yes(bo, through([oneOf({ by: 'manager' })]), { current: separated, held }))).toBe('E-SOD');
});

describe('a stage that waits too long', () => {
  const late = (request: Pending, hours: number, rest: Partial<DueFacts> = {}) =>
    requestDue(
      { kind: 'request_due', actor: { kind: 'system', name: 'clock' }, request: request.id },
      {
        actor: { kind: 'system', name: 'clock' },
        linked: undefined,
        request,
        requester: ana,
        frozen: version,
        directory,
        votes: [],
        cards: [card(bo)],
        ...rest,
      },
      momentAt(noon + hours * hour * 1_000),
    );
  const steps = (stage: Partial<Stage>, more: readonly Stage[] = []) =>
    through([{ ...oneOf({ by: 'manager' }), ...stage }, ...more], { deadlineAt: noon + 2 * hour * 1_000 });

  test('reminds whoever has not answered, once a step, in a message of its own', () => {
    const decision = late(steps({ steps: [{ after: 2 * hour, do: 'remind' }] }), 2);
    expect(decision.is === 'accepted' && decision.changes).toMatchObject([
      { put: 'request', row: { way: { step: 1 }, deadlineAt: noon + 24 * hour * 1_000 } },
      { put: 'card', row: { role: 'reminder', person: bo.id } },
    ]);
  });
  test('asks more people', () => {
    const decision = late(steps({ steps: [{ after: 2 * hour, do: 'escalate', to: [{ by: 'owner' }] }] }), 3);
    expect(decision.is === 'accepted' && decision.changes).toMatchObject([
      { put: 'request', row: { asked: [{ person: bo.id }, { person: carla.id }] } },
      { put: 'card', row: { role: 'approver', person: carla.id } },
    ]);
  });
  test('is skipped where the policy says so, but never as the last', () => {
    const skip: Partial<Stage> = { steps: [{ after: 2 * hour, do: 'skip' }] };
    expect(told(late(steps(skip, [oneOf({ by: 'owner' })]), 2))).toEqual(['request pending', 'card']);
    expect(told(late(steps(skip), 2))).toEqual(['request expired', 'card']);
  });
  test('takes another way', () => {
    const frozen = {
      ...version,
      policy: { ...version.policy, routes: { other: [oneOf({ by: 'group', group: 'security' })] } },
    };
    const decision = late(steps({ steps: [{ after: 2 * hour, do: 'route', route: 'other' }] }), 2, {
      frozen,
    });
    expect(decision.is === 'accepted' && decision.changes).toMatchObject([
      { put: 'request', row: { asked: [{ person: eve.id }] } },
      { put: 'card', row: { person: eve.id } },
    ]);
  });
  test('expires when no step is left', () => {
    expect(told(late(steps({}), 24))).toEqual(['request expired', 'card']);
  });
  test('is left alone before its time', () => {
    expect(told(late(steps({}), 1))).toEqual([]);
  });
});

function grantOfRead() {
  return { ...planned, entitlement: version.policy.entitlements[0]?.id ?? planned.entitlement };
}
