// How soon Slack has its answer to `/access`, with the row on disk by then.
import { join } from 'node:path';
import type { Blocks } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import { inFolder } from './house.ts';
import type { Load } from './load.ts';
import { runLevel } from './load.ts';
import type { Payloads } from './payloads.ts';
import { createPayloads } from './payloads.ts';
import { openRaw } from './raw-sqlite.ts';
import type { Result } from './result.ts';
import { atLeast, atMost } from './result.ts';
import { medianOf, percentile, roundCount } from './rounds.ts';
import type { Side, Stage } from './stage.ts';
import { onStage, people } from './stage.ts';

const levels = [1, 16, 64] as const;
const levelMs = 1_500;
const warmUpMs = 300;
/** Each leaves cards to be posted, which has to be over before the next level. */
const mostRequests = 100;
const tooLong = 61_000;
const helpSays = '/access request';

type Row = { readonly noop: Load; readonly help: Load; readonly request: Load; readonly txMs: number };
type Rows = ReadonlyMap<number, Row>;

/** The bot against a Bolt app that does nothing, over HTTP and over a socket. */
export async function goal1(): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const mode of ['http', 'socket'] as const) {
    const { rounds, seen } = await onStage(mode, playRounds);
    const name = mode === 'http' ? 'HTTP' : 'Socket Mode';
    results.push(
      ...lines(`/access help, ${name}`, rounds, (row) => row.help),
      ...lines(`/access request, ${name}`, rounds, (row) => row.request),
      blockResult(`/access, ${name}`, worst(seen)),
    );
  }
  return results;
}

async function playRounds(stage: Stage): Promise<{ rounds: readonly Rows[]; seen: readonly Blocks[] }> {
  const payloads = createPayloads();
  const seen: Blocks[] = [];
  const rounds: Rows[] = [];
  // One round more than counts: the first warms up.
  for (let round = 0; round <= roundCount; round += 1) {
    await greetAll(stage.ours, payloads);
    const rows = new Map<number, Row>();
    for (const lanes of levels) {
      const { row, blocks } = await playLevel(stage, payloads, {
        lanes,
        milliseconds: round === 0 ? warmUpMs : levelMs,
      });
      rows.set(lanes, row);
      if (round > 0) seen.push(...blocks);
    }
    if (round > 0) rounds.push(rows);
  }
  return { rounds, seen };
}

async function playLevel(
  { ours, peer }: Stage,
  payloads: Payloads,
  how: { readonly lanes: number; readonly milliseconds: number },
): Promise<{ row: Row; blocks: readonly Blocks[] }> {
  const helps = { ...how, payloads: Number.POSITIVE_INFINITY, next: payloads.help };
  const noop = await watched(peer, { ...helps, expect: '' });
  const help = await watched(ours, { ...helps, expect: helpSays });
  const request = await watched(ours, {
    ...how,
    payloads: mostRequests,
    next: payloads.request,
    expect: 'Asking for',
  });
  await ours.app.quiet();
  const row = { noop: noop.value, help: help.value, request: request.value, txMs: await rawTransaction() };
  return { row, blocks: [help.blocks, request.blocks] };
}

const watched = (side: Side, level: Parameters<typeof runLevel>[1]) =>
  side.app.during(() => runLevel(side.open, level));

/** A minute passes, and everybody says something: nobody acts too fast, and Slack has told who they are. */
async function greetAll({ app, open }: Side, payloads: Payloads): Promise<void> {
  await app.pass(tooLong);
  const all = { lanes: 64, milliseconds: 30_000, payloads: people };
  await runLevel(open, { ...all, next: payloads.help, expect: helpSays });
}

/** One row with a commit of its own, median milliseconds. */
const rawTransaction = (): Promise<number> =>
  inFolder(async (folder) => {
    const raw = openRaw(join(folder, 'raw.db'));
    const took = Array.from({ length: 300 }, () => {
      const start = performance.now();
      raw.row();
      return performance.now() - start;
    });
    raw.close();
    return percentile(took, 50);
  });

function lines(what: string, rounds: readonly Rows[], of: (row: Row) => Load): readonly Result[] {
  const against = (lanes: number, pair: (row: Row) => readonly [number, number]) =>
    medianOf(
      rounds.flatMap((rows) => {
        const row = rows.get(lanes);
        if (row === undefined) return [];
        const [measured, peer] = pair(row);
        return [{ measured, peer }];
      }),
    );
  const noop = { goal: 1, against: 'Bolt that does nothing' };
  return [
    {
      goal: 1,
      against: 'Bolt that does nothing + one raw FULL tx',
      what: `${what}, c=1, p50`,
      unit: 'ms',
      ...against(1, (row) => [of(row).p50, row.noop.p50 + row.txMs]),
      bound: atMost(1.3),
    },
    {
      ...noop,
      what: `${what}, c=16`,
      unit: 'acks/s',
      ...against(16, (row) => [of(row).perSecond, row.noop.perSecond]),
      bound: atLeast(0.7),
    },
    {
      ...noop,
      what: `${what}, c=16, p99`,
      unit: 'ms',
      ...against(16, (row) => [of(row).p99, row.noop.p99]),
      bound: atMost(1.3),
    },
    {
      ...noop,
      what: `${what}, c=64`,
      unit: 'acks/s',
      ...against(64, (row) => [of(row).perSecond, row.noop.perSecond]),
      bound: atLeast(0.8),
    },
  ];
}
