import { describe, expect, test } from 'vitest';
import type { Named } from '../../domain/called.ts';
import type { Grant } from '../../domain/grant.ts';
import {
  appId,
  cardId,
  entitlementId,
  grantId,
  personId,
  policyVersionId,
  requestId,
  taskId,
} from '../../domain/ids.ts';
import type { Person } from '../../domain/person.ts';
import { oneOf } from '../../domain/policy-sources.ts';
import type { EndedRequest, Request } from '../../domain/request.ts';
import type { GapView, GrantLine, RequestView, TaskView } from '../../domain/views.ts';
import { refusalModal } from '../views/told-modal.ts';
import { approverCard } from './approver-card.ts';
import type { Drawing, Ink } from './drawing.ts';
import { endedCard } from './ended-card.ts';
import { endingCard } from './ending-card.ts';
import { gapCard } from './gap-card.ts';
import { refusedHome } from './home.ts';
import { grantOutcome, requestOutcome } from './outcome-card.ts';
import { refusalCard, refusalText } from './refusal.ts';
import { requesterCard } from './requester-card.ts';
import { taskCard } from './task-card.ts';

const nine = Date.UTC(2027, 2, 1, 9);
const at = (minutes: number) => nine + minutes * 60_000;
const ink: Ink = { now: nine, token: (action) => `token-of-${action}` };
const card = cardId('card_1');

const person = (id: string, name: string, slack?: string): Named => {
  const one: Person = {
    id: personId(id),
    version: 1,
    email: `${id}@tidewater.example`,
    name,
    department: 'Engineering',
    title: 'Engineer',
    location: '',
    status: 'active',
    groups: [],
    attributes: {},
  };
  return slack === undefined ? { person: one } : { person: one, slack };
};
const ana = person('ana', 'Ana Ruiz', 'U001');
const bo = person('bo', 'Bo Chen', 'U002');

const core: Grant = {
  id: grantId('gr_1'),
  version: 1,
  request: requestId('req_1'),
  person: personId('ana'),
  entitlement: entitlementId('db/write'),
  duration: 3_600,
  expiresAt: at(60),
  createdAt: nine,
  desired: 'present',
  observed: 'unknown',
  adopted: false,
  attempts: 0,
  state: 'planned',
};
const active: Grant = { ...core, state: 'active', activeAt: at(1), observed: 'present' };
const end = { why: 'expired', by: 'clock', since: at(60) } as const;
const revoked: Grant = {
  ...core,
  state: 'revoked',
  desired: 'absent',
  observed: 'absent',
  activeAt: at(1),
  end,
  endedAt: at(61),
};
const line = (grant: Grant, connector = 'scim'): GrantLine => ({
  grant,
  name: 'Payments DB write',
  entitlement: {
    id: entitlementId('db/write'),
    app: appId('db'),
    name: 'Payments DB write',
    description: 'Correct records.',
    risk: 'high',
    owners: [],
    maxDuration: 7_200,
    defaultDuration: 3_600,
    aliases: [],
    visibleTo: {},
    tags: [],
    permissions: [],
    target: { group: 'DB Writers' },
  },
  app: { id: appId('db'), name: 'Payments DB', connector, config: {}, owners: [] },
});

