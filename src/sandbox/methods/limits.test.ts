// Slack's numbers: at the limit it is taken, one more is refused by name; pages, tiers and Retry-After.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Shape } from '../json.ts';
import { anna } from '../test-workspace.ts';
import type { World } from './documented-world.ts';
import { crowd, modal, openWorld, seconds } from './documented-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.slack.stop());

const general = { channel: 'C00000001' };
const letters = (count: number): string => 'x'.repeat(count);
const times = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(i));
const divider = { type: 'divider' };
const open = async (view: Shape): Promise<Shape> => ({ trigger_id: await world.trigger(), view });
const metadata = (size: number): Shape => {
  const around = JSON.stringify({ event_type: 'x', event_payload: { note: '' } }).length;
  return { event_type: 'x', event_payload: { note: letters(size - around) } };
};
const section = (text: string): Shape => ({ type: 'section', text: { type: 'plain_text', text } });
/** A modal whose JSON has exactly this many characters. */
const modalOf = (size: number): Shape => {
  const full = times(84, () => section(letters(2900)));
  const rest = size - JSON.stringify(modal({ blocks: [...full, section('')] })).length;
  return modal({ blocks: [...full, section(letters(rest))] });
};

type Limit = readonly [
  what: string,
  method: string,
  limit: number,
  error: string,
  args: (count: number) => Shape | Promise<Shape>,
];
const limits: readonly Limit[] = [
  [
    'blocks of a message',
    'chat.postMessage',
    50,
    'invalid_blocks',
    (n) => ({ ...general, text: 'x', blocks: times(n, () => divider) }),
  ],
  [
    'attachments',
    'chat.postMessage',
    100,
    'too_many_attachments',
    (n) => ({ ...general, attachments: times(n, () => ({ text: 'x' })) }),
  ],
  [
    'characters of markdown_text',
    'chat.postMessage',
    12_000,
    'msg_too_long',
    (n) => ({ ...general, markdown_text: letters(n) }),
  ],
  [
    'characters of metadata',
    'chat.postMessage',
    16_000,
    'metadata_too_large',
    (n) => ({ ...general, text: 'x', metadata: metadata(n) }),
  ],
  [
    'characters of an update',
    'chat.update',
    4000,
    'msg_too_long',
    (n) => ({ ...general, ts: world.own, text: letters(n) }),
  ],
  [
    'seconds into the future',
    'chat.scheduleMessage',
    120 * 86_400,
    'time_too_far',
    (n) => ({ ...general, text: 'x', post_at: seconds + n }),
  ],
  [
    'people in a group',
    'conversations.open',
    8,
    'too_many_users',
    (n) => ({ users: [...crowd.map(({ id }) => id), anna.id].slice(0, n).join(',') }),
  ],
  [
    'letters of a channel',
    'conversations.create',
    80,
    'invalid_name_maxlength',
    (n) => ({ name: letters(n) }),
  ],
  ['conversations a page', 'conversations.list', 999, 'invalid_limit', (n) => ({ limit: n })],
  ['conversations of a person a page', 'users.conversations', 999, 'invalid_limit', (n) => ({ limit: n })],
  ['messages a page', 'conversations.history', 999, 'invalid_limit', (n) => ({ ...general, limit: n })],
  ['members a page', 'conversations.members', 1000, 'invalid_limit', (n) => ({ ...general, limit: n })],
  ['people a page', 'users.list', 1000, 'invalid_limit', (n) => ({ limit: n })],
  [
    'blocks of a modal',
    'views.open',
    100,
    'invalid_arguments',
    (n) => open(modal({ blocks: times(n, () => divider) })),
  ],
  [
    'letters of a title',
    'views.open',
    24,
    'invalid_arguments',
    (n) => open(modal({ title: { type: 'plain_text', text: letters(n) } })),
  ],
  [
    'letters of private_metadata',
    'views.open',
    3000,
    'invalid_arguments',
    (n) => open(modal({ private_metadata: letters(n) })),
  ],
  [
    'letters of callback_id',
    'views.open',
    255,
    'invalid_arguments',
    (n) => open(modal({ callback_id: letters(n) })),
  ],
  [
    'letters of external_id',
    'views.open',
    255,
    'invalid_arguments',
    (n) => open(modal({ external_id: letters(n) })),
  ],
  ['characters of a view', 'views.open', 250_000, 'view_too_large', (n) => open(modalOf(n))],
  [
    'blocks of a Home tab',
    'views.publish',
    100,
    'invalid_arguments',
    (n) => ({ user_id: anna.id, view: { type: 'home', blocks: times(n, () => divider) } }),
  ],
];

