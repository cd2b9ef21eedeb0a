import { describe, expect, test } from 'vitest';
import type { Change, Decision, Moment } from '../decision.ts';
import type { Grant } from '../grant.ts';
import { grantId, requestId, taskId } from '../ids.ts';
import { day, hour } from '../instant.ts';
import type { Person } from '../person.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import type { Task } from '../task.ts';
import type { GlassFacts } from './break-glass.ts';
import { breakTheGlass } from './break-glass.ts';
import { endNow } from './end-now.ts';
import {
  ana,
  bo,
  card,
  carla,
  dan,
  directory,
  eve,
  momentAt,
  noon,
  pending,
  planned,
  rule,
  slack,
  version,
  worker,
} from './given.ts';
import { withReview } from './open-review.ts';
import type { GrantFacts } from './provisioning.ts';
import { finishReview, remindReview } from './reviews.ts';
import { expireGrant, revoked } from './revoking.ts';

const security = { by: 'group', group: 'security' } as const;
const glassRule = rule('emergency', {
  match: { items: ['db/write', 'oncall'] },
  route: {
    kind: 'break_glass',
    tell: [{ by: 'owner' }, security, { by: 'channel', channel: 'C0INC' }],
    review: [security],
  },
});
const policy = { ...version, policy: { ...version.policy, rules: [glassRule, ...version.policy.rules] } };
const why = 'INC-42: refunds fail for everybody';
const facts = (who: Person = ana, rest: Partial<GlassFacts> = {}): GlassFacts => ({
  ...slack(who),
  policy,
  directory,
  held: [],
  debt: undefined,
  ...rest,
});
const breakIt = (
  of: GlassFacts,
  moment: Moment = momentAt(),
  rest: { duration?: number; reason?: string } = {},
) =>
  breakTheGlass(
    { kind: 'break_glass', actor: of.actor, target: pending.target, duration: hour, reason: why, ...rest },
    of,
    moment,
  );
const rows = <Put extends Change['put']>(decision: Decision, put: Put) =>
  decision.changes.flatMap((change) => (change.put === put ? [change.row] : []));
const code = (decision: Decision) => (decision.is === 'refused' ? decision.refusal.code : 'accepted');

const broken: Request = {
  ...pending,
  origin: 'break_glass',
  broken: { told: [{ person: carla.id, why: 'Owner.' }], channels: [], review: [security] },
  asked: [],
  state: 'approved',
  end: { by: 'policy', at: noon, why: 'It is so.' },
};

describe('breaking glass', () => {
  test('is a request that is approved already, its grants, and an alarm for everybody who is told, in one commit', () => {
    const decision = breakIt(facts());
    expect(rows(decision, 'request')).toMatchObject([
      { origin: 'break_glass', state: 'approved', end: { by: 'policy' }, rule: 'emergency', asked: [] },
    ]);
    expect(rows(decision, 'grant')).toMatchObject([{ entitlement: 'db/write', state: 'planned' }]);
    expect(rows(decision, 'card')).toMatchObject([
      { role: 'requester', person: 'ana' },
      { role: 'alarm', person: 'carla' },
      { role: 'alarm', person: 'eve' },
      { role: 'alarm', channel: 'C0INC' },
    ]);
    expect(decision.effects).toContainEqual(expect.objectContaining({ kind: 'reconcile', urgent: true }));
    expect(decision.audit).toMatchObject([
      { actor: 'person:ana', action: 'glass.broken', detail: { told: ['carla', 'eve'], reviewers: ['eve'] } },
    ]);
  });

  test.each<[string, Decision, string]>([
    ['by somebody who left', breakIt(facts(dan)), 'E-IDENT-LEFT'],
    ['with nineteen characters', breakIt(facts(), momentAt(), { reason: 'x'.repeat(19) }), 'E-REQ-REASON'],
    ['for more than an hour', breakIt(facts(), momentAt(), { duration: hour + 1 }), 'E-REQ-DUR'],
    ['for what is held', breakIt(facts(ana, { held: [planned] })), 'E-REQ-HELD'],
    ['by the only reviewer', breakIt(facts(eve)), 'E-BG-REVIEW'],
    ['with nothing in force', breakIt(facts(ana, { policy: undefined })), 'E-POL-NONE'],
    ['before the last was over', breakIt(facts(ana, { debt: { request: broken, name: 'DB' } })), 'E-BG-DEBT'],
    [
      'while the audit log does not verify',
      breakIt(facts(), { ...momentAt(), doubt: refusal('E-AUDIT', 'Nothing new is granted.') }),
      'E-AUDIT',
    ],
  ])('%s is refused', (_how, decision, expected) => {
    expect(code(decision)).toBe(expected);
    expect(decision.changes).toEqual([]);
  });

  test('while there is doubt, says that there is no way around it', () => {
    const doubt = refusal('E-CLOCK', 'The clock was set back.');
    expect(breakIt(facts(), { ...momentAt(), doubt })).toMatchObject({
      refusal: {
        text: expect.stringMatching(/^The clock was set back\. Breaking glass is no way around that/),
      },
    });
  });
});