const pending: Request = {
  id: requestId('req_1'),
  version: 1,
  revision: 2,
  origin: 'asked',
  requester: personId('ana'),
  target: { kind: 'entitlement', id: entitlementId('db/write') },
  entitlements: [entitlementId('db/write')],
  risk: 'high',
  duration: 3_600,
  reason: 'Refund 8812 is stuck <!channel>',
  policyVersion: policyVersionId('pol_1'),
  rule: 'by-manager',
  because: 'The manager knows the incident.',
  asked: [],
  way: { stages: [oneOf({ by: 'manager' })], at: 0, since: nine, step: 0, patience: 86_400 },
  conflicts: [],
  createdAt: nine,
  deadlineAt: at(1_440),
  state: 'pending',
};
const ended = (state: EndedRequest['state'], by: EndedRequest['end']['by'], why = ''): Request => ({
  ...pending,
  state,
  end: { by, at: at(5), why },
});
const view = (request: Request, grants: readonly Grant[] = []): RequestView => ({
  kind: 'request',
  request,
  requester: ana,
  name: 'Payments DB write',
  endedBy: bo,
  votes: [],
  fields: [],
  ahead: [],
  held: [line(active)],
  grants: grants.map((grant) => line(grant)),
  item: {
    target: request.target,
    name: 'Payments DB write',
    description: 'Correct records.',
    aliases: [],
    system: 'Payments DB',
    entitlements: [],
    risk: 'high',
    maxDuration: 7_200,
    defaultDuration: 3_600,
  },
  asked: [
    { person: personId('bo'), why: "You are Ana Ruiz's manager.", name: 'Bo Chen', slack: 'U002' },
    { person: personId('cleo'), why: 'You own it.', name: 'Cleo Park' },
  ],
});
const buttons = ({ blocks }: Drawing): readonly string[] =>
  blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((one) => ('action_id' in one ? [one.action_id ?? ''] : []))
      : [],
  );
const approver = (request: Request, grants: readonly Grant[] = []) =>
  approverCard(view(request, grants), { card, viewer: bo }, ink);

describe('the approver', () => {
  test('reads who, what exactly, why, how risky, how long, what is held, why them and who else, without opening anything', () => {
    const { text } = approver(pending);
    expect(text).toContain('Bo, Ana Ruiz asks for Payments DB write');
    expect(text).toContain('Who: <@U001>, Engineer, Engineering');
    expect(text).toContain('What: Payments DB write – Correct records.\nExactly: db/write');
    expect(text).toContain('“Refund 8812 is stuck &lt;!channel&gt;”');
    expect(text).toContain('Risk: High');
    expect(text).toMatch(
      /How long: 1 h, until about <!date\^\d+\^[^|]+\|2027-03-01 10:00 UTC> if you approve now/,
    );
    expect(text).toContain('• Payments DB write, until ');
    expect(text).toContain(
      "Why you: You are Ana Ruiz's manager. Rule “by-manager”: The manager knows the incident.",
    );
    expect(text).toContain('Also asked: Cleo Park.');
    expect(buttons(approver(pending))).toEqual(['approve', 'deny']);
  });

  test.each([
    ['approved', ended('approved', personId('bo')), /Approved by <@U002> .*09:05 UTC>/],
    ['denied', ended('denied', personId('bo'), 'Use the tool.'), /Denied by <@U002> .*“Use the tool.”/],
    ['cancelled', ended('cancelled', personId('ana'), 'Cancelled by the person who asked.'), /Cancelled by/],
    ['expired', ended('expired', 'clock'), /Expired .*: nobody decided in time/],
  ])('sees a card that is %s without buttons, with who and when', (_, request, words) => {
    const drawing = approver(request);
    expect(buttons(drawing)).toEqual([]);
    expect(drawing.text).toMatch(words);
  });

  test('sees what became of what they approved', () => {
    expect(approver(ended('approved', personId('bo')), [revoked]).text).toMatch(
      /Payments DB write: ended .* Its time was over\./,
    );
  });
});

