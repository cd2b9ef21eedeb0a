import { expect, test } from 'vitest';
import { singleFlight } from './single-flight.ts';

function work() {
  const release: (() => void)[] = [];
  const state = { atOnce: 0, most: 0, runs: 0 };
  const run = singleFlight(async (key: string) => {
    state.runs += 1;
    state.atOnce += 1;
    state.most = Math.max(state.most, state.atOnce);
    await new Promise<void>((resolve) => release.push(resolve));
    state.atOnce -= 1;
    if (key === 'bad') throw new Error('bad');
    return state.runs;
  });
  const finish = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      release.shift()?.();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };
  return { state, run, finish };
}

test('many calls for one key are two runs, never at the same time', async () => {
  const { state, run, finish } = work();
  const calls = [run('a'), run('a'), run('a'), run('a')];
  await finish();
  expect(await Promise.all(calls)).toEqual([1, 2, 2, 2]);
  expect(state.most).toBe(1);
});

test('different keys do not wait for each other', async () => {
  const { state, run, finish } = work();
  const calls = [run('a'), run('b')];
  expect(state.atOnce).toBe(2);
  await finish();
  await Promise.all(calls);
});

test('a failed run does not stop the next one', async () => {
  const { run, finish } = work();
  const first = run('bad');
  const second = run('bad');
  const outcomes = Promise.allSettled([first, second]);
  await finish();
  expect((await outcomes).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  const third = run('bad').catch((error: Error) => error.message);
  await finish();
  expect(await third).toBe('bad');
});
