import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from './page/protocol.ts';
import type { Sandbox } from './sandbox.ts';
import { anna, call, openWorkspace } from './test-workspace.ts';

let slack: Sandbox;
beforeAll(async () => {
  slack = await openWorkspace();
});
afterAll(() => slack.stop());

const plain = (text: string) => ({ type: 'plain_text', text });
const section = { type: 'section', text: plain('hello') };
const option = (value: string, text = value) => ({ text: plain(text), value });
const button = (more = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more });
const actions = (...elements: Json[]) => ({ type: 'actions', elements });
const input = (element: Json, more = {}) => ({ type: 'input', label: plain('Why'), element, ...more });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function complaints(blocks: Json): Promise<readonly unknown[]> {
  const answer = await call(slack, 'blocks.validate', { blocks });
  return Array.isArray(answer['errors'])
    ? answer['errors'].map(({ pointer, code }) => `${pointer} ${code}`)
    : [];
}

const good: readonly [string, Json][] = [
  [
    'section with fields and a button',
    { ...section, fields: [plain('a'), { type: 'mrkdwn', text: '*b*' }], accessory: button() },
  ],
  ['header', { type: 'header', text: plain('x'.repeat(150)) }],
  [
    'context',
    {
      type: 'context',
      elements: [plain('a'), { type: 'image', image_url: 'https://x.example/a.png', alt_text: 'a' }],
    },
  ],
  [
    'every kind of menu',
    actions(
      { type: 'static_select', action_id: 'a', options: [option('x')], initial_option: option('x') },
      {
        type: 'static_select',
        action_id: 'b',
        option_groups: [{ label: plain('g'), options: [option('x')] }],
      },
      { type: 'external_select', action_id: 'c', min_query_length: 0 },
      { type: 'users_select', action_id: 'd' },
      { type: 'conversations_select', action_id: 'e', filter: { include: ['im'] } },
      { type: 'multi_users_select', action_id: 'f', max_selected_items: 3 },
      { type: 'overflow', action_id: 'g', options: [{ ...option('x'), url: 'https://x.example' }] },
      { type: 'radio_buttons', action_id: 'h', options: [option('x')] },
      {
        type: 'checkboxes',
        action_id: 'i',
        options: [{ text: { type: 'mrkdwn', text: '*x*' }, value: 'x' }],
      },
      { type: 'datepicker', action_id: 'j', initial_date: '2026-11-23' },
      { type: 'timepicker', action_id: 'k', initial_time: '09:30' },
      { type: 'datetimepicker', action_id: 'l', initial_date_time: 1_790_000_000 },
    ),
  ],
  [
    'inputs',
    input({
      type: 'number_input',
      action_id: 'n',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: '30',
    }),
  ],
  ['divider', { type: 'divider' }],
  ['image', { type: 'image', image_url: 'https://x.example/a.png', alt_text: 'a chart' }],
  [
    'rich text',
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '<!channel> *', style: { bold: true } },
            { type: 'user', user_id: 'U1' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'emoji', name: 'wave' }] }],
        },
        { type: 'rich_text_quote', elements: [{ type: 'link', url: 'https://x.example' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
        {
          type: 'rich_text_section',
          elements: [{ type: 'date', timestamp: 1_790_000_000, format: '{date}', fallback: 'then' }],
        },
      ],
    },
  ],
  [
    'table',
    { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]], column_settings: [{ align: 'right' }] },
  ],
  ['alert', { type: 'alert', text: plain('careful'), level: 'warning' }],
];
test.each(good)('%s is taken', async (_name, block) => expect(await complaints([block])).toEqual([]));

