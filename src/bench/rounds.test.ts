import { expect, test } from 'vitest';
import { alternate, interleaved, median, percentile, slicesEach } from './rounds.ts';

test('percentiles are by nearest rank, whatever the order', () => {
  const values = [5, 1, 4, 2, 3];
  expect([percentile(values, 1), median(values), percentile(values, 99)]).toStrictEqual([1, 3, 5]);
  expect(median([])).toBeNaN();
});

test('the ratio is the median of the ratios of the rounds', async () => {
  const pairs = [
    { measured: 10, peer: 10 },
    { measured: 30, peer: 10 },
    { measured: 20, peer: 1 },
  ];
  const one = await interleaved((number) => pairs[number] ?? { measured: 0, peer: 0 });
  expect(one).toStrictEqual({ measured: 20, peer: 10, ratio: 3 });
});

test('a round runs both kinds of work equally often, and neither always first', async () => {
  const order: string[] = [];
  const slice = (name: string, took: number) => () => {
    order.push(name);
    return took;
  };
  const round = await alternate(slice('ours', 2), slice('peer', 3));
  expect(round).toStrictEqual({ measured: 2 * slicesEach, peer: 3 * slicesEach });
  expect(order.slice(0, 4)).toStrictEqual(['ours', 'peer', 'peer', 'ours']);
});
