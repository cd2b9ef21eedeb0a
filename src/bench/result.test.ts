import { expect, test } from 'vitest';
import { atLeast, atMost, verdictOf } from './result.ts';

test.each([
  [0.75, atLeast(0.75), 'pass'],
  [0.74, atLeast(0.75), 'fail'],
  [0.59, atLeast(0.75), 'far'],
  [3, atMost(3), 'pass'],
  [3.1, atMost(3), 'fail'],
  [3.8, atMost(3), 'far'],
  [Number.NaN, atMost(3), 'far'],
  [17, undefined, '–'],
])('a ratio of %d under %j is a %s', (ratio, bound, verdict) => {
  expect(verdictOf(bound === undefined ? { ratio } : { ratio, bound })).toBe(verdict);
});