describe('limits', () => {
  test.each(limits)('%s (%s): %i, and no more', async (...[, method, limit, error, args]) => {
    expect(await world.ask(method, await args(limit + 1))).toBe(error);
    expect(await world.ask(method, await args(limit))).toBe('ok');
  });

  test('a post of 40,000 characters is whole, a longer one is cut off with a warning', async () => {
    const post = (text: string) => world.client.chat.postMessage({ ...general, text });
    expect(await post(letters(40_000))).not.toHaveProperty('warning');
    expect(await post(letters(40_001))).toMatchObject({ warning: 'message_truncated' });
    expect(world.slack.channel('C00000001').at(-1)?.text).toHaveLength(40_000);
  });

  test('a message is for later, not for now', async () => {
    const later = (wait: number) =>
      world.ask('chat.scheduleMessage', { ...general, text: 'x', post_at: seconds + wait });
    expect([await later(-1), await later(0), await later(1)]).toEqual(['time_in_past', 'time_in_past', 'ok']);
  });

  test('thirty messages fit into five minutes of a channel', async () => {
    const at = (second: number) =>
      world.ask('chat.scheduleMessage', { ...general, text: 'x', post_at: seconds + 86_400 + second });
    for (let count = 0; count < 30; count += 1) expect(await at(count)).toBe('ok');
    expect(await at(299)).toBe('restricted_too_many');
    expect(await at(300)).toBe('ok');
  });

  test('what is scheduled goes out in time, can be taken back until a minute before, and never comes with metadata', async () => {
    const texts = () => world.slack.channel('C00000001').map(({ text }) => text);
    const schedule = async (text: string, more: Shape = {}) =>
      (await world.client.chat.scheduleMessage({ ...general, text, post_at: seconds + 120, ...more }))
        .scheduled_message_id ?? '';
    const back = (id: string) =>
      world.ask('chat.deleteScheduledMessage', { ...general, scheduled_message_id: id });
    const [kept, gone] = [await schedule('kept'), await schedule('gone')];
    await schedule('lost', { metadata: { event_type: 'x', event_payload: {} } });
    await world.slack.advance(59);
    expect(await back(gone)).toBe('ok');
    await world.slack.advance(1);
    expect(await back(kept)).toBe('invalid_scheduled_message_id');
    await world.slack.advance(60);
    expect(texts()).toEqual(['hello', 'hers', 'kept']);
    expect(await world.client.chat.scheduledMessages.list()).toMatchObject({
      scheduled_messages: [{ id: world.scheduled, channel_id: 'C00000001', text: 'hello' }],
    });
  });

  test('one person puts 23 emoji on a message', async () => {
    const react = (index: number) =>
      world.ask('reactions.add', { ...general, timestamp: world.own, name: `emoji_${index}` });
    for (let index = 0; index < 23; index += 1) expect(await react(index)).toBe('ok');
    expect(await react(23)).toBe('too_many_reactions');
    expect(world.slack.channel('C00000001')[0]?.reactions).toHaveLength(23);
  });

  test('a trigger lives for three seconds', async () => {
    const [young, old] = [await world.trigger(), await world.trigger()];
    await world.slack.advance(3);
    expect(await world.ask('views.open', { trigger_id: young, view: modal() })).toBe('ok');
    await world.slack.advance(0.001);
    expect(await world.ask('views.open', { trigger_id: old, view: modal() })).toBe('expired_trigger_id');
  });

  test('an external_id is used once in a workspace', async () => {
    expect(await world.ask('views.open', await open(modal({ external_id: 'one' })))).toBe('ok');
    const home = { type: 'home', external_id: 'one', blocks: [divider] };
    expect(await world.ask('views.publish', { user_id: anna.id, view: home })).toBe('duplicate_external_id');
  });
});

