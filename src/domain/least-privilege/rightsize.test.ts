import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../catalogue.ts';
import type { Instant } from '../instant.ts';
import { day } from '../instant.ts';
import { bundle, entitlement, single } from './given.ts';
import { usesOf } from './idle.ts';
import type { Offer } from './offer.ts';
import { permissionsOf } from './offer.ts';
import { indexPermissions } from './permission-index.ts';
import type { HeldOffer, RightsizeAsk } from './rightsize.ts';
import { rightsize } from './rightsize.ts';

const now = 1_800_000_000_000;
const ago = (days: number): Instant => now - days * day * 1_000;

const read = entitlement('pay/read', ['pay.view', 'pay.search']);
const admin = entitlement('pay/admin', ['pay.view', 'pay.search', 'pay.delete', 'pay.users'], {
  risk: 'critical',
});
const deploy = entitlement('ship/deploy');
const back = entitlement('ship/rollback');
const all = [read, admin, deploy, back];
const offers = all.map(single);

const holding = (offer: Offer, since = ago(400), byRule = false): HeldOffer => ({ offer, since, byRule });

const ask = (
  holds: readonly HeldOffer[],
  lastUsed: Readonly<Record<string, Instant | 'unknown'>>,
  rest: Partial<RightsizeAsk> = {},
) =>
  rightsize({
    holds,
    lastUsed: new Map(Object.entries(lastUsed)),
    now,
    offers,
    index: indexPermissions(all),
    ...rest,
  });
const steps = (...args: Parameters<typeof ask>) =>
  ask(...args).map(({ giveBack, askFor, fewer, because }) => ({
    giveBack: giveBack.map(({ id }) => id),
    askFor: askFor.map(({ target }) => target.id),
    fewer,
    because,
  }));

describe('something not used', () => {
  it('goes back', () => {
    expect(steps([holding(single(deploy))], { 'ship/deploy': ago(97) })).toEqual([
      {
        giveBack: ['ship/deploy'],
        askFor: [],
        fewer: 1,
        because: 'ship/deploy has not been used for at least 97 days: give it back.',
      },
    ]);
  });

  it.each([
    ['89 days and the rest of a day ago', ago(90) + 1, undefined],
    ['90 days ago to the millisecond', ago(90), undefined],
    ['45 days ago, where that is long', ago(45), 45],
  ])('last used %s', (_, at, days) => {
    const found = ask([holding(single(deploy))], { 'ship/deploy': at }, days === undefined ? {} : { days });
    expect(found).toHaveLength(at > ago(90) && days === undefined ? 0 : 1);
  });

  it.each([
    ['is not known', {}],
    ['is said to be unknown', { 'ship/deploy': 'unknown' as const }],
    ['is in the time to come', { 'ship/deploy': now + 1 }],
  ])('is not what whose last use %s', (_, lastUsed) => {
    expect(ask([holding(single(deploy))], lastUsed)).toEqual([]);
  });

  it('is not what was given too short a time ago', () => {
    expect(ask([holding(single(deploy), ago(89))], { 'ship/deploy': ago(300) })).toEqual([]);
    expect(ask([holding(single(deploy), ago(90))], { 'ship/deploy': ago(300) })[0]?.because).toContain(
      '90 days',
    );
  });

  it('is not what a rule gives', () => {
    expect(ask([holding(single(deploy), ago(400), true)], { 'ship/deploy': ago(300) })).toEqual([]);
  });

  it('may be a part of a bundle', () => {
    const oncall = bundle('On call', [read, deploy, back]);
    expect(
      steps([holding(oncall)], { 'pay/read': ago(1), 'ship/deploy': ago(120), 'ship/rollback': ago(200) }),
    ).toEqual([
      {
        giveBack: ['ship/deploy', 'ship/rollback'],
        askFor: [],
        fewer: 2,
        because:
          'Of On call, ship/deploy, ship/rollback have not been used for at least 120 days: give them back.',
      },
    ]);
  });
});

