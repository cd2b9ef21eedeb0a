// Slack's reference pages as a table: what each method wants, and the name of every refusal an app can meet.
// https://docs.slack.dev/reference/methods; an absent argument is invalid_arguments, one that names nothing has its own name.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shape } from '../json.ts';
import { anna, ben, manifest } from '../test-workspace.ts';
import type { World } from './documented-world.ts';
import { clientOf, crowd, errorOf, modal, openWorld, seconds } from './documented-world.ts';
import { implementedMethods } from './table.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.slack.stop());

type Arguments = Shape | ((w: World) => Shape | Promise<Shape>);
type Row = {
  /** Arguments the method takes. */
  readonly good: Arguments;
  /** The documented error, then arguments that deserve it. */
  readonly refused?: readonly (readonly [error: string, args: Arguments])[];
  /** A scope without which the method is refused. */
  readonly scope?: string;
};

const general = { channel: 'C00000001' };
const text = 'hello';
const nowhere = ['channel_not_found', { channel: 'C404', text }] as const;
const foreign = { channel: 'C00000002', text };
const archived = { channel: 'C00000005', text };
const home = { type: 'home', blocks: [{ type: 'divider' }] };
const at = seconds + 600;

const contents: readonly (readonly [string, Arguments])[] = [
  ['no_text', { ...general }],
  ['no_text', { ...general, text: '' }],
  ['invalid_blocks_format', { ...general, text, blocks: 'three words here' }],
  ['invalid_blocks', { ...general, text, blocks: [{ type: 'nonsense' }] }],
  ['invalid_metadata_format', { ...general, text, metadata: { event_type: 'x' } }],
  ['markdown_text_conflict', { ...general, text, markdown_text: '**hi**' }],
];