const active: Grant = { ...planned, state: 'active', activeAt: noon };
const other: Grant = { ...active, id: grantId('gr_2') };
const over: Grant = {
  ...planned,
  id: grantId('gr_2'),
  state: 'revoked',
  desired: 'absent',
  end: { why: 'expired', by: 'clock', since: noon },
  endedAt: noon,
};
const grantFacts = (
  grant: Grant,
  siblings: readonly Grant[],
  rest: Partial<GrantFacts> = {},
): GrantFacts => ({
  ...worker,
  grant,
  request: broken,
  subject: ana,
  current: policy,
  openTasks: [],
  others: [],
  glass: { siblings, reviewers: [{ person: eve.id, why: 'Security.' }] },
  ...rest,
});
const revoking: Grant = {
  ...active,
  state: 'revoking',
  desired: 'absent',
  end: { why: 'expired', by: 'clock', since: noon },
};
const gone = (of: GrantFacts) => {
  const { grant } = of;
  if (grant === undefined) throw new Error('no grant');
  return withReview(
    revoked({ kind: 'revoked', actor: of.actor, grant: grant.id, evidence: 'Gone.' }, of, momentAt()),
    of,
    momentAt(),
  );
};

describe('the review', () => {
  test('opens with the last grant that ends, for the reviewers of now', () => {
    const decision = gone(grantFacts(revoking, [revoking, over]));
    const [task] = decision.changes.flatMap((change) => (change.put === 'task' ? [change.row] : []));
    expect(task).toMatchObject({
      work: 'review',
      state: 'open',
      fulfillers: ['eve'],
      remindAt: noon + day * 1_000,
    });
    expect(rows(decision, 'request')).toMatchObject([{ version: 2, broken: { task: task?.id } }]);
    expect(rows(decision, 'card')).toContainEqual(
      expect.objectContaining({ role: 'fulfiller', person: 'eve' }),
    );
    expect(decision.audit.map((entry) => entry.action)).toEqual(['grant.revoked', 'review.opened']);
  });

  test('waits for the others; of two that end at once one must be decided again, because both move the request on', () => {
    const decision = gone(grantFacts(revoking, [revoking, other]));
    expect(rows(decision, 'task')).toEqual([]);
    expect(rows(decision, 'request')).toMatchObject([
      { version: 2, broken: { told: [{ person: 'carla' }] } },
    ]);
  });

  test('opens too where nothing ever came to be', () => {
    const of = grantFacts(planned, [planned]);
    const late = momentAt(noon + 2 * hour * 1_000);
    const decision = withReview(
      expireGrant({ kind: 'expire_grant', actor: of.actor, grant: planned.id }, of, late),
      of,
      late,
    );
    expect(rows(decision, 'grant')).toMatchObject([{ state: 'not_started' }]);
    expect(rows(decision, 'task')).toMatchObject([{ work: 'review' }]);
  });

  test('never opens for access that somebody approved, nor twice', () => {
    const { broken: _, ...asked } = broken;
    const { glass: __, ...plain } = grantFacts(revoking, [revoking], {
      request: { ...asked, origin: 'asked' },
    });
    expect(rows(gone(plain), 'task')).toEqual([]);
    const opened = { ...broken, broken: { told: [], channels: [], review: [], task: taskId('task_1') } };
    expect(rows(gone(grantFacts(revoking, [revoking], { request: opened })), 'task')).toEqual([]);
  });

  const task: Task = {
    id: taskId('task_1'),
    version: 1,
    grant: planned.id,
    work: 'review',
    fulfillers: [eve.id],
    createdAt: noon,
    remindAt: noon + day * 1_000,
    state: 'open',
  };
  const reviewFacts = (who: Person, of: Task = task) => ({
    ...slack(who),
    card: card(who, { role: 'fulfiller', about: { kind: 'task', id: of.id } }),
    task: of,
    request: broken,
    reviewers: [{ person: eve.id, why: 'Security.' }],
    doneBy: carla,
  });
  const finish = (who: Person, note = 'The log shows one change.', of: Task = task) => {
    const given = reviewFacts(who, of);
    const press = { card: given.card.id, revision: 1 };
    return finishReview(
      { kind: 'finish_review', actor: given.actor, press, justified: true, note },
      given,
      momentAt(),
    );
  };

  test('is closed by a reviewer with a note, and the person is told', () => {
    const decision = finish(eve);
    expect(rows(decision, 'task')).toMatchObject([
      { state: 'justified', by: 'eve', note: 'The log shows one change.' },
    ]);
    expect(rows(decision, 'task')[0]).not.toHaveProperty('remindAt');
    expect(rows(decision, 'card')).toMatchObject([{ role: 'outcome', person: 'ana' }]);
  });

  test.each<[string, Decision, string]>([
    ['the person concerned', finish(ana), 'E-SELF'],
    ['somebody who may not review it today', finish(bo), 'E-NOT-YOURS'],
    ['a reviewer without a note', finish(eve, ' '), 'E-REQ-REASON'],
    [
      'a reviewer who comes second',
      finish(eve, 'Fine.', { ...task, state: 'justified', by: carla.id, at: noon, note: 'Fine.' }),
      'E-TASK-CLOSED',
    ],
    ['a fulfiller of other work', finish(eve, 'Fine.', { ...task, work: 'take' }), 'E-TOKEN'],
  ])('is not closed by %s', (_who, decision, expected) => {
    expect(code(decision)).toBe(expected);
  });

  test('is asked about again each day, whoever it is with by then; when nobody is left, the audit log says so', () => {
    const due = momentAt(noon + day * 1_000);
    const remind = (people: readonly Person[], moment = due, of: Task = task) =>
      remindReview(
        { kind: 'remind_review', actor: worker.actor, task: of.id },
        {
          ...worker,
          task: of,
          request: broken,
          reviewers: people.map(({ id }) => ({ person: id, why: '' })),
        },
        moment,
      );
    expect(rows(remind([carla]), 'task')).toMatchObject([
      { fulfillers: ['carla'], remindAt: noon + 2 * day * 1_000 },
    ]);
    expect(rows(remind([carla]), 'card')).toMatchObject([{ role: 'reminder', person: 'carla' }]);
    expect(remind([]).audit).toMatchObject([{ action: 'review.reminded', outcome: 'failed' }]);
    expect(rows(remind([]), 'task')).toMatchObject([{ fulfillers: ['eve'] }]);
    expect(remind([carla], momentAt()).changes).toEqual([]);
  });
});

test('whoever was told ends all of it at once; nobody else does, and not from another card', () => {
  const end = (who: Person, role: 'alarm' | 'approver' = 'alarm') => {
    const alarm = card(who, { role, about: { kind: 'request', id: requestId('req_1') } });
    const grants = [active, other].map((grant) => grantFacts(grant, [active, other]));
    return endNow(
      { kind: 'end_now', actor: slack(who).actor, press: { card: alarm.id, revision: 1 } },
      { ...slack(who), card: alarm, request: broken, grants },
      momentAt(),
    );
  };
  expect(rows(end(carla), 'grant')).toMatchObject([
    { id: 'gr_1', state: 'revoking', end: { why: 'revoked', by: 'carla' } },
    { id: 'gr_2', state: 'revoking', end: { why: 'revoked', by: 'carla' } },
  ]);
  expect(end(carla).audit.map((entry) => entry.actor)).toEqual(['person:carla', 'person:carla']);
  expect([code(end(bo)), code(end(carla, 'approver'))]).toEqual(['E-NOT-YOURS', 'E-NOT-YOURS']);
});