describe('something of which too little was used', () => {
  const lastUsed = {
    'pay.view': ago(2),
    'pay.search': 'unknown',
    'pay.delete': ago(95),
    'pay.users': ago(300),
  } as const;

  it('is replaced by what gives that, and what may have been used', () => {
    expect(steps([holding(single(admin))], lastUsed)).toEqual([
      {
        giveBack: ['pay/admin'],
        askFor: ['pay/read'],
        fewer: 2,
        because:
          '2 of the 4 permissions of pay/admin have not been used for at least 95 days; pay/read gives the rest.',
      },
    ]);
  });

  it('goes back where what else is held gives it', () => {
    expect(steps([holding(single(admin)), holding(single(read))], lastUsed)).toEqual([
      {
        giveBack: ['pay/admin'],
        askFor: [],
        fewer: 2,
        because:
          '2 of the 4 permissions of pay/admin have not been used for at least 95 days; what else is held gives the rest.',
      },
    ]);
  });

  it('is replaced inside a bundle, whose other parts stay', () => {
    expect(steps([holding(bundle('Everything', [admin, deploy]))], lastUsed)).toMatchObject([
      {
        giveBack: ['pay/admin'],
        askFor: ['pay/read'],
        because:
          '2 of the 4 permissions of pay/admin in Everything have not been used for at least 95 days; pay/read gives the rest.',
      },
    ]);
  });

  it('stays where nothing smaller is offered', () => {
    expect(ask([holding(single(admin))], lastUsed, { offers: [single(admin), single(deploy)] })).toEqual([]);
    expect(ask([holding(single(admin))], lastUsed, { offers: [] })).toEqual([]);
  });

  it('stays where what is offered is other, but not smaller', () => {
    const [mine, other] = [entitlement('b/mine', ['x', 'y']), entitlement('a/other', ['x', 'z'])];
    const found = ask(
      [holding(single(mine))],
      { x: ago(1), y: ago(100) },
      { offers: [single(mine), single(other)], index: indexPermissions([mine, other]) },
    );
    expect(found).toEqual([]);
  });

  it('is bounded by when the whole was last used', () => {
    expect(steps([holding(single(admin))], { 'pay.view': ago(2), 'pay/admin': ago(100) })).toMatchObject([
      { giveBack: ['pay/admin'], askFor: [], fewer: 4 },
    ]);
  });
});

it('of two that cover each other only one goes back, the weightier', () => {
  const lean = entitlement('a/lean', ['x', 'y']);
  const wide = entitlement('a/wide', ['x', 'z'], { risk: 'high' });
  const found = ask(
    [holding(single(lean)), holding(single(wide))],
    { x: ago(1), y: ago(100), z: ago(100) },
    { offers: [single(lean), single(wide)], index: indexPermissions([lean, wide]) },
  );
  expect(found.map(({ giveBack }) => giveBack.map(({ id }) => id))).toEqual([['a/wide']]);
});

it('no step takes away what was used or may have been, and all of them together leave less', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const date = fc.constantFrom<Instant | 'unknown'>(ago(1), ago(200), ago(300), 'unknown');
  const property = fc.property(
    fc.array(fc.subarray(names, { minLength: 1 }), { minLength: 2, maxLength: 6 }),
    fc.dictionary(fc.constantFrom(...names, 'app/e0', 'app/e1'), date),
    fc.array(
      fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), fc.boolean(), fc.constantFrom(10, 400)),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    (lists, lastUsed, held) => {
      const parts = lists.map((list, at) => entitlement(`app/e${at}`, list));
      const holds = held.map(([picks, byRule, age], at) => {
        const taken = [...new Set(picks.map((pick) => parts[pick % parts.length]!))];
        return holding(bundle(`b${at}`, taken), ago(age), byRule);
      });
      const asked = {
        holds,
        lastUsed: new Map(Object.entries(lastUsed)),
        now,
        offers: parts.map(single),
        index: indexPermissions(parts),
      };
      const proposals = rightsize(asked);
      const rest = holds.flatMap((one) => {
        const step = proposals.find((proposal) => proposal.holding === one);
        return [
          ...one.offer.entitlements.filter((part) => !step?.giveBack.includes(part)),
          ...(step?.askFor.flatMap(({ entitlements }) => entitlements) ?? []),
        ];
      });
      const has = new Set(rest.flatMap(permissionsOf));
      const inUse = (part: Entitlement, one: HeldOffer) =>
        usesOf(part, one.since, asked).filter(({ days }) => one.byRule || days === undefined);
      for (const one of holds)
        for (const part of one.offer.entitlements)
          for (const { name } of inUse(part, one)) expect(has.has(name)).toBe(true);
      const had = new Set(holds.flatMap(({ offer }) => offer.entitlements.flatMap(permissionsOf)));
      expect(proposals.reduce((sum, { fewer }) => sum + fewer, 0)).toBe(had.size - has.size);
      expect(has.size).toBeLessThanOrEqual(had.size);
    },
  );
  fc.assert(property, { numRuns: 1_500 });
});
