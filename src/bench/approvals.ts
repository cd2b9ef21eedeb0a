// Approvals through the engine, as a click brings them.

import { cardId } from '../domain/ids.ts';
import type { Blocks, Watch } from './blocks.ts';
import type { Size, Waiting } from './company.ts';
import { slackOf } from './company.ts';
import type { House } from './house.ts';
import { inFolder, openHouse, twins } from './house.ts';
import type { Raw } from './raw-sqlite.ts';
import { openRaw } from './raw-sqlite.ts';
import type { Pair } from './rounds.ts';
import { alternate, roundCount, slicesEach, timed } from './rounds.ts';

/** Says yes to one request; durable when it resolves. Throws if it was not accepted: then nothing was measured. */
export async function approve({ engine }: House, one: Waiting): Promise<void> {
  const done = await engine.handle(
    {
      kind: 'approve',
      actor: { kind: 'slack', identity: slackOf(one.approver) },
      press: { card: cardId(one.card), revision: 1, place: { channel: 'D2', ts: '1.1' } },
      reason: '',
    },
    { source: 'slack', key: `http:${one.request}`, receivedAt: Date.now() },
  );
  if (done.is === 'refused') throw new Error(`${done.refusal.code}: ${done.refusal.text}`);
}

export type Contest = {
  readonly size: Size;
  /** Requests in one slice of the work. */
  readonly aSlice: number;
  readonly ours: (house: House, some: readonly Waiting[]) => Promise<unknown>;
  readonly peers: (raw: Raw, some: readonly Waiting[]) => void;
};

/** Approvals against a raw peer on a copy of the same database: rates a second for each round, and the blocks of ours. */
export const contest = (
  watch: Watch,
  how: Contest,
): Promise<{ pairs: readonly Pair[]; seen: readonly Blocks[] }> =>
  inFolder(async (folder) => {
    const perRound = how.aSlice * slicesEach;
    // One round more than counts: the first warms up.
    const { ours, peers, waiting } = await twins(folder, how.size, perRound * (roundCount + 1));
    const house = await openHouse(ours);
    const raw = openRaw(peers);
    const queues = { ours: [...waiting], peers: [...waiting] };
    const seen: Blocks[] = [];
    const measured = async (): Promise<number> => {
      const some = queues.ours.splice(0, how.aSlice);
      const { value, blocks } = await watch.during(() => timed(() => how.ours(house, some)));
      seen.push(blocks);
      return value;
    };
    const peer = (): Promise<number> => {
      const some = queues.peers.splice(0, how.aSlice);
      return timed(() => how.peers(raw, some));
    };
    const pairs: Pair[] = [];
    for (let round = 0; round <= roundCount; round += 1) {
      const took = await alternate(measured, peer);
      pairs.push({ measured: (perRound * 1_000) / took.measured, peer: (perRound * 1_000) / took.peer });
    }
    raw.close();
    await house.store.close();
    return { pairs: pairs.slice(1), seen: seen.slice(slicesEach) };
  });
