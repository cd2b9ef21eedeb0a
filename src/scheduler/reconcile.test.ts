// The way from a grant to the target and back, with an engine that is too busy to take one of the reports.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seal } from '../audit/chain.ts';
import type { Connector, Outcome } from '../connectors/connector.ts';
import type { Command } from '../domain/command.ts';
import { ana, bo, carla, eve, noon, version } from '../domain/decide/given.ts';
import type { Actor } from '../domain/identity.ts';
import { entitlementId } from '../domain/ids.ts';
import { hour } from '../domain/instant.ts';
import { refusal } from '../domain/refusal.ts';
import type { Engine } from '../engine.ts';
import { createEngine } from '../engine.ts';
import { createFreshId } from '../fresh-id.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { re2Whole } from '../policy/condition/re2.ts';
import { loadCase } from '../store/facts.ts';
import { createLook } from '../store/look.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { createReconciler } from './reconcile.ts';
import type { Worker } from './worker.ts';
import { createWorker } from './worker.ts';

const cli: Actor = { kind: 'system', name: 'test' };
const slackAna: Actor = {
  kind: 'slack',
  identity: { team: 'T1', user: 'U-ana', standing: 'member' },
};

let folder: string;
let store: Store;
let engine: Engine;
let now: number;
/** Who is in the target, and how often it was asked to change that. */
let members: Set<string>;
let calls: string[];
/** What the target answers instead of doing it. */
let answer: Outcome | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hallpass-reconcile-'));
  store = await openStore(`file:${join(folder, 'test.db')}`);
  now = noon;
  members = new Set();
  calls = [];
  answer = undefined;
  const newId = createFreshId(() => now);
  const judge = createJudge();
  engine = createEngine({
    store,
    look: createLook(store.read, () => ({ now, judge })),
    loadCase,
    seal,
    moment: () => ({ now, newId, doubt: undefined, judge, matches: re2Whole }),
    wake: () => undefined,
  });
  const entries = [ana, bo, carla, eve].map(({ version: _, ...person }) => ({
    person,
    slack: [`T1:U-${person.id}`],
  }));
  await engine.handle({ kind: 'sync_people', actor: cli, entries });
  await engine.handle({ kind: 'apply_policy', actor: cli, policy: version.policy, hash: 'h1' });
  await engine.handle({
    kind: 'submit_request',
    actor: slackAna,
    target: { kind: 'entitlement', id: entitlementId('db/read') },
    duration: hour,
    reason: 'INC-42 is burning',
  });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** A target that a program changes, or that only a person can. */
const target = (fulfilment: Connector['fulfilment']): Connector => {
  const write = (call: string, change: (person: string) => void): Connector['grant'] => {
    return async (ctx, { person }) => {
      calls.push(call);
      if (fulfilment === 'human') return { is: 'pending', handle: '', pollAfterMs: 0, reason: 'manual' };
      if (answer !== undefined) return answer;
      change(person);
      return { is: 'done', evidence: { what: `${call} seen`, at: ctx.now() } };
    };
  };
  return {
    type: 'test',
    fulfilment,
    capabilities: { list: true, listIsComplete: true, consistency: 'strong', maxParallel: 1 },
    check: async () => ({ ok: true, identity: 'a target of the tests', warnings: [] }),
    has: async (_, { person }) =>
      fulfilment === 'human' ? 'unknown' : members.has(person) ? 'present' : 'absent',
    grant: write('grant', (person) => members.add(person)),
    revoke: write('revoke', (person) => members.delete(person)),
    listAssignments: async () => ({ is: 'page', items: [] }),
  };
};

/** The worker over an engine that answers E-BUSY to the first command of this kind. */
function workerBusyAt(kind: Command['kind'], fulfilment: Connector['fulfilment'] = 'immediate'): Worker {
  let busy = true;
  const handle: Engine['handle'] = async (command, delivery) => {
    if (!busy || command.kind !== kind) return engine.handle(command, delivery);
    busy = false;
    return { is: 'refused', refusal: refusal('E-BUSY', 'Others were first, again and again.') };
  };
  const connector = target(fulfilment);
  return createWorker({
    store,
    now: () => now,
    random: () => 0.5,
    owner: 'test',
    reconcile: createReconciler({
      read: store.read,
      engine: { ...engine, handle },
      connectorOf: () => connector,
      now: () => now,
      log: () => undefined,
    }),
    assign: async () => ({ is: 'done' }),
    drawCard: async () => ({ is: 'done' }),
    log: { warn: () => undefined, error: () => undefined },
  });
}

