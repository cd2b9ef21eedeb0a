#!/usr/bin/env node
// The command line: one word, one file. Exit codes: 0 done, 1 refused or found something, 2 misuse.
import { auditWord } from './audit.ts';
import { demoWord } from './demo.ts';
import { policyWord } from './policy.ts';
import { startWord } from './start.ts';
import type { Word } from './word.ts';

const words: readonly Word[] = [startWord, demoWord, policyWord, auditWord];

const usage = (): string =>
  [
    'hallpass <word> [options]',
    '',
    ...words.map((one) => `  ${one.usage.padEnd(34)} ${one.summary}`),
    '',
    'Every word has --help.',
  ].join('\n');

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  const word = words.find((one) => one.name === name);
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(usage());
    return name === undefined ? 2 : 0;
  }
  if (word === undefined) {
    console.error(`There is no word “${name}”.\n\n${usage()}`);
    return 2;
  }
  if (rest.includes('--help')) {
    console.log(`hallpass ${word.usage}\n\n${word.summary}\n\n${word.help}`);
    return 0;
  }
  return word.run(rest);
}

process.exitCode = await run(process.argv.slice(2));