const bad: readonly [string, Json, string][] = [
  ['an unknown block', { type: 'sectoin' }, '/blocks/0/type unsupported_type'],
  ['a block without a type', { text: plain('x') }, '/blocks/0 missing_field'],
  ['an unknown property', { ...section, colour: 'red' }, '/blocks/0 additional_property'],
  ['an empty section', { type: 'section' }, '/blocks/0 missing_field'],
  ['an empty text', { type: 'section', text: plain('') }, '/blocks/0/text/text invalid_length'],
  [
    '3,001 characters',
    { type: 'section', text: plain('x'.repeat(3001)) },
    '/blocks/0/text/text invalid_length',
  ],
  ['a long header', { type: 'header', text: plain('x'.repeat(151)) }, '/blocks/0/text/text invalid_length'],
  [
    'a mrkdwn header',
    { type: 'header', text: { type: 'mrkdwn', text: 'x' } },
    '/blocks/0/text/type unsupported_type',
  ],
  ['11 fields', { type: 'section', fields: many(11, () => plain('x')) }, '/blocks/0/fields invalid_items'],
  [
    'a field of 2,001',
    { type: 'section', fields: [plain('x'.repeat(2001))] },
    '/blocks/0/fields/0/text invalid_length',
  ],
  [
    '26 buttons',
    actions(...many(26, (n) => button({ action_id: `a${n}` }))),
    '/blocks/0/elements invalid_items',
  ],
  [
    'a long button',
    actions(button({ text: plain('x'.repeat(76)) })),
    '/blocks/0/elements/0/text/text invalid_length',
  ],
  [
    'a long button value',
    actions(button({ value: 'x'.repeat(2001) })),
    '/blocks/0/elements/0/value invalid_length',
  ],
  [
    'a button that opens no address',
    actions(button({ url: 'javascript:alert(1)' })),
    '/blocks/0/elements/0/url invalid_format',
  ],
  [
    'a link to nowhere',
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'x y' }] }],
    },
    '/blocks/0/elements/0/elements/0/url invalid_format',
  ],
  [
    'a link without an address',
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'link', text: 'x' }] }] },
    '/blocks/0/elements/0/elements/0 missing_field',
  ],
  ['a green button', actions(button({ style: 'green' })), '/blocks/0/elements/0/style invalid_enum'],
  [
    'a confirm without text',
    actions(button({ confirm: { title: plain('t') } })),
    '/blocks/0/elements/0/confirm missing_field',
  ],
  [
    '11 context elements',
    { type: 'context', elements: many(11, () => plain('x')) },
    '/blocks/0/elements invalid_items',
  ],
  [
    '101 options',
    actions({ type: 'static_select', options: many(101, (n) => option(`o${n}`)) }),
    '/blocks/0/elements/0/options invalid_items',
  ],
  ['no options', actions({ type: 'static_select' }), '/blocks/0/elements/0 missing_field'],
  [
    'a long option',
    actions({ type: 'static_select', options: [option('a', 'x'.repeat(76))] }),
    '/blocks/0/elements/0/options/0/text/text invalid_length',
  ],
  [
    'a long option value',
    actions({ type: 'static_select', options: [option('x'.repeat(151), 'a')] }),
    '/blocks/0/elements/0/options/0/value invalid_length',
  ],
  [
    'a foreign initial option',
    actions({ type: 'static_select', options: [option('a')], initial_option: option('b') }),
    '/blocks/0/elements/0 invalid_choice',
  ],
  [
    '6 overflow options',
    actions({ type: 'overflow', options: many(6, (n) => option(`o${n}`)) }),
    '/blocks/0/elements/0/options invalid_items',
  ],
  [
    '11 radio buttons',
    actions({ type: 'radio_buttons', options: many(11, (n) => option(`o${n}`)) }),
    '/blocks/0/elements/0/options invalid_items',
  ],
  [
    'an input in an actions block',
    actions({ type: 'plain_text_input', action_id: 'x' }),
    '/blocks/0/elements/0/type unsupported_type',
  ],
  ['a button in an input block', input(button()), '/blocks/0/element/type unsupported_type'],
  [
    'an input without a label',
    { type: 'input', element: { type: 'plain_text_input' } },
    '/blocks/0 missing_field',
  ],
  [
    'a max_length of 3,001',
    input({ type: 'plain_text_input', max_length: 3001 }),
    '/blocks/0/element/max_length out_of_range',
  ],
  [
    'min above max',
    input({ type: 'plain_text_input', min_length: 9, max_length: 3 }),
    '/blocks/0/element invalid_length',
  ],
  [
    'a vague date',
    input({ type: 'datepicker', initial_date: 'tomorrow' }),
    '/blocks/0/element/initial_date invalid_format',
  ],
  [
    '25 o’clock',
    input({ type: 'timepicker', initial_time: '25:00' }),
    '/blocks/0/element/initial_time invalid_format',
  ],
  [
    'an image without alt_text',
    { type: 'image', image_url: 'https://x.example/a.png' },
    '/blocks/0 missing_field',
  ],
  ['an image without a picture', { type: 'image', alt_text: 'a' }, '/blocks/0 missing_field'],
  [
    'an unknown rich text',
    { type: 'rich_text', elements: [{ type: 'rich_text_poem', elements: [] }] },
    '/blocks/0/elements/0/type unsupported_type',
  ],
  [
    '101 rows',
    { type: 'table', rows: many(101, () => [{ type: 'raw_text', text: 'x' }]) },
    '/blocks/0/rows invalid_items',
  ],
  [
    '21 columns',
    { type: 'table', rows: [many(21, () => ({ type: 'raw_text', text: 'x' }))] },
    '/blocks/0/rows/0 invalid_items',
  ],
  ['a shrill alert', { type: 'alert', text: plain('x'), level: 'panic' }, '/blocks/0/level invalid_enum'],
  ['a long alert', { type: 'alert', text: plain('x'.repeat(201)) }, '/blocks/0/text/text invalid_length'],
  [
    'two buttons with one action_id',
    actions(button(), button()),
    '/blocks/0/elements/1/action_id duplicate_action_id',
  ],
  ['a long block_id', { ...section, block_id: 'x'.repeat(256) }, '/blocks/0/block_id invalid_length'],
  ['no object', 'hello', '/blocks/0 invalid_type'],
];
test.each(bad)('%s is refused', async (_name, block, complaint) => {
  expect(await complaints([block])).toContain(complaint);
});