describe('pages', () => {
  const thread = async () => {
    for (let count = 0; count < 4; count += 1)
      await world.client.chat.postMessage({ ...general, text: `answer ${count}`, thread_ts: world.own });
    return { ...general, ts: world.own };
  };
  const listed: readonly (readonly [string, string, number, () => Shape | Promise<Shape>])[] = [
    ['users.list', 'members', 12, () => ({})],
    ['conversations.list', 'channels', 5, () => ({ types: 'public_channel,private_channel' })],
    ['conversations.members', 'members', 2, () => general],
    ['users.conversations', 'channels', 3, () => ({ types: 'public_channel,private_channel' })],
    ['conversations.history', 'messages', 2, () => general],
    ['conversations.replies', 'messages', 5, thread],
    ['chat.scheduledMessages.list', 'scheduled_messages', 1, () => ({})],
  ];

  test.each(listed)(
    '%s: %s, one by one, none twice and none left out',
    async (...[method, key, count, args]) => {
      const wanted = await args();
      const seen: string[] = [];
      for await (const page of world.client.paginate(method, { ...wanted, limit: 1 })) {
        const items: unknown = Object(page)[key];
        expect(items).toHaveLength(1);
        seen.push(JSON.stringify(items));
      }
      expect([seen.length, new Set(seen).size]).toEqual([count, count]);
      expect(await world.ask(method, { ...wanted, cursor: 'bm90IG91cnM=' })).toBe('invalid_cursor');
      expect(await world.ask(method, { ...wanted, limit: 'many' })).toBe('invalid_limit');
    },
  );

  test('of a history are cut by time; its threads are told by their number', async () => {
    await thread();
    const { messages } = await world.client.conversations.history({ ...general });
    expect(messages).toMatchObject([
      { text: 'hers' },
      { text: 'hello', reply_count: 4, thread_ts: world.own },
    ]);
    const after = (more: object) =>
      world.client.conversations.history({ ...general, oldest: world.own, ...more });
    expect((await after({})).messages).toHaveLength(1);
    expect((await after({ inclusive: true })).messages).toHaveLength(2);
  });
});

describe('tiers', () => {
  // https://docs.slack.dev/apis/web-api/rate-limits; the burst is the sandbox's own, the rate a minute is Slack's.
  const burst = { 1: 5, 2: 60, 3: 150, 4: 300 } as const;
  const wait = { 1: 60, 2: 3, 3: 2, 4: 1 } as const;
  const tiers: readonly (readonly [1 | 2 | 3 | 4, readonly string[]])[] = [
    [1, ['apps.uninstall']],
    [
      2,
      [
        'conversations.list',
        'users.list',
        'usergroups.list',
        'usergroups.users.list',
        'auth.teams.list',
        'conversations.create',
      ],
    ],
    [3, ['auth.revoke', 'conversations.invite']],
    [
      3,
      [
        'chat.update',
        'chat.delete',
        'chat.scheduleMessage',
        'chat.deleteScheduledMessage',
        'chat.scheduledMessages.list',
      ],
    ],
    [
      3,
      [
        'conversations.open',
        'conversations.info',
        'conversations.history',
        'conversations.replies',
        'conversations.join',
      ],
    ],
    [
      3,
      [
        'users.lookupByEmail',
        'users.conversations',
        'team.info',
        'bots.info',
        'reactions.add',
        'apps.connections.open',
        'functions.completeSuccess',
        'functions.completeError',
      ],
    ],
    [4, ['views.open', 'views.push', 'views.update', 'views.publish', 'chat.postEphemeral']],
    [4, ['conversations.members', 'users.info', 'users.profile.get']],
  ];
  let shared: World;
  beforeAll(async () => {
    shared = await openWorld();
  });
  afterAll(() => shared.slack.stop());

  const call = (method: string) =>
    fetch(`${shared.slack.apiUrl}${method}?test=1`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${method === 'apps.connections.open' ? shared.slack.tokens.app : shared.slack.tokens.bot}`,
      },
    });

  test.each(tiers.flatMap(([tier, methods]) => methods.map((method) => [method, tier] as const)))(
    '%s is of tier %i',
    async (method, tier) => {
      // The socket of the world, its messages and its cards have taken a call or two already.
      await shared.slack.advance(3600);
      for (let left = burst[tier]; left > 0; left -= 30) {
        const answers = await Promise.all(times(Math.min(30, left), () => call(method)));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        await Promise.all(answers.map((answer) => answer.arrayBuffer()));
      }
      const refused = await call(method);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, String(wait[tier])]);
      expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' });
      await shared.slack.advance(wait[tier]);
      expect((await call(method)).status).toBe(200);
    },
  );

  test('Slack’s own client says how long to wait', async () => {
    const post = () => world.client.chat.postMessage({ channel: anna.id, text: 'x' });
    for (let count = 0; count < 30; count += 1) await post();
    await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
    await world.slack.advance(1);
    expect(await post()).toMatchObject({ ok: true });
  });
});