const documented: Readonly<Record<string, Row>> = {
  'auth.test': { good: {} },
  'chat.postMessage': {
    good: { ...general, text },
    scope: 'chat:write',
    refused: [
      ['invalid_arguments', { text }],
      ['channel_not_found', { channel: '', text }],
      nowhere,
      ['channel_not_found', { channel: 'C00000004', text }],
      ['not_in_channel', foreign],
      ['is_archived', archived],
      ['user_disabled', { channel: 'U0000LEFT', text }],
      ...contents,
    ],
  },
  'chat.postEphemeral': {
    good: { ...general, user: anna.id, text },
    scope: 'chat:write',
    refused: [
      ['invalid_arguments', { ...general, text }],
      ['channel_not_found', { channel: 'C404', user: anna.id, text }],
      ['user_not_in_channel', { ...general, user: ben.id, text }],
      ['not_in_channel', { ...foreign, user: anna.id }],
      ['no_text', { ...general, user: anna.id }],
    ],
  },
  'chat.update': {
    good: ({ own }) => ({ ...general, ts: own, text: 'new' }),
    scope: 'chat:write',
    refused: [
      ['invalid_arguments', { ...general, text }],
      ['message_not_found', { ...general, ts: '1.000001', text }],
      ['channel_not_found', { channel: 'C404', ts: '1.000001', text }],
      ['cant_update_message', ({ hers }) => ({ ...general, ts: hers, text })],
      ['no_text', ({ own }) => ({ ...general, ts: own })],
    ],
  },
  'chat.delete': {
    good: async ({ client }) => ({
      ...general,
      ts: (await client.chat.postMessage({ ...general, text })).ts ?? '',
    }),
    scope: 'chat:write',
    refused: [
      ['invalid_arguments', general],
      ['message_not_found', { ...general, ts: '1.000001' }],
      ['channel_not_found', { channel: 'C404', ts: '1.000001' }],
      ['cant_delete_message', ({ hers }) => ({ ...general, ts: hers })],
    ],
  },
  'chat.getPermalink': {
    good: ({ own }) => ({ ...general, message_ts: own }),
    refused: [
      ['invalid_arguments', general],
      ['message_not_found', { ...general, message_ts: '1.000001' }],
      ['channel_not_found', { channel: 'C404', message_ts: '1.000001' }],
    ],
  },
  'chat.scheduleMessage': {
    good: { ...general, text, post_at: at },
    scope: 'chat:write',
    refused: [
      ['invalid_arguments', { ...general, text }],
      ['invalid_time', { ...general, text, post_at: 'tomorrow' }],
      ['channel_not_found', { channel: 'C404', text, post_at: at }],
      ['not_in_channel', { ...foreign, post_at: at }],
      ['is_archived', { ...archived, post_at: at }],
      ['no_text', { ...general, post_at: at }],
    ],
  },
  'chat.deleteScheduledMessage': {
    good: ({ scheduled }) => ({ ...general, scheduled_message_id: scheduled }),
    scope: 'chat:write',
    refused: [
      ['invalid_arguments', general],
      ['invalid_scheduled_message_id', { ...general, scheduled_message_id: 'Q404' }],
      ['channel_not_found', { channel: 'C404', scheduled_message_id: 'Q404' }],
    ],
  },
  'chat.scheduledMessages.list': { good: general, refused: [['invalid_channel', { channel: 'C404' }]] },
  'conversations.open': {
    good: { users: anna.id },
    scope: 'im:write',
    refused: [
      ['users_list_not_supplied', {}],
      ['user_not_found', { users: 'U404' }],
      ['user_disabled', { users: 'U0000LEFT' }],
      ['channel_not_found', { channel: 'D404' }],
    ],
  },
  'conversations.info': {
    good: general,
    scope: 'channels:read',
    refused: [
      ['invalid_arguments', {}],
      ['channel_not_found', { channel: '' }],
      ['channel_not_found', { channel: 'C00000004' }],
    ],
  },
  'conversations.list': { good: {}, scope: 'channels:read' },
  'conversations.members': {
    good: general,
    scope: 'channels:read',
    refused: [
      ['invalid_arguments', {}],
      ['channel_not_found', { channel: 'C404' }],
    ],
  },
  'conversations.history': {
    good: general,
    scope: 'channels:history',
    refused: [
      ['invalid_arguments', {}],
      ['channel_not_found', { channel: 'C404' }],
      ['not_in_channel', { channel: 'C00000002' }],
      ['invalid_ts_latest', { ...general, latest: 'now' }],
      ['invalid_ts_oldest', { ...general, oldest: 'then' }],
    ],
  },
  'conversations.replies': {
    good: ({ own }) => ({ ...general, ts: own }),
    scope: 'channels:history',
    refused: [
      ['invalid_arguments', general],
      ['thread_not_found', { ...general, ts: '' }],
      ['thread_not_found', { ...general, ts: '1.000001' }],
      ['channel_not_found', { channel: 'C404', ts: '1.000001' }],
    ],
  },
  'conversations.join': {
    good: { channel: 'C00000006' },
    scope: 'channels:join',
    refused: [
      ['invalid_arguments', {}],
      ['channel_not_found', { channel: 'C00000004' }],
      ['is_archived', { channel: 'C00000005' }],
      ['method_not_supported_for_channel_type', { channel: 'C00000003' }],
    ],
  },
  'conversations.create': {
    good: { name: 'incident-1' },
    scope: 'channels:manage',
    refused: [
      ['invalid_arguments', {}],
      ['invalid_name_required', { name: '' }],
      ['invalid_name_specials', { name: 'Incident 1' }],
      ['invalid_name_punctuation', { name: '--' }],
      ['name_taken', { name: 'general' }],
    ],
  },
  'conversations.invite': {
    good: { channel: 'C00000001', users: crowd[0]?.id ?? '' },
    scope: 'channels:manage,channels:write.invites',
    refused: [
      ['invalid_arguments', general],
      ['no_user', { ...general, users: '' }],
      ['user_not_found', { ...general, users: `${crowd[1]?.id},U404` }],
      ['already_in_channel', { ...general, users: anna.id }],
      ['cant_invite_self', { ...general, users: 'U0000BOT1' }],
      ['cant_invite', { ...general, users: 'U0000LEFT' }],
      ['not_in_channel', { channel: 'C00000002', users: ben.id }],
      ['channel_not_found', { channel: 'C00000004', users: ben.id }],
      ['is_archived', { channel: 'C00000005', users: ben.id }],
    ],
  },
  'views.open': {
    good: async (w) => ({ trigger_id: await w.trigger(), view: modal() }),
    refused: [
      ['invalid_arguments', async (w) => ({ trigger_id: await w.trigger() })],
      ['invalid_arguments', { view: modal() }],
      ['invalid_arguments', async (w) => ({ trigger_id: await w.trigger(), view: home })],
      ['invalid_trigger_id', { trigger_id: '1.2.3', view: modal() }],
      ['exchanged_trigger_id', async (w) => ({ trigger_id: await spent(w), view: modal() })],
    ],
  },
  'views.push': {
    good: async (w) => ({ trigger_id: await fromModal(w), view: modal() }),
    refused: [
      ['invalid_arguments', { view: modal() }],
      ['invalid_trigger_id', { trigger_id: '1.2.3', view: modal() }],
      ['invalid_trigger_id', async (w) => ({ trigger_id: await w.trigger(), view: modal() })],
    ],
  },
  'views.update': {
    good: async (w) => ({ view_id: await opened(w), view: modal() }),
    refused: [
      ['invalid_arguments', { view: modal() }],
      ['invalid_arguments', async (w) => ({ view_id: await opened(w) })],
      ['not_found', { view_id: 'V404', view: modal() }],
      ['not_found', { external_id: 'nobody', view: modal() }],
      ['hash_conflict', async (w) => ({ view_id: await opened(w), view: modal(), hash: 'old' })],
    ],
  },
  'views.publish': {
    good: { user_id: anna.id, view: home },
    refused: [
      ['invalid_arguments', { view: home }],
      ['invalid_arguments', { user_id: anna.id }],
      ['invalid_arguments', { user_id: anna.id, view: modal() }],
      ['hash_conflict', { user_id: anna.id, view: home, hash: 'old' }],
    ],
  },
  'users.info': {
    good: { user: anna.id },
    scope: 'users:read',
    refused: [
      ['invalid_arguments', {}],
      ['user_not_found', { user: 'U404' }],
    ],
  },
  'users.list': { good: {}, scope: 'users:read' },
  'users.lookupByEmail': {
    good: { email: anna.email },
    scope: 'users:read.email',
    refused: [
      ['invalid_arguments', {}],
      ['users_not_found', { email: 'nobody@example.com' }],
      ['users_not_found', { email: 'left@example.com' }],
    ],
  },
  'users.conversations': {
    good: {},
    scope: 'channels:read',
    refused: [['user_not_found', { user: 'U404' }]],
  },
  'users.profile.get': {
    good: { user: anna.id },
    scope: 'users.profile:read',
    refused: [['user_not_found', { user: 'U404' }]],
  },
  'reactions.add': {
    good: ({ hers }) => ({ ...general, timestamp: hers, name: 'eyes' }),
    scope: 'reactions:write',
    refused: [
      ['invalid_arguments', ({ hers }) => ({ ...general, timestamp: hers })],
      ['no_item_specified', { name: 'eyes' }],
      ['already_reacted', ({ hers }) => ({ ...general, timestamp: hers, name: 'eyes' })],
      ['invalid_name', ({ hers }) => ({ ...general, timestamp: hers, name: 'no emoji' })],
      ['bad_timestamp', { ...general, timestamp: 'now', name: 'eyes' }],
      ['message_not_found', { ...general, timestamp: '1.000001', name: 'eyes' }],
      ['channel_not_found', { channel: 'C404', timestamp: '1.000001', name: 'eyes' }],
    ],
  },
  'functions.completeSuccess': {
    good: async (w) => ({ function_execution_id: await stepRun(w), outputs: { until: 'five' } }),
    refused: [
      ['invalid_arguments', { outputs: {} }],
      ['function_execution_not_found', { function_execution_id: 'Fx404', outputs: {} }],
      ['execution_not_in_running_state', { function_execution_id: 'Fx000001', outputs: { until: 'six' } }],
      [
        'parameter_validation_failed',
        async (w) => ({ function_execution_id: await stepRun(w), outputs: {} }),
      ],
    ],
  },
  'functions.completeError': {
    good: async (w) => ({ function_execution_id: await stepRun(w), error: 'no such thing' }),
    refused: [
      ['invalid_arguments', { function_execution_id: 'Fx000001' }],
      ['function_execution_not_found', { function_execution_id: 'Fx404', error: 'x' }],
      ['execution_not_in_running_state', { function_execution_id: 'Fx000001', error: 'x' }],
    ],
  },
  'bots.info': {
    good: { bot: 'B00000001' },
    scope: 'users:read',
    refused: [['bot_not_found', { bot: 'B404' }]],
  },
  'team.info': { good: {}, scope: 'team:read', refused: [['team_not_found', { team: 'T404' }]] },
};

