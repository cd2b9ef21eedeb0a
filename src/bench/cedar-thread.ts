// Cedar in a thread of its own: in one thread with our conditions, Node 20.20 ends in V8's deoptimizer ("unreachable code").
import { fileURLToPath } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import { askAll } from './ask-all.ts';
import { byCedar } from './by-cedar.ts';
import type { Answer } from './questions.ts';
import { questionsAbout } from './questions.ts';
import type { Terms } from './rulebook.ts';
import { termsOfAll } from './rulebook.ts';

const size = { entitlements: 200, questions: 400 };
const answers = z.array(z.object({ rule: z.string(), route: z.enum(['auto', 'ask', 'refuse']) }));

/** The thread's side. It answers `answer` with its answers, and a number of runs with the milliseconds they took. */
export function serveCedar(): void {
  const all: readonly Terms[] = termsOfAll(size.entitlements);
  const questions = questionsAbout(all, size.questions);
  const decide = byCedar(all);
  parentPort?.on('message', (word: unknown) => {
    const runs = z.number().safeParse(word).data;
    const reply = runs === undefined ? questions.map(decide) : askAll({ decide, questions, runs });
    parentPort?.postMessage(reply);
  });
}

export type CedarThread = {
  readonly answers: readonly Answer[];
  /** Asks everything so often; milliseconds, measured in the thread. */
  run(runs: number): Promise<number>;
  close(): Promise<unknown>;
};

/** Starts it and has it answer every question once. */
export async function startCedar(): Promise<CedarThread> {
  const thread = new Worker(fileURLToPath(new URL('./bench.js', import.meta.url)), {
    argv: ['--as', 'cedar'],
  });
  const ask = (word: 'answer' | number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      thread.once('error', reject);
      thread.once('message', (reply) => {
        thread.off('error', reject);
        resolve(reply);
      });
      thread.postMessage(word);
    });
  return {
    answers: answers.parse(await ask('answer')),
    run: async (runs) => z.number().parse(await ask(runs)),
    close: () => thread.terminate(),
  };
}
