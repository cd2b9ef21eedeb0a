// A bounded load: so many lanes, each sending its next payload when the last one was acknowledged.
import { percentile } from './rounds.ts';
import type { Lane, Payload } from './wire.ts';

export type Level = {
  readonly lanes: number;
  /** It ends at either limit. */
  readonly milliseconds: number;
  readonly payloads: number;
  readonly next: () => Payload;
  /** Every acknowledgement must contain this: an error or a refusal is no result. */
  readonly expect: string;
};

export type Load = {
  readonly acks: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
};

const longestMs = 20_000;

/** Slack would have given up long before. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${longestMs / 1_000} s.`)), longestMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs one level; latencies in milliseconds, from the write to the whole acknowledgement. */
export async function runLevel(open: () => Promise<Lane>, level: Level): Promise<Load> {
  const lanes = await Promise.all(Array.from({ length: level.lanes }, open));
  const took: number[] = [];
  const start = performance.now();
  const end = start + level.milliseconds;
  let sent = 0;
  const run = async (lane: Lane): Promise<void> => {
    while (sent < level.payloads && performance.now() < end) {
      sent += 1;
      const payload = level.next();
      const before = performance.now();
      const said = await inTime(lane.send(payload));
      took.push(performance.now() - before);
      if (!said.includes(level.expect)) throw new Error(`Not “${level.expect}” but: ${said.slice(0, 600)}`);
    }
  };
  try {
    await Promise.all(lanes.map(run));
  } finally {
    for (const lane of lanes) lane.close();
  }
  const seconds = (performance.now() - start) / 1_000;
  return {
    acks: took.length,
    perSecond: took.length / seconds,
    p50: percentile(took, 50),
    p99: percentile(took, 99),
  };
}
