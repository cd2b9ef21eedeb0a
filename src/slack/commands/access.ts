import { nearest } from '../../domain/nearest.ts';
import type { CommandArrival } from '../arrival.ts';
import { helpCard } from '../blocks/help.ts';
import type { Desk, Visit } from '../visit.ts';
import { words } from './registry.ts';
import type { Reply } from './word.ts';

/** /access: finds the word and runs it. Alone, or with a word nobody knows, it tells what there is. */
export async function access(desk: Desk, visit: Visit, arrival: CommandArrival): Promise<Reply> {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(arrival.text) ?? [];
  const word = words.find((one) => one.word === first.toLowerCase());
  if (word !== undefined) return word.run(desk, visit, { arrival, rest });
  return first === '' ? helpCard(words) : helpCard(words, unknown(first));
}

function unknown(first: string): string {
  const meant = nearest(
    first,
    words.map((one) => one.word),
  );
  const guess = meant === undefined ? '' : ` Did you mean “${meant}”?`;
  return `There is no word “${first}” after /access.${guess} Nothing was done.`;
}
