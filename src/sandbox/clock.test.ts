import { expect, test } from 'vitest';
import { startClock } from './clock.ts';

test('tasks run in the order of their instants, at their instants, and what they plan runs too', async () => {
  const clock = startClock({ start: 0, running: false });
  const ran: string[] = [];
  clock.at(5000, () => void ran.push(`second at ${clock.now()}`));
  clock.at(1000, async () => {
    await Promise.resolve();
    ran.push(`first at ${clock.now()}`);
    clock.at(2000, () => void ran.push(`planned at ${clock.now()}`));
  });
  const cancel = clock.at(3000, () => void ran.push('cancelled'));
  cancel();
  await clock.advance(10);
  expect(ran).toEqual(['first at 1000', 'planned at 2000', 'second at 5000']);
  expect(clock.now()).toBe(10_000);
  clock.stop();
});

test('a running clock runs what is due by itself', async () => {
  const clock = startClock({});
  const before = clock.now();
  await new Promise<void>((resolve) => clock.at(before + 20, resolve));
  expect(clock.now() - before).toBeGreaterThanOrEqual(20);
  clock.stop();
});