const states = async () => (await store.read.liveGrantsOf(ana.id)).map((grant) => grant.state);
const stuck = async () => (await store.read.stuckWork(9)).map((work) => [work.key, work.lastError]);
const giveBack = async () => {
  const [grant] = await store.read.liveGrantsOf(ana.id);
  if (grant === undefined) throw new Error('Ana holds nothing.');
  await engine.handle({ kind: 'return_grant', actor: slackAna, grant: grant.id });
};
const actions = async (action: string) =>
  (await store.read.auditAfter(0, 1_000)).filter((entry) => entry.action === action).length;

test.each(['start_provisioning', 'provisioned'] as const)(
  'when the engine is too busy for “%s”, the work stays, and at the next try the access is recorded once',
  async (kind) => {
    const worker = workerBusyAt(kind);
    await worker.drain();
    expect(await states()).not.toEqual(['active']);
    expect(await stuck()).toEqual([['ana|db/read', 'Others were first, again and again.']]);
    now += 15 * 60_000;
    await worker.drain();
    expect([await states(), await stuck(), [...members]]).toEqual([['active'], [], ['ana']]);
    expect(await actions('grant.active')).toBe(1);
  },
);

test.each(['start_revoking', 'revoked'] as const)(
  'when the engine is too busy for “%s”, nobody believes the access gone before it is recorded',
  async (kind) => {
    const worker = workerBusyAt(kind);
    await worker.drain();
    await giveBack();
    await worker.drain();
    expect(await states()).toHaveLength(1);
    expect(await stuck()).toEqual([['ana|db/read', 'Others were first, again and again.']]);
    now += 15 * 60_000;
    await worker.drain();
    expect([await states(), await stuck(), [...members]]).toEqual([[], [], []]);
    expect(await actions('grant.revoked')).toBe(1);
  },
);

test('when the engine is too busy to open the task of a person, it is opened at the next try', async () => {
  const worker = workerBusyAt('await_human', 'human');
  await worker.drain();
  expect(await store.read.openTasksFor(carla.id, 9)).toEqual([]);
  now += 15 * 60_000;
  await worker.drain();
  await worker.drain();
  expect(await store.read.openTasksFor(carla.id, 9)).toHaveLength(1);
  expect(await stuck()).toEqual([]);
  expect(calls).toEqual(['grant', 'grant']);
});

test('when the engine is too busy to note that the target refuses for good, the person is told at the next try', async () => {
  const worker = workerBusyAt('provisioning_failed');
  answer = { is: 'refused', code: 'policy', message: 'All licences are in use.' };
  await worker.drain();
  expect(await states()).toEqual(['provisioning']);
  now += 15 * 60_000;
  await worker.drain();
  expect(await actions('grant.failed')).toBe(1);
  expect(await store.read.liveGrantsOf(ana.id)).toMatchObject([
    { desired: 'absent', lastFailure: { class: 'permanent', message: 'All licences are in use.' } },
  ]);
});

test('what is asked for again while it is still being taken away was not there before us, and goes at the end', async () => {
  const worker = workerBusyAt('home_opened');
  await worker.drain();
  answer = { is: 'failed', code: 'retryable', message: 'The target is away.' };
  await giveBack();
  await worker.drain();
  expect([await states(), [...members]]).toEqual([['revoking'], ['ana']]);
  answer = undefined;
  await engine.handle({
    kind: 'submit_request',
    actor: slackAna,
    target: { kind: 'entitlement', id: entitlementId('db/read') },
    duration: hour,
    reason: 'INC-42 burns again',
  });
  now += 15 * 60_000;
  await worker.drain();
  expect(await store.read.liveGrantsOf(ana.id)).toMatchObject([{ state: 'active', adopted: false }]);
  await giveBack();
  await worker.drain();
  expect([...members]).toEqual([]);
});
