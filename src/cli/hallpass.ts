#!/usr/bin/env node
// The command line: one word, one file. Exit codes: 0 done, 1 refused or found something, 2 misuse.
import { isMisuse } from './misuse.ts';
import type { Word } from './word.ts';

/** Loaded when used: `start` needs nothing of the demo, and the demo's packages are not in a production install. */
const words: ReadonlyMap<string, () => Promise<Word>> = new Map([
  ['start', async () => (await import('./start.ts')).startWord],
  ['demo', async () => (await import('./demo.ts')).demoWord],
  ['doctor', async () => (await import('./doctor.ts')).doctorWord],
  ['people', async () => (await import('./lists.ts')).peopleWord],
  ['grants', async () => (await import('./lists.ts')).grantsWord],
  ['policy', async () => (await import('./policy.ts')).policyWord],
  ['audit', async () => (await import('./audit.ts')).auditWord],
]);

const widest = 46;

async function usage(): Promise<string> {
  const all = await Promise.all([...words.values()].map((load) => load()));
  const lines = all
    .flatMap((one) => one.words ?? [one])
    .map((one) => `  ${one.usage.padEnd(widest)} ${one.summary}`);
  return ['hallpass <word> [options]', '', ...lines, '', 'Every word has --help.'].join('\n');
}

async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(await usage());
    return name === undefined ? 2 : 0;
  }
  const word = await words.get(name)?.();
  if (word === undefined) {
    console.error(`There is no word “${name}”.\n\n${await usage()}`);
    return 2;
  }
  const next = word.words?.find((one) => one.name === rest[0]);
  return next === undefined ? speak(word, rest) : speak(next, rest.slice(1));
}

async function speak(word: Word, args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(`hallpass ${word.usage}\n\n${word.summary}\n\n${word.help}`);
    return 0;
  }
  try {
    return await word.run(args);
  } catch (error) {
    if (!isMisuse(error)) throw error;
    console.error(`${error.message}\n\nhallpass ${word.usage}`);
    return 2;
  }
}

/** An error with one of our codes is a refusal for the operator; anything else is a bug and shows where it happened. */
function explain(error: unknown): number {
  const known = error instanceof Error && 'code' in error && String(error.code).startsWith('E-');
  console.error(known ? `${error.message} (${String(error.code)})` : error);
  return 1;
}

process.exitCode = await run(process.argv.slice(2)).catch(explain);
