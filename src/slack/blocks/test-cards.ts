// Anything that a card, the Home tab or a form may ever have to show, for tests of what Slack takes.
import fc from 'fast-check';
import type { Named } from '../../domain/called.ts';
import type { CardRole } from '../../domain/card.ts';
import type { Target } from '../../domain/catalogue.ts';
import { risks } from '../../domain/catalogue.ts';
import type { Grant, GrantEnd } from '../../domain/grant.ts';
import {
  appId,
  cardId,
  entitlementId,
  grantId,
  personId,
  policyVersionId,
  requestId,
  taskId,
  voteId,
} from '../../domain/ids.ts';
import { oneOf } from '../../domain/policy-sources.ts';
import type { Request, RequestEnd } from '../../domain/request.ts';
import type { Task } from '../../domain/task.ts';
import type { CardView, GapView, GrantLine, RequestView, ReviewView, TaskView } from '../../domain/views.ts';
import type { Json } from '../../sandbox/page/protocol.ts';
import { seal } from '../token.ts';
import type { Ink } from './drawing.ts';

export const now = Date.UTC(2027, 2, 1, 9, 30);
export const key = new Uint8Array(32).fill(3);
export const ink: Ink = { now, token: (action, sealed) => seal(key, sealed, action) };

// Any text at all: lone surrogates, controls, emoji families, long runs of combining marks.
export const any = (maxLength: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength, size: 'max' }) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength, size: 'max' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '\u0000',
        '\u200b',
        '<!channel>',
        '&lt;',
        '👩‍👩‍👧‍👦'.repeat(40),
        'e\u0301'.repeat(maxLength),
        'x'.repeat(maxLength),
      ),
    },
  );
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const seconds = fc.integer({ min: 0, max: 400 * 86_400 });
const id = fc.uuid();
const slack = fc.constantFrom('U001', 'W0ABC', 'not an id', '<!here>');

export const person: fc.Arbitrary<Named> = fc
  .record({
    id,
    email: any(300),
    name: any(300),
    title: any(300),
    department: any(300),
    slack: fc.option(slack),
  })
  .map(({ id: who, slack: account, ...one }) => {
    const found: Named = {
      person: {
        ...one,
        id: personId(who),
        version: 1,
        location: '',
        status: 'active',
        groups: [],
        attributes: {},
      },
    };
    return account === null ? found : { ...found, slack: account };
  });

const end: fc.Arbitrary<GrantEnd> = fc.record({
  why: fc.constantFrom('expired', 'returned', 'revoked', 'failed', 'unassigned', 'renewed'),
  by: fc.constant('clock'),
  since: instant,
});
const grant: fc.Arbitrary<Grant> = fc
  .record({
    id,
    expiresAt: instant,
    duration: seconds,
    adopted: fc.boolean(),
    attempts: fc.nat({ max: 900 }),
    message: fc.option(any(5_000)),
    failureClass: fc.constantFrom('retryable', 'throttled', 'conflict', 'auth', 'permanent', 'unknown'),
    state: fc.oneof(
      fc.record({ state: fc.constantFrom('planned', 'provisioning') }),
      fc.record({ state: fc.constant('active'), activeAt: instant }),
      fc.record({ state: fc.constantFrom('failed', 'revoking', 'revoke_stuck'), end }),
      fc.record({
        state: fc.constantFrom('revoked', 'written_off'),
        end,
        endedAt: instant,
        activeAt: instant,
      }),
      fc.record({ state: fc.constant('not_started'), end, endedAt: instant }),
    ),
  })
  .map(({ id: one, state, message, failureClass, ...rest }) => ({
    ...rest,
    ...state,
    id: grantId(`gr_${one}`),
    version: 1,
    request: requestId('req_1'),
    person: personId('ana'),
    entitlement: entitlementId('db/read'),
    createdAt: now,
    desired: state.state === 'active' ? 'present' : 'absent',
    observed: 'unknown',
    ...(message === null ? {} : { lastFailure: { class: failureClass, message, at: now } }),
  }));

