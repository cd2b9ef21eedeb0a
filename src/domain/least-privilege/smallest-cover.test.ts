import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../catalogue.ts';
import { risks } from '../catalogue.ts';
import { bundle, entitlement, single } from './given.ts';
import type { Offer } from './offer.ts';
import { indexPermissions } from './permission-index.ts';
import { smallestCover, stepBudget } from './smallest-cover.ts';

const read = entitlement('pay/read', ['pay.view', 'pay.search']);
const refund = entitlement('pay/refund', ['pay.view', 'pay.refund'], { risk: 'medium' });
const admin = entitlement('pay/admin', ['pay.view', 'pay.search', 'pay.refund', 'pay.delete', 'pay.users'], {
  risk: 'critical',
});
const deploy = entitlement('ship/deploy');
const all = [read, refund, admin, deploy];
const offers = [...all.map(single), bundle('oncall', [read, deploy])];

const ask = (needs: readonly string[], held: readonly Entitlement[] = [], some: readonly Offer[] = offers) =>
  smallestCover({ needs, offers: some, held, index: indexPermissions(all) });
const idsOf = ({ chosen }: { readonly chosen: readonly Offer[] }) => chosen.map(({ target }) => target.id);

describe('what is chosen', () => {
  it('is the one entitlement that gives just what is needed', () => {
    expect(ask(['pay.view', 'pay.search'])).toMatchObject({
      chosen: [{ target: { kind: 'entitlement', id: 'pay/read' } }],
      covers: ['pay.search', 'pay.view'],
      excess: [],
      weight: 0,
      method: 'exact',
    });
  });

  it('is two small things rather than one large one', () => {
    const cover = ask(['pay.search', 'pay.refund']);
    expect(idsOf(cover)).toEqual(['pay/read', 'pay/refund']);
    expect(cover.excess).toEqual(['pay.view']);
    expect(cover.alternative).toMatchObject({
      offer: { name: 'pay/admin' },
      excess: ['pay.delete', 'pay.users', 'pay.view'],
    });
  });

  it('is one bundle rather than its parts, where all of it is needed', () => {
    expect(idsOf(ask(['pay.view', 'pay.search', 'ship/deploy']))).toEqual(['oncall']);
  });

  it('stands for all that an id of an entitlement or a bundle means', () => {
    expect(ask(['oncall']).covers).toEqual(['pay.search', 'pay.view', 'ship/deploy']);
    expect(ask(['pay/refund']).covers).toEqual(['pay.refund', 'pay.view']);
  });

  it('may give three low-risk permissions too many rather than one of high risk', () => {
    const [wide, sharp] = [
      entitlement('a/wide', ['x', 'l1', 'l2', 'l3']),
      entitlement('a/sharp', ['x', 'h'], { risk: 'high' }),
    ];
    const cover = smallestCover({
      needs: ['x'],
      offers: [wide, sharp].map(single),
      held: [],
      index: indexPermissions([wide, sharp]),
    });
    expect(cover).toMatchObject({ chosen: [{ name: 'a/wide' }], weight: 3 });
  });

  it('weighs a permission by the least risky entitlement that carries it, chosen or not', () => {
    expect(ask(['pay.users'])).toMatchObject({
      chosen: [{ name: 'pay/admin' }],
      excess: ['pay.delete', 'pay.refund', 'pay.search', 'pay.view'],
      weight: 27 + 3 + 1 + 1,
    });
  });

  it('is the less risky of two that give the same, then the first by name', () => {
    const twins = [
      entitlement('b/two', ['x']),
      entitlement('b/three', ['x'], { risk: 'high' }),
      entitlement('b/one', ['x']),
    ];
    const cover = smallestCover({
      needs: ['x'],
      offers: twins.map(single),
      held: [],
      index: indexPermissions(twins),
    });
    expect(idsOf(cover)).toEqual(['b/one']);
  });
});