describe('blocks together', () => {
  test('are at most fifty, with different ids, and hold one table', async () => {
    expect(await complaints(many(50, () => section))).toEqual([]);
    expect(await complaints(many(51, () => section))).toEqual(['/blocks invalid_items']);
    const twin = { ...section, block_id: 'same' };
    expect(await complaints([twin, twin])).toEqual(['/blocks/1/block_id duplicate_block_id']);
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
    expect(await complaints([table, table])).toEqual(['/blocks only_one_table_allowed']);
  });
});

test('a refused message names the place, in the words of chat.postMessage', async () => {
  const blocks = [section, { type: 'header', text: plain('x'.repeat(151)) }];
  expect(await call(slack, 'chat.postMessage', { channel: anna.id, text: 'x', blocks })).toMatchObject({
    ok: false,
    error: 'invalid_blocks',
    response_metadata: {
      messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]'],
    },
  });
});

describe('views', () => {
  const modal = (more: object) => ({ type: 'modal', title: plain('Ask'), blocks: [section], ...more });
  const refusal = async (view: Json) => {
    const { response_metadata: meta } = await call(slack, 'views.open', { trigger_id: 'x', view });
    return Object(meta)['messages'];
  };

  test('need a submit button for an input, a short title, and at most 100 blocks', async () => {
    const asks = [input({ type: 'plain_text_input' })];
    expect(await refusal(modal({ blocks: asks }))).toEqual([
      '[ERROR] missing required field: submit [json-pointer:/view]',
    ]);
    expect(await refusal(modal({ blocks: asks, submit: plain('Go') }))).toBeUndefined();
    expect(await refusal(modal({ title: plain('x'.repeat(25)) }))).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ]);
    expect(await refusal(modal({ blocks: many(101, () => section) }))).toHaveLength(1);
    expect(await refusal(modal({ private_metadata: 'x'.repeat(3001) }))).toHaveLength(1);
    expect(await refusal({ type: 'home', blocks: [] })).toEqual([
      '[ERROR] unsupported type: home [json-pointer:/view/type]',
    ]);
    expect(await refusal('no view')).toEqual(['[ERROR] must provide an object [json-pointer:/view]']);
  });

  test('of more than 250 kB are too large', async () => {
    const text = (size: number) => ({ type: 'section', text: plain('x'.repeat(size)) });
    const answer = await call(slack, 'views.publish', {
      user_id: anna.id,
      view: { type: 'home', blocks: many(90, () => text(2900)) },
    });
    expect(answer).toEqual({ ok: false, error: 'view_too_large' });
  });
});

test('blocks.validate wants exactly one thing to look at', async () => {
  expect(await call(slack, 'blocks.validate')).toMatchObject({ error: 'invalid_arguments' });
  expect(await call(slack, 'blocks.validate', { blocks: [section], view: {} })).toMatchObject({
    error: 'invalid_arguments',
  });
  expect(await call(slack, 'blocks.validate', { view: { type: 'home' } })).toMatchObject({
    error: 'invalid_view',
    errors: [
      { pointer: '/view', code: 'missing_field', constraint: { type: 'required', expected: ['blocks'] } },
    ],
  });
});
