// How long the event loop was held at a stretch, and how much of that was the garbage collector or the machine.
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Result } from './result.ts';
import { atMost } from './result.ts';

const limitMs = 20;

export const blocks = z.object({
  longestMs: z.number(),
  /** Part of the samples over the limit, 0 to 1. */
  over: z.number(),
  /** The longest pause of the garbage collector. */
  gcMs: z.number(),
  /** The longest that a thread which does nothing was held meanwhile: what the machine does to everybody. */
  noiseMs: z.number(),
});
export type Blocks = z.infer<typeof blocks>;

export type Watch = {
  /** Watches the loop while `work` runs. */
  during<T>(work: () => Promise<T> | T): Promise<{ readonly value: T; readonly blocks: Blocks }>;
  close(): Promise<void>;
};

/** Starts the thread that does nothing, which takes a moment. */
export async function startWatch(): Promise<Watch> {
  const idle = new Worker(fileURLToPath(new URL('./bench.js', import.meta.url)), { argv: ['--as', 'idle'] });
  const ask = (word: 'begin' | 'end'): Promise<unknown> =>
    new Promise((resolve) => {
      idle.once('message', resolve);
      idle.postMessage(word);
    });
  await ask('begin');
  await ask('end');
  return {
    async during(work) {
      const pauses = watchGarbage();
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await ask('begin');
      // The first delay counts from the monitor's first tick.
      await setTimeout(5);
      const value = await work();
      await setTimeout(5);
      delay.disable();
      const noiseMs = z.number().parse(await ask('end'));
      return { value, blocks: { ...summaryOf(delay), noiseMs, gcMs: await pauses.longest() } };
    },
    async close() {
      await idle.terminate();
    },
  };
}

/** A block as a line of the report. */
export const blockResult = (what: string, seen: Blocks): Result => ({
  goal: 13,
  what,
  unit: 'ms',
  measured: seen.longestMs,
  peer: limitMs,
  against: 'the limit',
  ratio: seen.longestMs / limitMs,
  bound: atMost(1),
  note: `${(seen.over * 100).toFixed(2)} % over; longest GC ${seen.gcMs.toFixed(1)} ms, idle thread ${seen.noiseMs.toFixed(1)} ms`,
});

/** The longest of each; of the samples over the limit, the mean share. */
export const worst = (all: readonly Blocks[]): Blocks => ({
  longestMs: Math.max(...all.map((one) => one.longestMs)),
  over: all.reduce((sum, one) => sum + one.over, 0) / all.length,
  gcMs: Math.max(...all.map((one) => one.gcMs)),
  noiseMs: Math.max(...all.map((one) => one.noiseMs)),
});

type Delay = ReturnType<typeof monitorEventLoopDelay>;

export function summaryOf(delay: Delay): Pick<Blocks, 'longestMs' | 'over'> {
  if (delay.count === 0) return { longestMs: 0, over: 0 };
  const under = [...delay.percentiles].filter(([, nanoseconds]) => nanoseconds <= limitMs * 1e6);
  const reached = under.reduce((most, [share]) => Math.max(most, Number(share)), 0);
  return { longestMs: delay.max / 1e6, over: 1 - reached / 100 };
}

function watchGarbage(): { longest(): Promise<number> } {
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    async longest() {
      await setImmediate();
      await setImmediate();
      observer.disconnect();
      return longest;
    },
  };
}
