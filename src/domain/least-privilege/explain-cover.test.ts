import { describe, expect, it } from 'vitest';
import { explainCover, explainExcess, explainSmaller } from './explain-cover.ts';
import { bundle, entitlement, single } from './given.ts';
import type { Cover } from './smallest-cover.ts';

const named = (name: string) => single(entitlement(name));
const many = (count: number) => Array.from({ length: count }, (_, at) => `x${at}`);

const cover: Cover = {
  chosen: [named('Payments-Read'), named('Deploy')],
  covers: ['a', 'b', 'c'],
  held: [],
  uncoverable: [],
  excess: [],
  weight: 0,
  alternative: { offer: named('Engineering-Admin'), excess: many(29) },
  method: 'exact',
  steps: 1,
};
const { alternative: _, ...alone } = cover;

describe('a cover in one sentence', () => {
  it.each<[string, Cover]>([
    ['Payments-Read + Deploy: 3 permissions, none extra; Engineering-Admin would give 29 more.', cover],
    ['Payments-Read + Deploy: 3 permissions, none extra.', alone],
    [
      'Payments-Read + Deploy: 5 permissions, 2 of them extra; Engineering-Admin would give 27 more.',
      { ...cover, excess: ['x', 'y'], weight: 2 },
    ],
    ['Deploy: 1 permission, none extra.', { ...alone, chosen: [named('Deploy')], covers: ['a'] }],
    [
      'Payments-Read + Deploy: 6 permissions, 3 of them extra; Engineering-Admin alone would give riskier ones.',
      { ...cover, excess: many(3), alternative: { offer: named('Engineering-Admin'), excess: many(2) } },
    ],
    [
      'Payments-Read + Deploy: 3 permissions, none extra (best found, not proven smallest); Engineering-Admin would give 29 more.',
      { ...cover, method: 'greedy' },
    ],
    [
      'Payments-Read + Deploy: 3 permissions, none extra; nothing you can ask for gives pay.void, ship.it.',
      { ...alone, uncoverable: ['pay.void', 'ship.it'] },
    ],
    [
      'Nothing you can ask for gives pay.void.',
      { ...alone, chosen: [], covers: [], uncoverable: ['pay.void'] },
    ],
    [
      'Nothing you can ask for gives x0, x1, x2, x3, x4, 2 more.',
      { ...alone, chosen: [], covers: [], uncoverable: many(7) },
    ],
    [
      'You hold all 2 permissions that this needs already.',
      { ...alone, chosen: [], covers: [], held: ['a', 'b'] },
    ],
    [
      'You hold the permission that this needs already: a.',
      { ...alone, chosen: [], covers: [], held: ['a'] },
    ],
    ['This needs no permission.', { ...alone, chosen: [], covers: [] }],
  ])('%s', (says, one) => {
    expect(explainCover(one)).toBe(says);
  });
});

describe('a smaller choice in one sentence', () => {
  const choice = bundle('On call', []);
  it.each([
    ['You chose On call; Deploy does it with 2 fewer permissions.', [named('Deploy')], 2],
    ['You chose On call; Deploy + Look do it with 1 fewer permission.', [named('Deploy'), named('Look')], 1],
    ['You chose On call; Deploy does it with less risky permissions.', [named('Deploy')], 0],
    ['You chose On call; what you need of it you hold already.', [], 4],
  ])('%s', (says, smaller, fewer) => {
    expect(explainSmaller({ choice, smaller, fewer })).toBe(says);
  });
});

describe('the same to whoever decides', () => {
  const choice = bundle('On call', []);
  it.each([
    ['Deploy would give what Ana does not hold yet; On call gives 2 permissions more.', [named('Deploy')], 2],
    [
      'Deploy would give what Ana does not hold yet; On call gives riskier permissions.',
      [named('Deploy')],
      0,
    ],
    ['Ana holds all that On call gives already.', [], 4],
  ])('%s', (says, smaller, fewer) => {
    expect(explainExcess({ choice, smaller, fewer }, 'Ana')).toBe(says);
  });
});