describe('what is held', () => {
  it('needs no covering', () => {
    expect(ask(['pay.view', 'ship/deploy'], [read])).toMatchObject({
      chosen: [{ name: 'ship/deploy' }],
      covers: ['ship/deploy'],
      held: ['pay.view'],
    });
  });

  it('is no excess', () => {
    expect(ask(['pay.refund'])).toMatchObject({ excess: ['pay.view'], weight: 1 });
    expect(ask(['pay.refund'], [read])).toMatchObject({ excess: [], weight: 0 });
  });

  it('may be all that is needed, even if it is offered no more', () => {
    const old = entitlement('old/thing', ['old.do']);
    expect(ask(['old/thing', 'old.do'], [old])).toMatchObject({
      chosen: [],
      held: ['old.do'],
      uncoverable: [],
      method: 'exact',
    });
  });

  it('is not given again where as little does it', () => {
    expect(idsOf(ask(['ship/deploy'], [read]))).toEqual(['ship/deploy']);
  });
});

describe('what cannot be covered', () => {
  it('is named, and the rest is covered', () => {
    expect(ask(['pay.void', 'pay.search', 'gone/thing'])).toMatchObject({
      chosen: [{ name: 'pay/read' }],
      uncoverable: ['gone/thing', 'pay.void'],
    });
  });

  it('is what only something hidden gives, by its id as by its permissions', () => {
    const seen = offers.filter(({ target }) => target.id !== 'pay/admin');
    expect(ask(['pay/admin', 'pay.users'], [], seen)).toMatchObject({
      chosen: [],
      covers: [],
      uncoverable: ['pay.users', 'pay/admin'],
    });
  });

  it('may be everything', () => {
    expect(ask(['nothing'], [], [])).toMatchObject({ chosen: [], uncoverable: ['nothing'], weight: 0 });
    expect(ask([])).toMatchObject({ chosen: [], covers: [], held: [], uncoverable: [], method: 'exact' });
  });
});

describe('a hostile catalogue', () => {
  const needsOf = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `n${at}`);
  const some = (at: number, step: number, many: number): readonly string[] =>
    Array.from({ length: many }, (_, turn) => `n${(at * 7 + turn * step) % 500}`);

  it.each<[string, number, (at: number) => readonly string[]]>([
    ['everything gives everything', 500, (at) => [...needsOf(499), `x${at}`]],
    [
      'twenty needs each, a common extra and some of a thousand',
      500,
      (at) => [
        ...some(at, 1 + (at % 97), 20),
        'common',
        ...Array.from({ length: 20 }, (_, turn) => `x${(at * 31 + turn * turn * 13) % 1_000}`),
      ],
    ],
    ['two needs each, in a ring', 500, (at) => [`n${at % 500}`, `n${(at + 1) % 500}`, `x${at % 997}`]],
    [
      'one need each, hundreds of extras',
      500,
      (at) => [`n${at % 500}`, ...Array.from({ length: 300 }, (_, turn) => `x${(at * 17 + turn) % 2_000}`)],
    ],
    [
      'a handful of needs, thousands of ways',
      12,
      (at) => [`n${at % 12}`, `n${(at * 5) % 12}`, `x${(at * 3) % 611}`, `x${(at * 7) % 89}`],
    ],
  ])('%s: covered within the budget', (_, count, permissionsOf) => {
    const needs = needsOf(count);
    const parts = Array.from({ length: 5_000 }, (_, at) =>
      entitlement(`big/e${at}`, permissionsOf(at), { risk: risks[at % 4] ?? 'low' }),
    );
    const cover = smallestCover({
      needs,
      offers: parts.map(single),
      held: [],
      index: indexPermissions(parts),
    });
    const gives = (some: readonly Entitlement[]) => new Set(some.flatMap((one) => one.permissions));
    const [given, can] = [gives(cover.chosen.flatMap((offer) => offer.entitlements)), gives(parts)];
    expect(cover.covers).toEqual(needs.filter((name) => can.has(name)).toSorted());
    expect(cover.covers.filter((name) => !given.has(name))).toEqual([]);
    expect(cover.uncoverable).toEqual(needs.filter((name) => !can.has(name)));
    expect(cover.steps).toBeLessThan(1.5 * stepBudget);
  });

  it('is not called proven where not every offer could be looked at', () => {
    const parts = Array.from({ length: 200 }, (_, at) =>
      entitlement(`big/e${at}`, ['n', ...Array.from({ length: 400 }, (_, turn) => `x${at + turn}`)]),
    );
    const within = (many: number) =>
      smallestCover({
        needs: ['n'],
        offers: parts.slice(0, many).map(single),
        held: [],
        index: indexPermissions(parts),
      });
    expect([within(50), within(200)].map(({ method }) => method)).toEqual(['exact', 'greedy']);
  });
});
