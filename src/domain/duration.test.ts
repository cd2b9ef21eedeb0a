import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

describe('lengths of time', () => {
  test.each([
    ['30m', 1_800],
    ['2h', 7_200],
    ['24h', 86_400],
    ['1h30m', 5_400],
    ['1 h 30 min', 5_400],
    ['3 days', 259_200],
    ['1 week', 604_800],
    ['30d', 2_592_000],
  ])('reads %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each([
    '',
    '0',
    '0h',
    '-2h',
    '2',
    '1e3',
    '0x10',
    'NaN',
    '∞',
    '1,5',
    '1.5h',
    '2 fortnights',
    '9999999d',
    'h',
    `${'1h'.repeat(50)}`,
  ])('does not read “%s”', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each([
    [0, 'no time'],
    [45, '45 s'],
    [900, '15 min'],
    [5_400, '1 h 30 min'],
    [86_400, '1 day'],
    [90_000, '1 day 1 h'],
    [604_800, '7 days'],
  ])('says %i s as “%s”', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
});