describe('the requester', () => {
  const own = (request: Request, grants: readonly Grant[] = []) =>
    requesterCard(view(request, grants), { card, viewer: ana }, ink);
  const failing = (failureClass: 'retryable' | 'throttled' | 'auth', attempts: number): Grant => ({
    ...core,
    state: 'provisioning',
    attempts,
    lastFailure: { class: failureClass, message: 'ECONNREFUSED 10.0.0.7:443', at: nine },
  });

  test('waits for people by name and can cancel', () => {
    expect(own(pending).text).toContain('Waiting for <@U002>, Cleo Park; one of them decides.');
    expect(buttons(own(pending))).toEqual(['cancel']);
  });

  test.each([
    [{ ...core, state: 'provisioning' } as const, 'being granted in Payments DB now'],
    [failing('retryable', 1), 'Payments DB does not answer; trying again.'],
    [failing('throttled', 3), 'Payments DB asked us to slow down; trying again (3 tries so far).'],
    [failing('auth', 1), 'Payments DB refuses the key Hallpass uses'],
    [active, 'active since'],
    [revoked, 'Its time was over.'],
  ])('reads what is happening to the access, without inner workings (%#)', (grant, words) => {
    const { text } = own(ended('approved', personId('bo')), [grant]);
    expect(text).toContain(words);
    expect(text).not.toContain('10.0.0.7');
  });

  test('can return what they hold, and ask again for what has ended', () => {
    expect(buttons(own(ended('approved', personId('bo')), [active]))).toEqual(['return']);
    expect(buttons(own(ended('approved', personId('bo')), [revoked]))).toEqual(['request_again']);
    expect(buttons(own(ended('denied', personId('bo'), 'No.')))).toEqual(['request_again']);
  });

  test('is told the outcome with what to do next', () => {
    expect(
      requestOutcome(view(ended('denied', personId('bo'), 'Use the tool.')), { card, viewer: ana }, ink).text,
    ).toMatch(/Denied: Payments DB write\nDenied by <@U002> .* “Use the tool.”\nIf you still need it/);
    expect(requestOutcome(view(ended('expired', 'clock')), { card, viewer: ana }, ink).text).toContain(
      'Nobody decided in time',
    );
    const granted = grantOutcome(
      { kind: 'grant', extendable: false, line: line(active), request: pending },
      card,
      ink,
    );
    expect(granted.text).toMatch(
      /You have Payments DB write\nUntil: .*10:00 UTC> \(1 h\)\nWhat to do next: open Payments DB/,
    );
    const failed: Grant = {
      ...core,
      state: 'failed',
      desired: 'absent',
      end: { ...end, why: 'failed' },
      lastFailure: { class: 'permanent', message: 'No licence is free', at: nine },
    };
    const told = grantOutcome(
      { kind: 'grant', extendable: false, line: line(failed), request: pending },
      card,
      ink,
    );
    expect(told.text).toContain('could not be granted\nWhy: No licence is free.');
    expect(buttons(told)).toEqual(['request_again']);
  });

  test('is warned before the end and told at the end, and whatever is left in place is not called gone', () => {
    const warned = endingCard(
      { kind: 'grant', extendable: false, line: line(active), request: pending },
      card,
      ink,
    );
    expect(warned.text).toContain('ends soon');
    expect(buttons(warned)).toEqual(['return']);
    expect(
      buttons(
        endingCard({ kind: 'grant', extendable: false, line: line(revoked), request: pending }, card, ink),
      ),
    ).toEqual([]);
    const gone = (grant: Grant) =>
      endedCard({ kind: 'grant', extendable: false, line: line(grant), request: pending }, card, ink).text;
    expect(gone(revoked)).toContain('Its time was over. It is gone from Payments DB.');
    expect(gone({ ...revoked, adopted: true })).toContain('left in place');
    expect(gone({ ...revoked, observed: 'present' })).toContain(
      'You keep it in Payments DB through another request',
    );
  });
});

describe('the fulfiller', () => {
  const task = (state: 'open' | 'done'): TaskView => ({
    kind: 'task',
    line: line({ ...core, state: 'provisioning' }, 'manual'),
    subject: ana,
    request: pending,
    doneBy: bo,
    task: {
      id: taskId('task_1'),
      version: 1,
      grant: grantId('gr_1'),
      work: 'give',
      fulfillers: [],
      createdAt: nine,
      ...(state === 'open' ? { state } : { state, by: personId('bo'), at: at(7), note: 'Key 7' }),
    },
  });

  test('has everything to do the work, and buttons until it is done', () => {
    const drawing = taskCard(task('open'), card, ink);
    expect(drawing.text).toMatch(
      /Please give Ana Ruiz Payments DB write\nFor: <@U001> \(ana@tidewater\.example\)\nWhere: Payments DB\nWhat: .*\ngroup: DB Writers/,
    );
    expect(buttons(drawing)).toEqual(['done', 'could_not']);
    expect(taskCard(task('done'), card, ink).text).toMatch(/Done – said <@U002> .*\n“Key 7”/);
    expect(buttons(taskCard(task('done'), card, ink))).toEqual([]);
  });
});

