import { expect, test } from 'vitest';
import { createLimiter } from './limiter.ts';

test('thirty actions in a minute are fine; the next says how long to wait', () => {
  let now = 1_000_000;
  const limiter = createLimiter(30, () => now);
  for (let count = 0; count < 30; count += 1) {
    expect(limiter.tooMany('T1:U1')).toBeUndefined();
    now += 1_000;
  }
  expect(limiter.tooMany('T1:U1')).toBe(30);
  expect(limiter.tooMany('T1:U2')).toBeUndefined();
});

test('waiting the seconds that were said is enough', () => {
  let now = 1_000_000;
  const limiter = createLimiter(2, () => now);
  limiter.tooMany('a');
  now += 250;
  limiter.tooMany('a');
  const wait = limiter.tooMany('a');
  expect(wait).toBe(60);
  now += (wait ?? 0) * 1_000;
  expect(limiter.tooMany('a')).toBeUndefined();
});

test('a refused action does not lengthen the wait', () => {
  let now = 0;
  const limiter = createLimiter(1, () => now);
  limiter.tooMany('a');
  now = 59_000;
  expect(limiter.tooMany('a')).toBe(1);
  now = 60_000;
  expect(limiter.tooMany('a')).toBeUndefined();
});
