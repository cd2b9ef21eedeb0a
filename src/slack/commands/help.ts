import { helpCard } from '../blocks/help.ts';
import type { Word } from './word.ts';

/** Makes the help word over the list of words, itself included. */
export function createHelp(words: () => readonly Word[]): Word {
  return {
    word: 'help',
    usage: 'help',
    describe: 'this list',
    run: async () => helpCard(words()),
  };
}
