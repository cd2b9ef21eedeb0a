import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArrival } from './arrival.ts';
import { readForm } from './views/form-state.ts';

const action = { action_id: 'approve', block_id: 'b', value: 'token', action_ts: '1.1' };
const click = {
  type: 'block_actions',
  team: { id: 'T1' },
  user: { id: 'U1' },
  trigger_id: 'tr',
  response_url: 'https://hooks.example/1',
  container: { type: 'message', channel_id: 'D1', message_ts: '1.2' },
  actions: [action],
};

test('a click says who, what and where', () => {
  expect(readArrival(click)).toEqual({
    kind: 'click',
    team: 'T1',
    user: 'U1',
    action: 'approve',
    value: 'token',
    where: { kind: 'message', channel: 'D1', ts: '1.2' },
    values: {},
    trigger: 'tr',
    responseUrl: 'https://hooks.example/1',
  });
});

test('a message’s inputs come with the click, and a status with the change of a person', () => {
  const values = { 'absence:abs_1': { stand_in: { selected_user: 'U2' } } };
  expect(readArrival({ ...click, state: { values } })).toMatchObject({ values });
  const user = (profile: unknown) => ({
    team_id: 'T1',
    event: { type: 'user_change', user: { id: 'U1', profile } },
  });
  expect(
    readArrival(user({ status_emoji: ':palm_tree:', status_text: 'Off', status_expiration: 1_800 })),
  ).toEqual({
    kind: 'person',
    user: 'U1',
    status: { team: 'T1', emoji: ':palm_tree:', text: 'Off', until: 1_800_000 },
  });
  for (const odd of [undefined, null, 7, { status_expiration: null }, { status_text: {} }])
    expect(readArrival(user(odd))).toEqual({ kind: 'person', user: 'U1' });
});

test('somebody from another workspace is known by their own team', () => {
  expect(readArrival({ ...click, user: { id: 'U1', team_id: 'T2' } })).toMatchObject({ team: 'T2' });
});

test.each([
  ['no action', { ...click, actions: [] }],
  ['two actions', { ...click, actions: [action, action] }],
  ['no user', { ...click, user: undefined }],
  ['no place', { ...click, container: { type: 'message' } }],
  ['a form without state', { type: 'view_submission', user: { id: 'U1' }, trigger_id: 't', view: {} }],
  ['a command of lists', { command: '/access', team_id: ['T1', 'T2'], user_id: 'U1' }],
])('%s is malformed', (_, body) => {
  expect(readArrival(body)).toMatchObject({ kind: 'malformed' });
});

test('whatever object Slack, or somebody in its name, sends: reading it does not throw', () => {
  const kinds = fc.constantFrom(
    'block_actions',
    'view_submission',
    'block_suggestion',
    'event_callback',
    'x',
  );
  const keys = fc.constantFrom('command', 'user', 'team', 'actions', 'view', 'container', 'event', 'value');
  fc.assert(
    fc.property(kinds, fc.dictionary(keys, fc.jsonValue()), (type, rest) => {
      expect(readArrival({ type, ...rest }).kind).toBeTypeOf('string');
    }),
  );
});

const item = { item: { item: { selected_option: { value: 'e:payments-db/read' } } } };
const reason = { reason: { reason: { value: 'INC-42' } } };
const duration = { 'duration:ab12': { duration: { selected_option: { value: '3600' } } } };

test('the form is read field by field', () => {
  expect(readForm({ ...item, ...reason, ...duration })).toEqual({
    target: { kind: 'entitlement', id: 'payments-db/read' },
    duration: 3_600,
    startAt: undefined,
    reason: 'INC-42',
    details: { fields: {} },
    forUser: undefined,
    blocks: new Map([
      ['item', 'item'],
      ['reason', 'reason'],
      ['duration', 'duration:ab12'],
    ]),
  });
});

test.each([
  ['a missing field', { ...item }],
  ['a field too many', { ...item, ...reason, ...duration, more: { duration: {} } }],
  ['a field of another name inside', { ...item, ...reason, x: { other: { value: '1' } } }],
  ['a second input inside a field', { ...item, reason: { ...reason.reason, more: { value: 'x' } } }],
])('%s is not our form', (_, values) => {
  expect(readForm(values)).toBeUndefined();
});

test.each(['0x10', '1e3', '-5', '', '99999999999', '3600.5'])('a length of %j is none', (value) => {
  const odd = { duration: { duration: { selected_option: { value } } } };
  expect(readForm({ ...item, ...reason, ...odd })?.duration).toBeUndefined();
});
