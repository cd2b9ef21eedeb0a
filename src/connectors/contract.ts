/** The suite every connector passes, run by its own test against a server of its own. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Assignment, Connector, Ctx, Cursor, LogValue, Outcome, Subject, Target } from './connector.ts';

/** A connector with a target system behind it, and the target as it sees itself. */
export type World = {
  readonly connector: Connector;
  /** Has an account in the target, and no access yet. */
  readonly known: Subject;
  readonly stranger: Subject;
  readonly target: Target;
  readonly missing: Target;
  /** Targets and people whose names have quotes, backslashes and letters beyond ASCII. */
  readonly awkward: readonly { readonly subject: Subject; readonly target: Target }[];
  readonly faults: { next(kind: FaultKind, times?: number, status?: number): void };
  /** The credential, which must never show anywhere. */
  readonly canary: string;
  /** The target's own view, read past the connector. */
  holds(subject: Subject, target: Target): boolean;
  isAssignment(row: Assignment, subject: Subject, target: Target): boolean;
  stop(): Promise<void>;
};
type FaultKind = 'status' | 'reset' | 'lost_response' | 'late_status' | 'slow' | 'html' | 'repeat_page';

const QUARTER_OF_AN_HOUR_MS = 15 * 60 * 1000;

/** For connectors that do the work themselves. */
export function passesContract(name: string, open: () => Promise<World>): void {
  describe(`${name} keeps the connector contract`, () => {
    let world: World;
    let seen: string[];
    let ctx: Ctx;
    beforeEach(async () => {
      world = await open();
      seen = [];
      ctx = recordingCtx(seen);
    });
    afterEach(async () => {
      const everything = seen.join('\n');
      await world.stop();
      expect(everything).not.toContain(world.canary);
    });

    const has = (subject = world.known, target = world.target) => world.connector.has(ctx, subject, target);
    async function grant(subject = world.known, target = world.target): Promise<Outcome> {
      const outcome = await world.connector.grant(ctx, subject, target);
      seen.push(JSON.stringify(outcome));
      return outcome;
    }
    async function revoke(subject = world.known, target = world.target): Promise<Outcome> {
      const outcome = await world.connector.revoke(ctx, subject, target);
      seen.push(JSON.stringify(outcome));
      return outcome;
    }

    it('finds the target ready to work with', async () => {
      const check = await world.connector.check(ctx);
      seen.push(JSON.stringify(check));
      expect(check).toMatchObject({ ok: true });
    });

    it('grants once, and says so when asked again', async () => {
      expect(await has()).toBe('absent');
      expect(await grant()).toMatchObject({ is: 'done', evidence: { at: ctx.now() } });
      expect(await has()).toBe('present');
      expect(world.holds(world.known, world.target)).toBe(true);
      expect(await grant()).toMatchObject({ is: 'already' });
    });

    it('revokes once, and says so when asked again', async () => {
      await grant();
      expect(await revoke()).toMatchObject({ is: 'done', evidence: { at: ctx.now() } });
      expect(await has()).toBe('absent');
      expect(world.holds(world.known, world.target)).toBe(false);
      expect(await revoke()).toMatchObject({ is: 'already' });
    });

    it('gives nothing to a person the target does not know, and has nothing to take from them', async () => {
      expect(await grant(world.stranger)).toMatchObject({ is: 'refused', code: 'not_found' });
      expect(await has(world.stranger)).toBe('absent');
      expect(await revoke(world.stranger)).toMatchObject({ is: 'already' });
    });

    it('cannot tell about an entitlement the target does not have, which may only have been renamed', async () => {
      expect(await grant(world.known, world.missing)).toMatchObject({ is: 'refused', code: 'not_found' });
      expect(await revoke(world.known, world.missing)).toMatchObject({ is: 'refused', code: 'not_found' });
      expect(await has(world.known, world.missing)).toBe('unknown');
    });

    it('is not confused by quotes, backslashes and other alphabets', async () => {
      expect(world.awkward.length).toBeGreaterThan(0);
      for (const { subject, target } of world.awkward) {
        expect(await grant(subject, target)).toMatchObject({ is: 'done' });
        expect(world.holds(subject, target)).toBe(true);
        expect(await has(subject, target)).toBe('present');
        expect(await revoke(subject, target)).toMatchObject({ is: 'done' });
        expect(world.holds(subject, target)).toBe(false);
      }
    });

    it('waits as long as a busy target asks', async () => {
      world.faults.next('status', 1, 429);
      const outcome = await grant();
      expect(outcome).toMatchObject({ is: 'failed', code: 'throttled' });
      const wait = 'retryAfterMs' in outcome ? (outcome.retryAfterMs ?? 0) : 0;
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(QUARTER_OF_AN_HOUR_MS);
      expect(await grant()).toMatchObject({ is: 'done' });
    });

    it('stands down when its credential is refused', async () => {
      world.faults.next('status', 1, 401);
      expect(await grant()).toMatchObject({ is: 'failed', code: 'auth' });
      world.faults.next('status', 1, 403);
      expect(await grant()).toMatchObject({ is: 'refused', code: 'forbidden' });
      expect(world.holds(world.known, world.target)).toBe(false);
    });

    it('reports an error, a cut connection and a web page as worth another try', async () => {
      for (const kind of ['status', 'reset', 'html'] as const) {
        world.faults.next(kind);
        expect(await grant()).toMatchObject({ is: 'failed', code: 'retryable' });
        world.faults.next(kind);
        expect(await has()).toBe('unknown');
      }
      expect(await grant()).toMatchObject({ is: 'done' });
    });

    it('does not know what became of a write whose answer was lost, and finds out', async () => {
      world.faults.next('lost_response');
      expect(await grant()).toMatchObject({ is: 'unknown' });
      expect(await has()).toBe('present');
      expect(await grant()).toMatchObject({ is: 'already' });
      world.faults.next('lost_response');
      expect(await revoke()).toMatchObject({ is: 'unknown' });
      expect(await has()).toBe('absent');
      expect(await revoke()).toMatchObject({ is: 'already' });
    });

    it('never calls a write done that was answered with an error, even if it was', async () => {
      for (const status of [500, 502, 503, 504]) {
        world.faults.next('late_status', 1, status);
        expect(['failed', 'unknown']).toContain((await grant()).is);
        expect(await grant()).toMatchObject({ is: 'already' });
        world.faults.next('late_status', 1, status);
        expect(['failed', 'unknown']).toContain((await revoke()).is);
        expect(await revoke()).toMatchObject({ is: 'already' });
      }
    });

    it('stops when it is told to', async () => {
      world.faults.next('slow');
      ctx = { ...ctx, signal: AbortSignal.timeout(100) };
      expect(['failed', 'unknown']).toContain((await grant()).is);
      expect(await grant()).toMatchObject({ is: 'failed', code: 'retryable' });
      expect(world.holds(world.known, world.target)).toBe(false);
    });

    it('lists who has what, the same when pages overlap', async () => {
      if (!world.connector.capabilities.list) return;
      await grant();
      const rows = await listAll(world.connector, ctx);
      const hits = rows.filter((row) => world.isAssignment(row, world.known, world.target));
      expect(hits).toHaveLength(1);
      world.faults.next('repeat_page', 2);
      expect(new Set((await listAll(world.connector, ctx)).map(rowKey))).toEqual(new Set(rows.map(rowKey)));
    });
  });
}

