import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { paged, patiently } from './patiently.ts';

function* busy(steps: number): Generator<void, number> {
  for (let step = 0; step < steps; step += 1) {
    for (const until = performance.now() + 2; performance.now() < until; );
    yield;
  }
  return steps;
}

test('long work lets others have their turn every few steps', async () => {
  let turns = 0;
  let stop = false;
  const others = (): void => {
    turns += 1;
    if (!stop) setImmediate(others);
  };
  others();
  expect(await patiently(busy(60))).toBe(60);
  stop = true;
  // 120 ms of work, at most 4 and a step at a stretch.
  expect(turns).toBeGreaterThanOrEqual(8);
});

test('a paged list comes whole, in order, from behind a place', async () => {
  const ids = Array.from({ length: 230 }, (_, at) => ({ id: `r${String(at).padStart(3, '0')}` }));
  const list = async ({ after = '', limit }: { readonly after?: string; readonly limit: number }) =>
    ids.filter(({ id }) => id > after).slice(0, limit);
  const seen: string[] = [];
  for await (const { id } of paged(list, 'r009')) seen.push(id);
  expect(seen).toEqual(ids.slice(10).map(({ id }) => id));
});
