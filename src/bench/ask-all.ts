import type { Decide, Question } from './questions.ts';

export type Work = {
  readonly decide: Decide;
  readonly questions: readonly Question[];
  readonly runs: number;
};

/** Asks everything `runs` times; milliseconds. What is answered is looked at, so that no work can be left out. */
export function askAll({ decide, questions, runs }: Work): number {
  const start = performance.now();
  let refused = 0;
  for (let at = 0; at < runs; at += 1)
    for (const question of questions) if (decide(question).route === 'refuse') refused += 1;
  const took = performance.now() - start;
  if (refused === 0) throw new Error('Nothing was refused.');
  return took;
}
