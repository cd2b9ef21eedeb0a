import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTimekeeper } from './timekeeper.ts';

// Only the timer is stood in for: how long the timekeeper sleeps is what is tested here.
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function keeper(
  dues: () => readonly (number | undefined)[],
  look: () => Promise<void> = async () => undefined,
) {
  const looks: number[] = [];
  const errors: string[] = [];
  const timekeeper = createTimekeeper({
    read: { nextDue: async () => dues()[0], nextWork: async () => dues()[1] },
    now: () => Date.now(),
    sweep: async () => {
      looks.push(Date.now());
      await look();
      return 0;
    },
    drain: async () => undefined,
    log: { error: (_, message) => errors.push(message) },
  });
  return { timekeeper, looks, errors };
}

test('looks at once, at the next due instant, and at least each ten seconds', async () => {
  let due: number | undefined = 3_000;
  const { timekeeper, looks } = keeper(() => [due, undefined]);
  timekeeper.start();
  await vi.advanceTimersByTimeAsync(2_999);
  expect(looks).toEqual([0]);
  due = undefined;
  await vi.advanceTimersByTimeAsync(1);
  expect(looks).toEqual([0, 3_000]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(looks).toEqual([0, 3_000, 13_000, 23_000]);
  await timekeeper.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks).toHaveLength(4);
});

test('a due instant thirty days away does not make it look at once for ever', async () => {
  const { timekeeper, looks } = keeper(() => [30 * 86_400_000, undefined]);
  timekeeper.start();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(looks.length).toBeLessThanOrEqual(4);
  await timekeeper.stop();
});

test('a wake-up in the middle of a look is not lost, and looks never overlap', async () => {
  let inside = 0;
  let most = 0;
  const { timekeeper, looks } = keeper(
    () => [undefined, undefined],
    async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 100));
      inside -= 1;
    },
  );
  timekeeper.start();
  await vi.advanceTimersByTimeAsync(50);
  timekeeper.wake();
  timekeeper.wake();
  await vi.advanceTimersByTimeAsync(500);
  expect(looks).toEqual([0, 100]);
  expect(most).toBe(1);
  await timekeeper.stop();
});

test('what stays due although it was looked at is not looked at without a pause', async () => {
  const { timekeeper, looks } = keeper(() => [0, undefined]);
  timekeeper.start();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(looks.length).toBeLessThanOrEqual(8);
  await timekeeper.stop();
});

test('a failing look is told and repeated', async () => {
  const { timekeeper, looks, errors } = keeper(
    () => [undefined, undefined],
    async () => {
      throw new Error('the database is away');
    },
  );
  timekeeper.start();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looks).toEqual([0, 10_000]);
  expect(errors).toHaveLength(2);
  await timekeeper.stop();
});
