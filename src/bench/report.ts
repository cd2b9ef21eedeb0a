import type { Watch } from './blocks.ts';
import { startWatch } from './blocks.ts';
import { goal1 } from './goal-1.ts';
import { goal2 } from './goal-2.ts';
import { goal3 } from './goal-3.ts';
import { goal5 } from './goal-5.ts';
import { goal6 } from './goal-6.ts';
import { goal7 } from './goal-7.ts';
import { goal8 } from './goal-8.ts';
import { goal13 } from './goal-13.ts';
import { goal14 } from './goal-14.ts';
import type { Result } from './result.ts';
import { verdictOf } from './result.ts';
import { machine, table } from './table.ts';

type Goal = (watch: Watch) => Promise<readonly Result[]>;

const goals: ReadonlyMap<number, Goal> = new Map([
  [1, goal1],
  [2, goal2],
  [3, goal3],
  [5, goal5],
  [6, goal6],
  [7, goal7],
  [8, goal8],
  [13, goal13],
  [14, goal14],
]);

/** Runs the goals wanted and prints what came of them. Exit code 1: in CI, a ratio is worse than 0.8 of its goal; 2: misuse. */
export async function report(ask: { readonly only: string; readonly json: boolean }): Promise<number> {
  const wanted = ask.only.split(',').map(Number);
  const unknown = wanted.filter((number) => !goals.has(number));
  if (unknown.length > 0) {
    console.error(`--only takes some of ${[...goals.keys()].join(',')}.`);
    return 2;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const results = await run(wanted);
  print(results, ask.json);
  const far = results.some((one) => verdictOf(one) === 'far');
  return far && process.env['CI'] !== undefined ? 1 : 0;
}

async function run(wanted: readonly number[]): Promise<readonly Result[]> {
  const watch = await startWatch();
  const results: Result[] = [];
  try {
    for (const number of wanted) {
      const start = performance.now();
      results.push(...((await goals.get(number)?.(watch)) ?? []));
      console.error(`goal ${number}: ${((performance.now() - start) / 1_000).toFixed(0)} s`);
    }
  } finally {
    await watch.close();
  }
  return results.toSorted((a, b) => a.goal - b.goal);
}

function print(results: readonly Result[], json: boolean): void {
  const on = machine();
  if (json) {
    const judged = results.map((one) => ({ ...one, verdict: verdictOf(one) }));
    console.log(JSON.stringify({ machine: on, results: judged }, null, 2));
    return;
  }
  console.log(
    `${on.cores} cores (${on.cpu}), Node ${on.node}, SQLite ${on.sqlite}; medians of three interleaved rounds\n`,
  );
  console.log(table(results));
}
