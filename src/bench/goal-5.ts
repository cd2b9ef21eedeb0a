// How late an access ends: from the instant it is due until its row says so, durably.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Blocks, Watch } from './blocks.ts';
import { blockResult, worst } from './blocks.ts';
import { openClockwork } from './clockwork.ts';
import { grantAt, grantName } from './company.ts';
import { inFolder, settle } from './house.ts';
import type { Raw } from './raw-sqlite.ts';
import { openRaw } from './raw-sqlite.ts';
import type { Result } from './result.ts';
import { atLeast, atMost } from './result.ts';
import { medianOf, percentile, roundCount } from './rounds.ts';

const grants = 200;
const overMs = 15_000;
const longestWaitMs = 15_000;
const size = { people: 300, entitlements: 5, rules: 10 };

type Lateness = { readonly p50: number; readonly p99: number };
type Round = {
  readonly clock: Lateness;
  readonly timers: Lateness;
  readonly poll: Lateness;
  readonly blocks: Blocks;
};

/** The real clock against a timer for each grant and against a poll each second: all three at once, on the same instants. */
export const goal5 = (watch: Watch): Promise<readonly Result[]> =>
  inFolder(async (folder) => {
    const results: Result[] = [];
    for (const load of ['idle', 'busy'] as const) {
      const rounds: Round[] = [];
      for (let number = 0; number < roundCount; number += 1)
        rounds.push(await oneRound(watch, join(folder, `${load}${number}`), load));
      results.push(...lines(load === 'idle' ? 'idle' : '40 % busy', rounds));
    }
    return results;
  });

function lines(load: string, rounds: readonly Round[]): readonly Result[] {
  const p99 = medianOf(rounds.map(({ clock, timers }) => ({ measured: clock.p99, peer: timers.p99 })));
  const lower = medianOf(rounds.map(({ clock, poll }) => ({ measured: poll.p50, peer: clock.p50 })));
  const line = { goal: 5, unit: 'ms' } as const;
  return [
    {
      ...line,
      what: `expiry lateness p99, ${load}`,
      ...p99,
      against: 'bare setTimeout + one FULL tx',
      bound: atMost(3),
    },
    {
      ...line,
      what: `expiry lateness p50, ${load}`,
      measured: lower.peer,
      peer: lower.measured,
      ratio: lower.ratio,
      against: 'a poll each second (ratio: times lower)',
      bound: atLeast(50),
    },
    blockResult(`expiry, ${load}`, worst(rounds.map((one) => one.blocks))),
  ];
}

async function oneRound(watch: Watch, file: string, load: 'idle' | 'busy'): Promise<Round> {
  const late: number[] = [];
  const ends = new Map<string, number>();
  const clock = await openClockwork(`${file}.db`, (grant) => {
    late.push(exactNow() - (ends.get(grant) ?? Number.NaN));
    ends.delete(grant);
  });
  await settle(clock, size);
  await clock.drain();
  const start = Date.now() + 1_000;
  const due = Array.from({ length: grants }, () => start + Math.floor(Math.random() * overMs));
  await clock.store.write(async (tx) => {
    for (const [at, expiresAt] of due.entries()) {
      ends.set(grantName(at), expiresAt);
      await tx.put({ put: 'grant', row: grantAt(at, expiresAt) });
    }
  });
  const raw = openRaw(`${file}-peer.db`);
  const stopWork = load === 'busy' ? keepBusy() : () => undefined;
  clock.start();
  const { value, blocks } = await watch.during(() =>
    Promise.all([bareTimers(raw, due), pollEachSecond(raw, due), untilAllEnded(late)]),
  );
  stopWork();
  await clock.stop();
  raw.close();
  const [timers, poll] = value;
  return { clock: summary(late), timers: summary(timers), poll: summary(poll), blocks };
}

/** Waits for the clock's last grant, but not for ever. */
async function untilAllEnded(late: readonly number[]): Promise<void> {
  const end = Date.now() + overMs + longestWaitMs;
  while (late.length < grants && Date.now() < end) await sleep(50);
  if (late.length !== grants) throw new Error(`${late.length} of ${grants} grants ended.`);
}

const bareTimers = (raw: Raw, due: readonly number[]): Promise<readonly number[]> =>
  Promise.all(
    due.map(async (at) => {
      await sleep(Math.max(0, at - Date.now()));
      raw.row();
      return exactNow() - at;
    }),
  );

async function pollEachSecond(raw: Raw, due: readonly number[]): Promise<readonly number[]> {
  const late: number[] = [];
  let open = due;
  while (open.length > 0) {
    await sleep(1_000);
    const now = Date.now();
    const ended = open.filter((at) => at <= now);
    open = open.filter((at) => at > now);
    if (ended.length > 0) raw.row();
    late.push(...ended.map((at) => exactNow() - at));
  }
  return late;
}

/** Works 4 of every 10 ms, as listeners would. */
function keepBusy(): () => void {
  const timer = setInterval(() => {
    const end = performance.now() + 4;
    while (performance.now() < end);
  }, 10);
  return () => clearInterval(timer);
}

/** Date.now with the part of a millisecond that it drops. */
const exactNow = (): number => performance.timeOrigin + performance.now();

const summary = (late: readonly number[]): Lateness => ({
  p50: percentile(late, 50),
  p99: percentile(late, 99),
});