/** For connectors behind which a person does the work. */
export function passesHumanContract(name: string, connector: Connector): void {
  const subject: Subject = { person: 'p-1', email: 'kim@example.com', name: 'Kim "K" Ünal' };
  const target: Target = { entitlement: 'vault:key', native: { where: 'the safe' } };

  describe(`${name} keeps the contract for work done by people`, () => {
    it('hands the work over, once per step however often it is asked', async () => {
      const ctx = recordingCtx([]);
      const first = await connector.grant(ctx, subject, target);
      expect(first).toMatchObject({ is: 'pending', reason: 'manual' });
      expect(await connector.grant(ctx, subject, target)).toEqual(first);
      const other = await connector.revoke({ ...ctx, idempotencyKey: 'another' }, subject, target);
      expect(other).toMatchObject({ is: 'pending', reason: 'manual' });
      expect(other).not.toEqual(first);
    });

    it('never says it saw what only a person can see', async () => {
      expect(connector.fulfilment).toBe('human');
      expect(await connector.has(recordingCtx([]), subject, target)).toBe('unknown');
      expect(connector.capabilities.listIsComplete).toBe(false);
    });
  });
}

/** A context that keeps what is logged; its clock stands still. */
export function recordingCtx(seen: string[]): Ctx {
  return {
    signal: new AbortController().signal,
    idempotencyKey: 'grant-1:present',
    now: () => 1_700_000_000_000,
    log: (level, message, fields: Readonly<Record<string, LogValue>>) =>
      void seen.push(JSON.stringify([level, message, fields])),
  };
}

async function listAll(connector: Connector, ctx: Ctx): Promise<readonly Assignment[]> {
  const rows: Assignment[] = [];
  let cursor: Cursor | undefined;
  do {
    const page = await connector.listAssignments(ctx, cursor);
    if (page.is !== 'page') throw new Error(page.message);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}

function rowKey({ account, native }: Assignment): string {
  return JSON.stringify([account, native]);
}