export const line: fc.Arbitrary<GrantLine> = fc
  .record({
    grant,
    name: any(300),
    appName: fc.option(any(300)),
    description: any(4_000),
    target: fc.dictionary(any(80), any(600)),
  })
  .map(({ appName, description, target, ...one }) => ({
    ...one,
    entitlement: {
      id: entitlementId('db/read'),
      app: appId('db'),
      name: one.name,
      description,
      risk: 'low',
      owners: [],
      maxDuration: 3_600,
      defaultDuration: 3_600,
      aliases: [],
      visibleTo: {},
      tags: [],
      permissions: [],
      target,
    },
    app:
      appName === null
        ? undefined
        : { id: appId('db'), name: appName, connector: 'manual', config: {}, owners: [] },
  }));

const target: fc.Arbitrary<Target> = fc.constant({ kind: 'entitlement', id: entitlementId('db/read') });
const deciders: readonly RequestEnd['by'][] = ['policy', 'clock', personId('bo')];
const ended = ['approved', 'denied', 'cancelled', 'expired', 'invalidated'] as const;
const request: fc.Arbitrary<Request> = fc
  .record({
    id,
    target,
    entitlements: fc.array(any(130).map(entitlementId), { maxLength: 60 }),
    risk: fc.constantFrom(...risks),
    duration: seconds,
    reason: any(4_000),
    rule: any(300),
    because: any(3_000),
    createdAt: instant,
    deadlineAt: instant,
    conflicts: fc.array(any(75), { maxLength: 5 }),
    stages: fc.array(fc.record({ need: fc.constantFrom(1, 2, 'all' as const), group: any(100) }), {
      minLength: 1,
      maxLength: 6,
    }),
    at: fc.nat(5),
    state: fc.oneof(
      fc.record({ state: fc.constant('pending' as const) }),
      fc.record({
        state: fc.constantFrom(...ended),
        end: fc.record({
          by: fc.constantFrom(...deciders),
          at: instant,
          why: any(4_000),
        }),
      }),
    ),
  })
  .map(({ id: one, state, stages, at, ...rest }) => ({
    ...rest,
    way: {
      stages: stages.map(({ need, group }) => ({ ...oneOf({ by: 'group', group }), need })),
      at: Math.min(at, stages.length - 1),
      since: rest.createdAt,
      step: 0,
      patience: 86_400,
      ...(at % 2 === 0 ? {} : { channel: 'C0ACCESS' }),
    },
    ...state,
    id: requestId(`req_${one}`),
    version: 1,
    revision: 1,
    origin: 'asked',
    requester: personId('ana'),
    policyVersion: policyVersionId('pol_1'),
    asked: [],
  }));

export const asked = fc
  .record({ id, why: any(3_000), name: any(300), slack })
  .map(({ id: who, ...one }) => ({ ...one, person: personId(who) }));
const vote = fc
  .record({ id, name: any(300), slack, stage: fc.nat(5), reason: any(4_000) })
  .map(({ id: who, ...one }) => ({
    ...one,
    id: voteId(`vote_${who}`),
    request: requestId('req_1'),
    revision: 1,
    person: personId(who),
    verdict: 'approve' as const,
    at: now,
  }));
export const requestView: fc.Arbitrary<RequestView> = fc
  .record({
    request,
    requester: person,
    name: any(300),
    description: any(4_000),
    asked: fc.array(asked, { maxLength: 30 }),
    votes: fc.array(vote, { maxLength: 30 }),
    fields: fc.array(fc.record({ label: any(75), text: any(200) }), { maxLength: 10 }),
    endedBy: fc.option(person, { nil: undefined }),
    ahead: fc.array(
      vote.map((one) => ({ ...one, until: now })),
      { maxLength: 9 },
    ),
    grants: fc.array(line, { maxLength: 12 }),
    held: fc.array(line, { maxLength: 12 }),
  })
  .map(({ description, ...one }) => ({
    ...one,
    kind: 'request',
    item: {
      target: one.request.target,
      name: one.name,
      description,
      aliases: [],
      system: one.name,
      entitlements: [],
      risk: one.request.risk,
      maxDuration: 3_600,
      defaultDuration: 3_600,
    },
  }));
