// The outbox's part of the contract, and how its work is claimed in tests.
import { describe, expect, it } from 'vitest';
import type { Effect } from '../domain/decision.ts';
import { cardId, requestId } from '../domain/ids.ts';
import type { Claim, Store, Write } from './store.ts';
import { noon } from './test-rows.ts';

/** `store` is asked late: it is opened before the first test runs. The outbox is empty then, and again after the last. */
export function outboxContract(store: () => Store): void {
  describe('the outbox', () => {
    const want = (...effects: Effect[]) => store().write((tx) => tx.enqueue(effects, noon));
    const reconcile = (key: string, more: object = {}): Effect => ({
      kind: 'reconcile',
      key,
      notBefore: noon,
      urgent: false,
      ...more,
    });

    it('makes one row of work wanted twice, and hands it out urgent first, cards last', async () => {
      await want({ kind: 'redraw', about: { kind: 'request', id: requestId('req_1') } });
      await want(
        reconcile('b', { notBefore: noon - 1 }),
        reconcile('c'),
        reconcile('later', { notBefore: noon + 9 }),
      );
      await want(reconcile('c', { urgent: true }), { kind: 'card', card: cardId('card_1') });
      expect(await store().read.nextWork()).toBe(noon - 1);
      const claims = await claim(store(), {});
      expect(claims.map((one) => one.key)).toEqual(['c', 'b', 'card_1', 'card_2', 'card_5']);
      expect(claims[0]).toStrictEqual({
        kind: 'reconcile',
        key: 'c',
        attempts: 0,
        fence: 1,
        wanted: 2,
        enqueuedAt: noon,
        lastError: null,
      });
      expect(await claim(store(), {})).toEqual([]);
      expect(await store().read.nextWork()).toBe(noon + 9);
      await finish(store(), claims);
      expect(await claim(store(), { now: noon + 9, kinds: ['card'] })).toEqual([]);
      expect(await claim(store(), { now: noon + 9, kinds: [] })).toEqual([]);
      await finish(store(), await claim(store(), { now: noon + 9, kinds: ['reconcile'] }));
      expect(await store().read.nextWork()).toBeUndefined();
    });

    it('does again what was wanted again meanwhile', async () => {
      await want(reconcile('again'));
      const claims = await claim(store(), {});
      await want(reconcile('again', { notBefore: noon + 500 }));
      expect(await claim(store(), {})).toEqual([]);
      await finish(store(), claims);
      const [second] = await claim(store(), { now: noon + 1 });
      expect(second).toMatchObject({ key: 'again', wanted: 2, attempts: 0 });
      await finish(store(), [second!]);
      expect(await store().read.nextWork()).toBeUndefined();
    });

    it('keeps the error of what failed, and tries again at its time', async () => {
      await want(reconcile('broken'));
      const [first] = await claim(store(), {});
      const next = { notBefore: noon + 100, error: 'E 503' };
      expect(await store().write((tx) => tx.retryWork(first!, next))).toBe(true);
      expect(await store().write((tx) => tx.retryWork(first!, next))).toBe(false);
      expect(await store().read.nextWork()).toBe(noon + 100);
      expect((await store().read.stuckWork(9)).map((one) => [one.attempts, one.lastError])).toEqual([
        [1, 'E 503'],
      ]);
      expect(await claim(store(), { now: noon + 99 })).toEqual([]);
      await finish(store(), await claim(store(), { now: noon + 100 }));
      expect(await store().read.stuckWork(9)).toEqual([]);
    });

    it('gives abandoned work to another, and the first can write nothing any more', async () => {
      await want(reconcile('left'));
      const [old] = await claim(store(), { now: noon });
      expect(await claim(store(), { now: noon + 89 })).toEqual([]);
      const [taken] = await claim(store(), { now: noon + 90 });
      expect(taken?.fence).toBeGreaterThan(old!.fence);
      expect(await store().write((tx) => tx.finishWork(old!, noon))).toBe(false);
      expect(await store().write((tx) => tx.retryWork(old!, { notBefore: 0, error: '' }))).toBe(false);
      await finish(store(), [taken!]);
      await store().write((tx) => tx.enqueue([reconcile('left')], noon + 200));
      const [anew] = await claim(store(), { now: noon + 200 });
      expect(await store().write((tx) => tx.finishWork(old!, noon))).toBe(false);
      await finish(store(), [anew!]);
    });

    it('frees what a holder that died left behind, and an old fence writes nothing', async () => {
      await want(reconcile('held'));
      const [old] = await claim(store(), { now: noon });
      expect(await claim(store(), { now: noon })).toEqual([]);
      expect(await store().write((tx) => tx.freeWork())).toBe(1);
      expect(await store().write((tx) => tx.finishWork(old!, noon))).toBe(false);
      await finish(store(), await claim(store(), { now: noon }));
    });

    it('never gives one row to two claimers', async () => {
      await want(...Array.from({ length: 60 }, (_, at) => reconcile(`many${at}`)));
      const shares = await Promise.allSettled(Array.from({ length: 8 }, () => claim(store(), { limit: 15 })));
      const claims = shares.flatMap((share) => (share.status === 'fulfilled' ? share.value : []));
      claims.push(...(await claim(store(), { limit: 60 })));
      expect(new Set(claims.map((one) => one.key)).size).toBe(60);
      expect(claims).toHaveLength(60);
      await finish(store(), claims);
    });
  });
}

export const claim = (
  store: Store,
  more: Partial<Parameters<Write['claimWork']>[0]>,
): Promise<readonly Claim[]> => {
  const now = more.now ?? noon;
  const ask = { now, leaseUntil: now + 90, owner: 'w', limit: 9, kinds: ['reconcile', 'card'] as const };
  return store.write((tx) => tx.claimWork({ ...ask, ...more }));
};

export async function finish(store: Store, claims: readonly Claim[]): Promise<void> {
  for (const one of claims) expect(await store.write((tx) => tx.finishWork(one, noon))).toBe(true);
}
