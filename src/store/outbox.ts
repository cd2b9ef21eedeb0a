import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, lte, min, or, sql } from 'drizzle-orm';
import { assignKey } from '../domain/assignment.ts';
import type { Effect } from '../domain/decision.ts';
import type { Instant } from '../domain/instant.ts';
import { aboutColumns, gapIds } from './about.ts';
import { counted, gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import { gapsFor } from './put-row.ts';
import type { Claim, OutboxKind, Read, Write } from './store.ts';
import type { Tables } from './tables.ts';

const claimOf = ({ outbox: o }: Tables) => ({
  kind: o.kind,
  key: o.key,
  attempts: o.attempts,
  fence: o.fence,
  wanted: o.wanted,
  enqueuedAt: o.enqueuedAt,
  lastError: o.lastError,
});

export function outboxReads({ db, t }: Handle): Pick<Read, 'stuckWork' | 'nextWork'> {
  const { outbox: o } = t;
  const stuck = prepared(
    'outbox.stuck',
    db.select(claimOf(t)).from(o).where(predicate.stuck(o)).orderBy(asc(o.enqueuedAt)).limit(gap('limit')),
  );
  const unheld = prepared(
    'outbox.unheld',
    db
      .select({ at: min(o.notBefore) })
      .from(o)
      .where(predicate.unheld(o)),
  );
  const held = prepared(
    'outbox.held',
    db
      .select({ at: min(o.leaseUntil) })
      .from(o)
      .where(predicate.held(o)),
  );
  return {
    stuckWork: async (limit) => stuck({ limit }),
    nextWork: async () => earliest([(await unheld())[0]?.at, (await held())[0]?.at]),
  };
}

type OutboxWrites = Pick<Write, 'enqueue' | 'claimWork' | 'finishWork' | 'retryWork' | 'freeWork'>;

export function outboxWrites(handle: Handle): OutboxWrites {
  return { enqueue: enqueue(handle), claimWork: claimWork(handle), ...settle(handle) };
}

function enqueue(handle: Handle): Write['enqueue'] {
  const { db, t } = handle;
  const { outbox: o } = t;
  const sooner = (mine: typeof o.notBefore | typeof o.priority, theirs: string) =>
    sql`case when ${sql.raw(theirs)} < ${mine} then ${sql.raw(theirs)} else ${mine} end`;
  const add = prepared(
    'outbox.add',
    db
      .insert(o)
      .values({
        ...(gapsFor(o) as never as typeof o.$inferInsert),
        attempts: 0,
        wanted: 1,
        fence: 0,
        leaseUntil: null,
        leaseOwner: null,
        lastError: null,
      })
      .onConflictDoUpdate({
        target: [o.kind, o.key],
        set: {
          wanted: sql`${o.wanted} + 1`,
          notBefore: sooner(o.notBefore, 'excluded.not_before'),
          priority: sooner(o.priority, 'excluded.priority'),
        },
      }),
  );
  const keysOf = keys(handle);
  return async (effects, now) => {
    const rows = [];
    for (const effect of effects)
      for (const key of await keysOf(effect)) rows.push({ ...orderOf(effect, now), enqueuedAt: now, key });
    // In one order everywhere: two transactions that lock the same rows crosswise would wait for each other.
    rows.sort((a, b) => (a.kind === b.kind ? compare(a.key, b.key) : compare(a.kind, b.kind)));
    for (const row of rows) await add(row);
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The keys of the rows that an effect makes: one, or one for each card it draws. */
function keys({ db, t: { cards, assignments } }: Handle): (effect: Effect) => Promise<readonly string[]> {
  const { aboutId, aboutKind, createdAt } = cards;
  const about = prepared(
    'outbox.cardsAbout',
    db
      .select({ id: cards.id })
      .from(cards)
      .where(and(eq(aboutId, gap('aboutId')), eq(aboutKind, gap('aboutKind'))))
      .orderBy(asc(cards.id)),
  );
  const isGap = and(gte(aboutId, gap('from')), lt(aboutId, gap('to')), eq(aboutKind, 'gap'));
  const gaps = prepared(
    'outbox.gaps',
    db
      .select({ id: cards.id })
      .from(cards)
      .where(and(isGap, gte(createdAt, gap('since')))),
  );
  const heldBack = prepared(
    'outbox.heldBack',
    db
      .select({ person: assignments.person })
      .from(assignments)
      .where(and(eq(assignments.person, gap('person')), predicate.heldBack(assignments)))
      .limit(1),
  );
  return async (effect) => {
    switch (effect.kind) {
      case 'reconcile':
        return [effect.key];
      case 'card':
        return [effect.card];
      case 'redraw':
        return (await about(aboutColumns(effect.about))).map(({ id }) => id);
      case 'redraw_gaps':
        return (await gaps({ ...gapIds(), since: effect.since })).map(({ id }) => id).sort();
      case 'assign':
        return [assignKey(effect.person)];
      case 'assign_everybody':
        return [assignKey()];
      case 'assign_held_back':
        return (await heldBack({ person: effect.person })).map(({ person }) => assignKey(person));
    }
  };
}

/** When the work is to be done, and before what. */
function orderOf(effect: Effect, now: Instant): { kind: OutboxKind; priority: number; notBefore: Instant } {
  if (effect.kind.startsWith('assign')) return { kind: 'assign', priority: 1, notBefore: now };
  if (effect.kind !== 'reconcile') return { kind: 'card', priority: 2, notBefore: now };
  return { kind: 'reconcile', priority: effect.urgent ? 0 : 1, notBefore: effect.notBefore };
}

/**
 * Two processes on PostgreSQL may pick the same rows; the second waits for the first's commit, then sees the lease in the row and
 * leaves it. So a piece of work has one holder without locks of any dialect.
 */
function claimWork({ db, t }: Handle): Write['claimWork'] {
  const { outbox: o } = t;
  const free = or(isNull(o.leaseUntil), lte(o.leaseUntil, gap('now')));
  // As an expression, so that SQLite walks the order and stops at the limit rather than sort all of a kind.
  const kind = sql<OutboxKind>`(${o.kind} || '')`;
  const picked = db
    .select({ kind: o.kind, key: o.key })
    .from(o)
    .where(and(inArray(kind, [gap('kind0'), gap('kind1')]), lte(o.notBefore, gap('now')), free))
    .orderBy(asc(o.priority), asc(o.notBefore))
    .limit(gap('limit'));
  const claim = prepared(
    'outbox.claim',
    db
      .update(o)
      .set({ leaseUntil: gap('leaseUntil'), leaseOwner: gap('owner'), fence: sql`${o.fence} + 1` })
      .where(and(sql`(${o.kind}, ${o.key}) in ${picked}`, free))
      .returning({ ...claimOf(t), priority: o.priority, notBefore: o.notBefore }),
  );
  return async ({ kinds, ...ask }) => {
    const [kind0, kind1 = kind0] = kinds;
    if (kind0 === undefined) return [];
    const rows = await claim({ ...ask, kind0, kind1 });
    return rows
      .sort((a, b) => a.priority - b.priority || a.notBefore - b.notBefore || (a.key < b.key ? -1 : 1))
      .map(({ priority: _order, notBefore: _due, ...row }): Claim => row);
  };
}

/** Ends a claim. A row made anew under the same key has another `enqueuedAt`, so that a very old fence cannot match it. */
function settle({ db, t }: Handle): Pick<Write, 'finishWork' | 'retryWork' | 'freeWork'> {
  const { outbox: o } = t;
  const mine = and(
    eq(o.kind, gap('kind')),
    eq(o.key, gap('key')),
    eq(o.fence, gap('fence')),
    eq(o.enqueuedAt, gap('enqueuedAt')),
  );
  // The fence moves on, so that one claim is settled once.
  const free = { leaseUntil: null, leaseOwner: null, fence: sql`${o.fence} + 1` };
  const remove = counted('outbox.remove', db.delete(o).where(and(mine, eq(o.wanted, gap('wanted')))));
  const again = counted(
    'outbox.again',
    db
      .update(o)
      .set({ ...free, attempts: 0, lastError: null, notBefore: gap('now') })
      .where(mine),
  );
  const retry = counted(
    'outbox.retry',
    db
      .update(o)
      .set({
        ...free,
        attempts: sql`${o.attempts} + 1`,
        lastError: gap('error'),
        notBefore: gap('notBefore'),
      })
      .where(mine),
  );
  const freeAll = counted('outbox.freeAll', db.update(o).set(free).where(isNotNull(o.leaseUntil)));
  return {
    freeWork: () => freeAll(),
    finishWork: async (claim, now) => (await remove(claim)) === 1 || (await again({ ...claim, now })) === 1,
    retryWork: async (claim, next) => (await retry({ ...claim, ...next })) === 1,
  };
}

/** The earliest of those that are known. */
export function earliest(instants: readonly (Instant | null | undefined)[]): Instant | undefined {
  const known = instants.filter((at) => at !== null && at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