export const taskView: fc.Arbitrary<TaskView> = fc
  .record({
    line,
    subject: person,
    request: fc.option(request, { nil: undefined }),
    doneBy: fc.option(person, { nil: undefined }),
    work: fc.constantFrom('give', 'take'),
    note: any(4_000),
    open: fc.boolean(),
    id,
  })
  .map(({ work, note, open, id: one, ...rest }) => ({
    ...rest,
    kind: 'task',
    task: {
      id: taskId(`task_${one}`),
      version: 1,
      grant: rest.line.grant.id,
      work,
      fulfillers: [],
      createdAt: now,
      ...(open ? { state: 'open' } : { state: 'done', by: personId('bo'), at: now, note }),
    },
  }));

const gapView: fc.Arbitrary<GapView> = fc.record({
  kind: fc.constant('gap'),
  requester: person,
  duration: seconds,
  name: any(300),
  description: any(4_000),
  why: any(600),
  verdict: fc.oneof(
    fc.record({ is: fc.constantFrom('gone', 'left') }),
    fc.record({ is: fc.constant('auto'), because: any(300) }),
    fc.record({
      is: fc.constant('ask'),
      because: any(300),
      stages: fc.array(any(300), { maxLength: 5 }),
      conflicts: fc.array(any(75), { maxLength: 3 }),
      asked: fc.array(asked, { maxLength: 30 }),
      way: request.map((one) => one.way),
    }),
    fc.record({
      is: fc.constant('refuse'),
      rule: any(300),
      refusal: fc.record({ code: fc.constantFrom('E-APPR-NONE', 'E-POL-NONE'), text: any(600) }),
    }),
  ),
});

const glassTask = { id: taskId('task_g'), version: 2, grant: grantId('gr_1'), work: 'review' } as const;
const glassView = fc
  .record({ view: requestView, told: fc.array(asked, { maxLength: 30 }), by: person, note: any(4_000) })
  .map(({ view, told, by, note }) => {
    const end = { state: 'justified', by: personId('bo'), at: now, note } as const;
    const review: Task = { ...glassTask, fulfillers: [], createdAt: now, ...end };
    return { ...view, broken: { told, reviewers: told, review, reviewedBy: by, endedEarlyBy: by } };
  });

type Broken = RequestView & { readonly broken: { readonly review: Task } };
const reviewed = (about: Broken): ReviewView => ({ kind: 'review', task: about.broken.review, about });
/** Cards that may stand in a channel, which nobody in particular reads. */
const inChannels: ReadonlySet<CardRole> = new Set(['approver', 'told', 'reminder', 'alarm']);

const cardRole = (roles: readonly CardRole[]) => fc.constantFrom(...roles);
export const cardView: fc.Arbitrary<CardView> = fc
  .oneof(
    fc.record({
      role: cardRole(['approver', 'requester', 'reminder', 'outcome', 'told', 'taken_ahead']),
      view: requestView,
    }),
    fc.record({
      role: cardRole(['outcome', 'ending', 'ended']),
      view: fc.record({
        kind: fc.constant('grant'),
        line,
        extendable: fc.boolean(),
        request: fc.option(request, { nil: undefined }),
      }),
    }),
    fc.record({ role: cardRole(['fulfiller']), view: taskView }),
    fc.record({ role: cardRole(['gap']), view: gapView }),
    fc.record({ role: cardRole(['alarm', 'requester', 'outcome']), view: glassView }),
    fc.record({ role: cardRole(['fulfiller', 'reminder']), view: glassView.map(reviewed) }),
  )
  .chain(({ role, view }) =>
    (inChannels.has(role) ? fc.option(person, { nil: undefined }) : person).map((viewer): CardView => {
      const core = {
        id: cardId('card_1'),
        version: 1,
        role,
        about: { kind: 'request', id: requestId('req_1') },
        createdAt: now,
      } as const;
      return viewer === undefined
        ? { viewer, view, now, card: { ...core, channel: 'C0ACCESS' } }
        : { viewer, view, now, card: { ...core, person: viewer.person.id } };
    }),
  );

export const wire = (value: unknown): Json => JSON.parse(JSON.stringify(value));
// A failing case is reported as it was found: making it smaller would take longer than the whole suite.
export const options = { numRuns: 60, endOnFailure: true } as const;
