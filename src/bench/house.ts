// The real store and engine over a file of their own, without Slack.
import { rmSync } from 'node:fs';
import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seal } from '../audit/chain.ts';
import type { Engine } from '../engine.ts';
import { createEngine } from '../engine.ts';
import { createFreshId } from '../fresh-id.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { re2Whole } from '../policy/condition/re2.ts';
import { loadCase } from '../store/facts.ts';
import { createLook } from '../store/look.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import type { Size, Waiting } from './company.ts';
import { directoryOf, policyOf, waitingRequest } from './company.ts';

export type House = { readonly store: Store; readonly engine: Engine };

/** Gives `work` a folder of its own, which is removed whatever happens. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hallpass-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // A process that is told to end in the middle of it runs no `finally`.
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Opens (or makes) the database in `file`. `wake` hears of every commit that left work. */
export async function openHouse(file: string, wake: () => void = () => undefined): Promise<House> {
  const store = await openStore(`file:${file}`);
  const newId = createFreshId(Date.now);
  const judge = createJudge();
  const engine = createEngine({
    store,
    look: createLook(store.read, () => ({ now: Date.now(), judge })),
    loadCase,
    seal,
    moment: () => ({ now: Date.now(), newId, doubt: undefined, judge, matches: re2Whole }),
    wake,
  });
  return { store, engine };
}

/** Brings in everybody and the policy. */
export async function settle({ engine }: House, size: Size): Promise<void> {
  const actor = { kind: 'system', name: 'bench' } as const;
  await engine.handle({ kind: 'sync_people', actor, entries: directoryOf(size) });
  await engine.handle({ kind: 'apply_policy', actor, policy: policyOf(size), hash: 'bench' });
}

/** A database with a company and its waiting requests, and a copy of it for the peer. Both are closed. */
export async function twins(
  folder: string,
  size: Size,
  count: number,
): Promise<{ readonly ours: string; readonly peers: string; readonly waiting: readonly Waiting[] }> {
  const ours = join(folder, `${size.people}.db`);
  const peers = join(folder, `${size.people}-peer.db`);
  const house = await openHouse(ours);
  await settle(house, size);
  const version = await house.store.read.currentPolicy();
  if (version === undefined) throw new Error('The policy was not applied.');
  const company = { size, policy: version.id, now: Date.now() };
  const waiting = Array.from({ length: count }, (_, at) => waitingRequest(at, company));
  const put = ({ changes }: Waiting) =>
    house.store.write(async (tx) => {
      for (const change of changes) await tx.put(change);
    });
  await Promise.all(waiting.map(put));
  await house.store.close();
  await copyFile(ours, peers);
  return { ours, peers, waiting };
}
