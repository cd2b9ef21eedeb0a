import { expect, test } from 'vitest';
import { createLimiter } from './limiter.ts';

test('thirty actions in a minute are fine; the next says how long to wait', () => {
  let now = 1_000_000;
  const limiter = createLimiter(() => now);
  for (let count = 0; count < 30; count += 1) {
    expect(limiter.tooMany('T1:U1', 30)).toBeUndefined();
    now += 1_000;
  }
  expect(limiter.tooMany('T1:U1', 30)).toBe(30);
  expect(limiter.tooMany('T1:U2', 30)).toBeUndefined();
});

test('waiting the seconds that were said is enough', () => {
  let now = 1_000_000;
  const limiter = createLimiter(() => now);
  limiter.tooMany('a', 2);
  now += 250;
  limiter.tooMany('a', 2);
  const wait = limiter.tooMany('a', 2);
  expect(wait).toBe(60);
  now += (wait ?? 0) * 1_000;
  expect(limiter.tooMany('a', 2)).toBeUndefined();
});

test('a refused action does not lengthen the wait', () => {
  let now = 0;
  const limiter = createLimiter(() => now);
  limiter.tooMany('a', 1);
  now = 59_000;
  expect(limiter.tooMany('a', 1)).toBe(1);
  now = 60_000;
  expect(limiter.tooMany('a', 1)).toBeUndefined();
});
