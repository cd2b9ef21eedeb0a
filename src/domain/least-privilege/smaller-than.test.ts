import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../catalogue.ts';
import { bundle, entitlement, single } from './given.ts';
import type { Offer } from './offer.ts';
import { permissionsOf } from './offer.ts';
import { indexPermissions } from './permission-index.ts';
import { smallerThan } from './smaller-than.ts';

const read = entitlement('pay/read', ['pay.view', 'pay.search']);
const write = entitlement('pay/write', ['pay.view', 'pay.refund'], { risk: 'high' });
const back = entitlement('ship/rollback');
const oncall = bundle('oncall', [read, write, back]);
const all = [read, write, back];
const offers = [oncall, ...all.map(single)];

const compare = (
  choice: Offer,
  rest: { readonly needs?: readonly string[]; readonly held?: readonly Entitlement[] } = {},
) => smallerThan({ choice, offers, held: [], index: indexPermissions(all), ...rest });

describe('with stated needs', () => {
  it('says what the choice gives beyond them, and what is smaller', () => {
    expect(compare(oncall, { needs: ['pay.search'] })).toEqual({
      excess: ['pay.refund', 'pay.view', 'ship/rollback'],
      again: [],
      missing: [],
      better: { choice: oncall, smaller: [single(read)], fewer: 2 },
    });
  });

  it('finds nothing smaller than what is just right', () => {
    expect(compare(single(read), { needs: ['pay.search'] })).toEqual({
      excess: ['pay.view'],
      again: [],
      missing: [],
    });
  });

  it('says what the choice does not give', () => {
    expect(compare(single(read), { needs: ['pay.view', 'ship/rollback', 'pay.void'] })).toMatchObject({
      missing: ['pay.void', 'ship/rollback'],
    });
  });

  it('takes what is held off the needs', () => {
    expect(compare(oncall, { needs: ['pay.search', 'ship/rollback'], held: [read] })).toEqual({
      excess: ['pay.refund'],
      again: ['pay.search', 'pay.view'],
      missing: [],
      better: { choice: oncall, smaller: [single(back)], fewer: 3 },
    });
  });

  it('says that nothing is needed any more, but not of what nobody can give', () => {
    expect(compare(oncall, { needs: ['pay.search'], held: [read] }).better).toMatchObject({ smaller: [] });
    expect(compare(oncall, { needs: ['pay.void'] }).better).toBeUndefined();
  });
});

describe('without stated needs', () => {
  it.each([[undefined], [[]]])('takes the choice at its word (%j)', (needs) => {
    const rest = needs === undefined ? {} : { needs };
    expect(compare(oncall, rest)).toEqual({ excess: [], again: [], missing: [] });
  });

  it('proposes the parts that are not held yet', () => {
    expect(compare(oncall, { held: [read] })).toEqual({
      excess: [],
      again: ['pay.search', 'pay.view'],
      missing: [],
      better: { choice: oncall, smaller: [single(back), single(write)], fewer: 1 },
    });
  });
});

it('what is better always weighs less and gives as much of what is needed', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const some = fc.array(fc.subarray(names, { minLength: 1 }), { minLength: 1, maxLength: 6 });
  const asked = fc.record({
    lists: some,
    needs: fc.subarray(names),
    bundled: fc.array(fc.nat(), { maxLength: 3 }),
    pick: fc.nat(),
  });
  const property = fc.property(asked, ({ lists, needs, bundled, pick }) => {
    const parts = lists.map((list, at) => entitlement(`app/e${at}`, list));
    const taken = [...new Set(bundled.map((at) => parts[at % parts.length]!))];
    const shelf = [...parts.map(single), ...(taken.length > 0 ? [bundle('bundle', taken)] : [])];
    const choice = shelf[pick % shelf.length]!;
    const held = parts.slice(0, pick % 2);
    const { better } = smallerThan({ choice, needs, offers: shelf, held, index: indexPermissions(parts) });
    if (better === undefined) return;
    const gives = (all: readonly Offer[]) =>
      new Set(all.flatMap((one) => one.entitlements.flatMap(permissionsOf)));
    const [now, then] = [gives([choice]), gives(better.smaller)];
    expect(better.fewer).toBe(now.size - then.size);
    expect(better.fewer).toBeGreaterThan(0);
    const holds = new Set(held.flatMap(permissionsOf));
    for (const name of needs.length > 0 ? needs : now)
      if (now.has(name)) expect(then.has(name) || holds.has(name)).toBe(true);
  });
  fc.assert(property, { numRuns: 2_000 });
});
