import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seal } from './audit/chain.ts';
import { verifyChain } from './audit/verify.ts';
import type { Command } from './domain/command.ts';
import { ana, bo, carla, eve, noon, version } from './domain/decide/given.ts';
import type { Actor } from './domain/identity.ts';
import { entitlementId } from './domain/ids.ts';
import type { Engine } from './engine.ts';
import { createEngine } from './engine.ts';
import { createFreshId } from './fresh-id.ts';
import { createJudge } from './policy/condition/judge.ts';
import { re2Whole } from './policy/condition/re2.ts';
import { loadCase } from './store/facts.ts';
import { createLook } from './store/look.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

const cli: Actor = { kind: 'system', name: 'test' };
const slack = (id: string): Actor => ({
  kind: 'slack',
  identity: { team: 'T1', user: `U-${id}`, standing: 'member' },
});
const ask = (item: string): Command => ({
  kind: 'submit_request',
  actor: slack('ana'),
  target: { kind: 'entitlement', id: entitlementId(item) },
  duration: 3_600,
  reason: 'INC-42 is burning',
});
const delivery = { source: 'slack', key: 'envelope-1', receivedAt: noon } as const;

let folder: string;
let store: Store;
let engine: Engine;
let woken = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hallpass-engine-'));
  store = await openStore(`file:${join(folder, 'test.db')}`);
  const now = () => noon;
  const newId = createFreshId(now);
  const judge = createJudge();
  engine = createEngine({
    store,
    look: createLook(store.read, () => ({ now: now(), judge })),
    loadCase,
    seal,
    moment: () => ({ now: noon, newId, doubt: undefined, judge, matches: re2Whole }),
    wake: () => (woken += 1),
  });
  const entries = [ana, bo, carla, eve].map(({ version: _, ...person }) => ({
    person,
    slack: [`T1:U-${person.id}`],
  }));
  await engine.handle({ kind: 'sync_people', actor: cli, entries });
  await engine.handle({ kind: 'apply_policy', actor: cli, policy: version.policy, hash: 'h1' });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const actions = async () => (await store.read.auditAfter(0, 1_000)).map((entry) => entry.action);

describe('the engine', () => {
  test('commits the change, its audit entry and its work together, and wakes the worker', async () => {
    woken = 0;
    const outcome = await engine.handle(ask('db/read'));
    expect(outcome).toMatchObject({ is: 'accepted' });
    expect(await store.read.liveGrantsOf(ana.id)).toMatchObject([{ state: 'planned' }]);
    expect((await actions()).slice(-2)).toEqual(['request.submitted', 'request.approved']);
    expect(await store.read.nextWork()).toBe(noon);
    expect(woken).toBe(1);
    expect(await verifyChain(store.read.auditAfter)).toMatchObject({ is: 'intact' });
  });

  test('gives the same delivery the same outcome and no second effect', async () => {
    const first = await engine.handle(ask('db/write'), delivery);
    const second = await engine.handle(ask('db/write'), delivery);
    expect(second).toEqual(first);
    expect(await store.read.openRequestsOf(ana.id)).toHaveLength(1);
  });

  test('keeps the outcome of a refusal too, and changes nothing by it', async () => {
    const before = await actions();
    const refused = await engine.handle(ask('db/nothing'), delivery);
    expect(refused).toMatchObject({ is: 'refused', refusal: { code: 'E-CAT-NONE' } });
    expect(await engine.handle(ask('db/nothing'), delivery)).toEqual(refused);
    expect(await actions()).toEqual(before);
  });

  test('receives a delivery once', async () => {
    expect(await engine.receive(delivery)).toBe(true);
    expect(await engine.receive(delivery)).toBe(false);
  });

  test('decides a hundred at once one after the other: one of the same kind, all of different kinds', async () => {
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => engine.handle(ask('db/write'))));
    expect(outcomes.filter((outcome) => outcome.is === 'accepted')).toHaveLength(1);
    expect(
      outcomes.filter((outcome) => outcome.is === 'refused' && outcome.refusal.code === 'E-REQ-PENDING'),
    ).toHaveLength(99);
  });

  test('does not apply a policy that names people nobody knows, and says whom', async () => {
    const policy = {
      ...version.policy,
      settings: { ...version.policy.settings, fulfillers: [{ ...ana, id: 'zoe' }.id] },
    };
    const outcome = await engine.handle({
      kind: 'apply_policy',
      actor: cli,
      policy: JSON.parse(JSON.stringify(policy)),
      hash: 'h2',
    });
    expect(outcome).toMatchObject({ is: 'refused', refusal: { text: expect.stringContaining('zoe') } });
    expect(await store.read.currentPolicy()).toMatchObject({ number: 1 });
  });

  test('applies the same file once', async () => {
    expect(
      await engine.handle({ kind: 'apply_policy', actor: cli, policy: version.policy, hash: 'h1' }),
    ).toMatchObject({ is: 'accepted', answer: { text: expect.stringContaining('already') } });
  });
});
