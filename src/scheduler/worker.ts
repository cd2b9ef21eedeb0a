// Does what the outbox wants: at least once, one holder at a time, again and again until it is done.
import type { CardId } from '../domain/ids.ts';
import { cardId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Claim, OutboxKind, Store, Write } from '../store/store.ts';
import { storeConflict } from '../store/store.ts';
import { backOff } from './back-off.ts';

/** How one piece of work ended. `later` counts as a failed try: it is repeated after `afterMs`, or after the back-off. */
export type WorkResult =
  | { readonly is: 'done' }
  | { readonly is: 'later'; readonly error: string; readonly afterMs?: number };

export type WorkerParts = {
  readonly store: Store;
  readonly now: () => Instant;
  readonly random: () => number;
  /** Names this process in the lease. */
  readonly owner: string;
  readonly reconcile: (key: string, signal: AbortSignal) => Promise<WorkResult>;
  readonly assign: (key: string) => Promise<WorkResult>;
  readonly drawCard: (card: CardId) => Promise<WorkResult>;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
};

export type Worker = {
  /** Takes what is due now and does it; resolves when nothing due is left. Never two rounds at once. */
  drain(): Promise<number>;
  /** Does no more than what is in hand. */
  stop(): Promise<void>;
};

const leaseMs = 90_000;
const callLimitMs = 30_000;
const perRound = 16;

/** Makes the worker; cards, targets and birthrights have rounds of their own, so that a slow target never holds up a message. */
export function createWorker(parts: WorkerParts): Worker {
  const lanes = (['reconcile', 'card', 'assign'] as const).map((kind) => createLane(parts, kind));
  return {
    async drain() {
      const done = await Promise.all(lanes.map((lane) => lane.drain()));
      return done.reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}

function createLane(parts: WorkerParts, kind: OutboxKind): Worker {
  let running: Promise<number> | undefined;
  let stopped = false;
  let wake = (): void => undefined;
  let wanted = false;
  const inHand = new Set<Promise<void>>();
  const begin = (one: Claim): void => {
    const job = perform(parts, one).finally(() => {
      inHand.delete(job);
      // There is room for more, and the same work may have been wanted again meanwhile.
      wanted = true;
    });
    inHand.add(job);
  };
  const round = async (): Promise<number> => {
    wanted = false;
    const claims =
      stopped || inHand.size >= perRound ? [] : await claim(parts, { kind, limit: perRound - inHand.size });
    for (const one of claims) begin(one);
    if (claims.length === 0 && inHand.size > 0 && !wanted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await Promise.race([...inHand, woken]);
    }
    return claims.length;
  };
  const rounds = async (): Promise<number> => {
    let count = 0;
    do count += await round();
    while (inHand.size > 0 || wanted);
    return count;
  };
  const lane: Worker = {
    drain() {
      wanted = true;
      wake();
      running ??= rounds().finally(() => {
        running = undefined;
      });
      return running.then((count) =>
        wanted && !stopped ? lane.drain().then((more) => count + more) : count,
      );
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
  return lane;
}

function claim(
  parts: WorkerParts,
  ask: { readonly kind: OutboxKind; readonly limit: number },
): Promise<readonly Claim[]> {
  const now = parts.now();
  const { kind, limit } = ask;
  const take = () =>
    parts.store.write((tx) =>
      tx.claimWork({ now, leaseUntil: now + leaseMs, owner: parts.owner, limit, kinds: [kind] }),
    );
  return unhindered(take);
}

const tries = 5;

/** On PostgreSQL another transaction may be in the way of this one; a further try finds it gone. */
async function unhindered<T>(write: () => Promise<T>, left = tries - 1): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (left === 0 || !isConflict(error)) throw error;
    return unhindered(write, left - 1);
  }
}

const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === storeConflict;

async function perform(parts: WorkerParts, claimed: Claim): Promise<void> {
  const result = await attempt(parts, claimed);
  if (result.is === 'done') {
    await settled(parts, (tx) => tx.finishWork(claimed, parts.now()));
    return;
  }
  const delay = result.afterMs ?? backOff(claimed.attempts, parts.random());
  parts.log.warn(
    { kind: claimed.kind, key: claimed.key, attempts: claimed.attempts + 1, delay, error: result.error },
    'work is repeated later',
  );
  await settled(parts, (tx) =>
    tx.retryWork(claimed, { notBefore: parts.now() + delay, error: result.error }),
  );
}

/** Writes what became of a piece of work. If that fails its lease runs out, and somebody does it again. */
async function settled(parts: WorkerParts, write: (tx: Write) => Promise<boolean>): Promise<void> {
  await unhindered(() => parts.store.write(write)).catch((error: unknown) =>
    parts.log.warn({ error }, 'the outcome of work could not be written; it is done again'),
  );
}

async function attempt(parts: WorkerParts, claimed: Claim): Promise<WorkResult> {
  try {
    switch (claimed.kind) {
      case 'card':
        return await parts.drawCard(cardId(claimed.key));
      case 'assign':
        return await parts.assign(claimed.key);
      case 'reconcile':
        return await parts.reconcile(claimed.key, AbortSignal.timeout(callLimitMs));
    }
  } catch (error) {
    parts.log.error({ kind: claimed.kind, key: claimed.key, error }, 'work failed unexpectedly');
    return { is: 'later', error: error instanceof Error ? error.message : String(error) };
  }
}