// They have tests of their own: another token, another kind of argument, another subject.
const elsewhere = [
  'apps.connections.open',
  'apps.uninstall',
  'auth.revoke',
  'auth.teams.list',
  'blocks.validate',
  'oauth.v2.access',
  'usergroups.list',
  'usergroups.users.list',
];

test('every method of the workspace has its row', () => {
  expect([...Object.keys(documented), ...elsewhere].toSorted()).toEqual(implementedMethods.toSorted());
});

const rows = Object.entries(documented);
const resolve = (args: Arguments) => (typeof args === 'function' ? args(world) : args);

describe('as documented', () => {
  test.each(rows)('%s takes what it wants', async (method, { good }) => {
    expect(await world.ask(method, await resolve(good))).toBe('ok');
  });

  test.each(
    rows.flatMap(([method, { refused = [] }]) =>
      refused.map(([error, args]) => [method, error, args] as const),
    ),
  )('%s refuses: %s', async (method, error, args) => {
    expect(await world.ask(method, await resolve(args))).toBe(error);
  });

  test.each(rows.map(([method]) => method))('%s wants a token, and the right one', async (method) => {
    const { slack } = world;
    const by = (token: string | undefined) => errorOf(() => clientOf(slack, token).apiCall(method, {}));
    expect(await by(undefined)).toBe('not_authed');
    expect(await by('xoxb-nobody')).toBe('invalid_auth');
    expect(await by(slack.tokens.app)).toBe('not_allowed_token_type');
  });
});

