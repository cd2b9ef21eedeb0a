import { expect, test } from 'vitest';
import { createFreshId } from './fresh-id.ts';

test('ids made in one millisecond sort in the order they were made, also when the clock is set back', () => {
  let now = 1_800_000_000_000;
  const newId = createFreshId(() => now);
  const made = Array.from({ length: 300 }, () => newId('acc'));
  now -= 60_000;
  made.push(newId('acc'));
  now += 120_000;
  made.push(newId('acc'));
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  expect(made[0]).toMatch(/^acc_[0-9a-f]{32}$/);
});