test('a refusal is its sentence and its code, with instants in the zone of the reader', () => {
  const refusal = {
    code: 'E-DECIDED',
    text: 'Already approved by <Bo> at {at}. Nothing was changed.',
    at: nine,
  } as const;
  expect(refusalCard(refusal).text).toMatch(
    /^Already approved by &lt;Bo&gt; <!date\^\d+\^.*\|2027-03-01 09:00 UTC>\. Nothing was changed\. \(E-DECIDED\)$/,
  );
  expect(refusalText(refusal)).toBe(
    'Already approved by <Bo> at 2027-03-01 09:00 UTC. Nothing was changed. (E-DECIDED)',
  );
});

test('a refusal leads on by a link and a button, in its text too', () => {
  const refusal = { code: 'E-REQ-PENDING', text: 'You asked already.' } as const;
  const way = {
    message: 'https://x.slack.com/archives/D1/p1',
    help: { url: 'https://it.example/?a=1&b=|', label: 'Ask <IT>' },
  };
  const drawing = refusalCard(refusal, way);
  expect(drawing.text).toBe(
    'You asked already. <https://x.slack.com/archives/D1/p1|Open it> (E-REQ-PENDING)\n<https://it.example/?a=1&amp;b=%7C|Ask &lt;IT&gt;>',
  );
  expect(refusalModal(refusal, way).blocks).toEqual(drawing.blocks);
  expect(refusedHome(refusal, way).blocks).toEqual(expect.arrayContaining(drawing.blocks));
  expect(drawing.blocks[1]).toMatchObject({
    elements: [{ type: 'button', action_id: 'help', url: way.help.url, text: { text: 'Ask <IT>' } }],
  });
});

describe('the card about a request that nobody can decide', () => {
  const gap = (verdict: GapView['verdict']): string =>
    gapCard({
      kind: 'gap',
      requester: ana,
      duration: 3_600,
      name: 'Payments DB write',
      description: 'Correct records.',
      why: 'You own Payments DB write.',
      verdict,
    }).text;
  const nobody = { code: 'E-APPR-NONE', text: '' } as const;

  test('says why, whom it concerns and what to do', () => {
    expect(gap({ is: 'refuse', refusal: nobody, rule: 'by-owner' })).toBe(
      `Nobody can decide about Payments DB write
Who asked: <@U001>
What: Payments DB write – Correct records.
How long: 1 h
Why: still nobody can decide, because the rule “by-owner” finds no active approver other than <@U001>. The request was refused (E-APPR-NONE).
What to do next: name an approver in the policy; this message then says who. Only a new request is sent to them, so tell <@U001> to ask again.
Why you: You own Payments DB write. You are told of one person and one item at most once a day.`,
    );
  });

  test('says what a stage of several is short of', () => {
    const cause = 'asks 2 of the group security, and finds too few active people other than yourself';
    expect(gap({ is: 'refuse', refusal: nobody, rule: 'by-two', cause })).toContain(
      'because the rule “by-two” asks 2 of the group security, and finds too few active people other than <@U001>.',
    );
  });

  const asked = { person: personId('bo'), why: '', name: 'Bo Chen', slack: 'U002' };
  test.each<[GapView['verdict'], string]>([
    [
      { is: 'ask', because: '', stages: [], conflicts: [], asked: [asked], way: pending.way },
      '<@U002> would decide now. <@U001> can ask again.',
    ],
    [{ is: 'auto', because: '' }, 'it would be approved at once now. <@U001> can ask again.'],
    [
      { is: 'refuse', refusal: { code: 'E-POL-REFUSED', text: 'No.' } },
      'the policy refuses it now, so nobody has to decide.',
    ],
    [{ is: 'gone' }, '<@U001> can no longer ask for it: it is not in the catalogue.'],
    [{ is: 'left' }, '<@U001> is no longer active in the people directory.'],
  ])('is settled by %j', (verdict, says) => {
    expect(gap(verdict)).toMatch(/^Settled: Payments DB write for Ana Ruiz\n/);
    expect(gap(verdict).endsWith(`Settled: ${says}`)).toBe(true);
  });
});