test('without its scope a method is refused, and says which one it needs', async () => {
  const poor = await openWorld({ manifest: manifest('commands') });
  for (const [method, { good, scope }] of rows) {
    if (scope === undefined) continue;
    const args = typeof good === 'function' ? { ...general, ts: '1.000001' } : good;
    const refusal: unknown = await poor.client
      .apiCall(method, { ...args })
      .catch((failure: unknown) => failure);
    expect([method, refusal]).toMatchObject([method, { data: { error: 'missing_scope', needed: scope } }]);
  }
  await poor.slack.stop();
});

async function opened(w: World): Promise<string> {
  const answer = await w.client.apiCall('views.open', { trigger_id: await w.trigger(), view: modal() });
  return viewId(answer);
}

async function stepRun(w: World): Promise<string> {
  await w.slack.steps.run('grant', {});
  return w.slack.steps.list().at(-1)?.id ?? '';
}

async function spent(w: World): Promise<string> {
  const trigger = await w.trigger();
  await w.client.apiCall('views.open', { trigger_id: trigger, view: modal() });
  return trigger;
}

async function fromModal(w: World): Promise<string> {
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
  const view = modal({ blocks: [{ type: 'actions', elements: [button] }] });
  const answer = await w.client.apiCall('views.open', { trigger_id: await w.trigger(), view });
  await w.slack.as(anna.id).click({ kind: 'modal', view: viewId(answer) }, 'go');
  return String(w.app.envelopes.at(-1)?.payload['trigger_id']);
}

function viewId(answer: object): string {
  return 'view' in answer ? String(Object(answer.view)['id']) : '';
}
