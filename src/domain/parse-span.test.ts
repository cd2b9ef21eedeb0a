import { describe, expect, test } from 'vitest';
import { dayWords } from './calendar.ts';
import { parseSpan } from './parse-span.ts';

// A Tuesday, 13:00 in Vienna.
const now = Date.UTC(2026, 10, 24, 12);
const zone = 'Europe/Vienna';
const read = (text: string, at = now) => {
  const span = parseSpan(text, { now: at, zone });
  const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
  return span && [span.startsAt === undefined ? null : iso(span.startsAt), iso(span.endsAt)];
};

describe('from when until when', () => {
  test.each([
    ['until Friday', [null, '2026-11-27T22:59']],
    ['until Fri 27 Nov', [null, '2026-11-27T22:59']],
    ['till tomorrow', [null, '2026-11-25T22:59']],
    ['until tonight', [null, '2026-11-24T22:59']],
    ['until Tuesday', [null, '2026-11-24T22:59']],
    ['until Monday.', [null, '2026-11-30T22:59']],
    ['until friday 17:30', [null, '2026-11-27T16:30']],
    ['until 6pm', [null, '2026-11-24T17:00']],
    ['until tomorrow at 8 am', [null, '2026-11-25T07:00']],
    ['until 2026-12-04', [null, '2026-12-04T22:59']],
    ['until Dec 4th', [null, '2026-12-04T22:59']],
    ['until 3 January', [null, '2027-01-03T22:59']],
    ['until 3 January 2028', [null, '2028-01-03T22:59']],
    ['for 3 days', [null, '2026-11-27T12:00']],
    ['3 days', [null, '2026-11-27T12:00']],
    ['from Monday until Friday', ['2026-11-29T23:00', '2026-12-04T22:59']],
    ['from 2026-12-24 to 2027-01-01', ['2026-12-23T23:00', '2027-01-01T22:59']],
    ['from 24 Dec for 1 week', ['2026-12-23T23:00', '2026-12-30T23:00']],
    ['from tomorrow 9:00 until Thursday', ['2026-11-25T08:00', '2026-11-26T22:59']],
  ])('%s', (text, span) => {
    expect(read(text)).toEqual(span);
  });

  test.each([
    '',
    'until',
    'until 4',
    'until later',
    'until next Friday',
    'until 30 Feb',
    'until 2026-02-30',
    'until Mon 27 Nov',
    'until 25:00',
    'until 13pm',
    'from when I leave until Friday',
    'Friday',
    'for ever',
    'until 4/12',
  ])('%s leaves a doubt, so it is nothing', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('keeps the hour on the wall over the night when clocks change', () => {
    expect(read('until Sunday 18:00', Date.UTC(2026, 9, 23, 12))).toEqual([null, '2026-10-25T17:00']);
    expect(read('until Monday', Date.UTC(2026, 9, 23, 12))).toEqual([null, '2026-10-26T22:59']);
  });
});

test('an end is said as a day, with its time unless it is the end of the day', () => {
  expect(dayWords(Date.UTC(2026, 10, 27, 22, 59), zone)).toBe('Fri 27 Nov');
  expect(dayWords(Date.UTC(2026, 11, 31, 16), zone)).toBe('Thu 31 Dec, 17:00');
  expect(dayWords(Date.UTC(2028, 1, 29, 23, 59), 'nowhere')).toBe('Tue 29 Feb');
});
