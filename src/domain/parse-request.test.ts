import { describe, expect, it } from 'vitest';
import type { ParsedRequest } from './parse-request.ts';
import { parseRequest } from './parse-request.ts';

const items = [
  { id: 'payments-db/read', name: 'Payments DB read', aliases: ['payments read', 'pay'] },
  { id: 'payments-db/write', name: 'Payments DB write', aliases: ['payments write'] },
  { id: 'payments', name: 'Payments on call', aliases: ['on call'] },
  { id: 'wiki/read', name: 'Read', aliases: [] },
  { id: 'docs/read', name: 'Read', aliases: ['Dokumenté'] },
];

const read = (text: string): ParsedRequest => parseRequest(text, items);

describe('a complete request', () => {
  it.each<[string, ParsedRequest]>([
    [
      'payments-db/read 2h INC-42 is burning',
      { item: 'payments-db/read', duration: 7200, durationText: '2h', reason: 'INC-42 is burning' },
    ],
    [
      'payments-db/write for 1 h because the migration needs it',
      { item: 'payments-db/write', duration: 3600, durationText: '1 h', reason: 'the migration needs it' },
    ],
    [
      'Payments read 30min INC-42',
      { item: 'payments-db/read', duration: 1800, durationText: '30min', reason: 'INC-42' },
    ],
    [
      'PAYMENTS  DB\u00a0Read 1h30m look',
      { item: 'payments-db/read', duration: 5400, durationText: '1h30m', reason: 'look' },
    ],
    ['payments 8h pager', { item: 'payments', duration: 28_800, durationText: '8h', reason: 'pager' }],
    ['on call 1 day pager', { item: 'payments', duration: 86_400, durationText: '1 day', reason: 'pager' }],
    [
      '"Payments DB read" 2h "INC-42 is burning"',
      { item: 'payments-db/read', duration: 7200, durationText: '2h', reason: 'INC-42 is burning' },
    ],
    [
      '“payments read”, 2h, “it burns”',
      { item: 'payments-db/read', duration: 7200, durationText: '2h', reason: 'it burns' },
    ],
    [
      'payments-db/read: for 1 h 30 min, because it burns',
      { item: 'payments-db/read', duration: 5400, durationText: '1 h 30 min', reason: 'it burns' },
    ],
    [
      'pay 2h rows &lt;5 &amp; &gt;3, &amp;lt; stays',
      { item: 'payments-db/read', duration: 7200, durationText: '2h', reason: 'rows <5 & >3, &lt; stays' },
    ],
    ['dokumente\u0301 2h look', { item: 'docs/read', duration: 7200, durationText: '2h', reason: 'look' }],
  ])('%s', (text, parsed) => {
    expect(read(text)).toEqual(parsed);
  });
});

describe('what was not said is absent', () => {
  it.each<[string, ParsedRequest]>([
    ['', { reason: '' }],
    ['   ', { reason: '' }],
    ['payments-db/read', { item: 'payments-db/read', reason: '' }],
    ['payments-db/read 2h', { item: 'payments-db/read', duration: 7200, durationText: '2h', reason: '' }],
    ['payments-db/read INC-42 burns for 2h', { item: 'payments-db/read', reason: 'INC-42 burns for 2h' }],
    ['payments-db/read for the migration', { item: 'payments-db/read', reason: 'for the migration' }],
  ])('%s', (text, parsed) => {
    expect(read(text)).toEqual(parsed);
  });
});

describe('what leaves a doubt is only quoted', () => {
  it.each<[string, ParsedRequest]>([
    [
      'paymnts-db/read 2h INC-42',
      {
        itemText: 'paymnts-db/read',
        nearest: 'payments-db/read',
        duration: 7200,
        durationText: '2h',
        reason: 'INC-42',
      },
    ],
    [
      'Paymnts DB read I need this for 2 h',
      { itemText: 'Paymnts DB read', nearest: 'payments-db/read', reason: 'I need this for 2 h' },
    ],
    [
      'kubernetes production 2h INC-42',
      { itemText: 'kubernetes production', duration: 7200, durationText: '2h', reason: 'INC-42' },
    ],
    ['kubernetes INC-42 burns', { itemText: 'kubernetes', reason: 'INC-42 burns' }],
    [
      '"my own thing" 2h look',
      { itemText: 'my own thing', duration: 7200, durationText: '2h', reason: 'look' },
    ],
    [
      'read 2h two items have this name',
      { itemText: 'read', duration: 7200, durationText: '2h', reason: 'two items have this name' },
    ],
    ['2h', { itemText: '2h', reason: '' }],
    ['"unclosed 2h', { itemText: 'unclosed', duration: 7200, durationText: '2h', reason: '' }],
  ])('%s', (text, parsed) => {
    expect(read(text)).toEqual(parsed);
  });

  it.each(['1e3', '-2h', '0h', '2', '2x', '1,5h', '0x10', '99999999h', '−2h', '+1h'])(
    'the length of time %s',
    (written) => {
      expect(read(`payments-db/read ${written} INC-42`)).toEqual({
        item: 'payments-db/read',
        durationText: written,
        reason: 'INC-42',
      });
    },
  );
});

it('takes the longest name that fits', () => {
  expect(read('payments write 1h x').item).toBe('payments-db/write');
  expect(read('payments writing 1h x')).toMatchObject({ item: 'payments', reason: 'writing 1h x' });
});

it('does not read a second length of time into the first', () => {
  expect(read('pay 2h 3 days of logs are gone')).toMatchObject({
    duration: 7200,
    reason: '3 days of logs are gone',
  });
});

it('prefers an id to another item’s alias of the same letters', () => {
  const both = [...items, { id: 'x', name: 'X', aliases: ['payments'] }];
  expect(parseRequest('payments 1h y', both).item).toBe('payments');
});

it('is quick with hostile text and a large catalogue', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    id: `app-${index}/read`,
    name: `App ${index} read`,
    aliases: [],
  }));
  const started = performance.now();
  for (const text of [
    '1'.repeat(40_000),
    '" '.repeat(20_000),
    '&'.repeat(40_000),
    'for '.repeat(10_000),
    'app-x/reed 1h y',
    `${'a'.repeat(40_000)} 2h`,
  ])
    parseRequest(text, many);
  expect(performance.now() - started).toBeLessThan(5_000);
});
