import { expect, it } from 'vitest';
import { nearest, slipsBetween } from './nearest.ts';

it.each([
  ['aprove', ['approve', 'apps'], 'approve'],
  ['aprovers', ['deadline', 'approvers'], 'approvers'],
  ['hgih', ['low', 'high'], 'high'],
  ['RISK', ['risk'], 'risk'],
  ['wehn', ['when'], 'when'],
  ['bd', ['db'], 'db'],
  ['manger', ['owner', 'manager'], 'manager'],
])('“%s” among %j is “%s”', (word, known, meant) => {
  expect(nearest(word, known)).toBe(meant);
});

it.each([
  ['ab', ['cd']],
  ['x', ['y']],
  ['read', ['dear']],
  ['production', ['rollback', 'write']],
  ['', ['a']],
  ['word', []],
])('“%s” is near nothing in %j', (word, known) => {
  expect(nearest(word, known)).toBeUndefined();
});

it('takes the nearest, and the first of two equally near', () => {
  expect(nearest('reads', ['lead', 'read'])).toBe('read');
  expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
});

it('counts a missing, an extra, a wrong and a swapped letter as one slip each', () => {
  expect(['writ', 'wwrite', 'wrote', 'wriet', 'write'].map((word) => slipsBetween(word, 'write'))).toEqual([
    1, 1, 1, 1, 0,
  ]);
});

it('is quick with texts that are no words', () => {
  expect(nearest('x'.repeat(100_000), ['y'.repeat(100_000)])).toBeUndefined();
});
