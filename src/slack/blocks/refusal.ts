// A "no" as people read it: the sentence, any instant in their own zone, and the code to quote.
import type { Refusal } from '../../domain/refusal.ts';
import type { Drawing } from './drawing.ts';
import { draw } from './drawing.ts';
import type { Bit } from './rich.ts';
import { code, rich, say, utc, when } from './rich.ts';

/** The sentence and code as a message. */
export const refusalCard = (refusal: Refusal): Drawing => draw([rich([refusalLine(refusal)])]);

/** The same as one line of rich text, for a larger drawing. */
export const refusalLine = (refusal: Refusal) => say(...sentence(refusal), ' (', code(refusal.code), ')');

/** The same where only plain text fits, for example under a field: instants in UTC. */
export const refusalText = (refusal: Refusal): string =>
  `${refusal.at === undefined ? refusal.text : refusal.text.replaceAll('{at}', utc(refusal.at))} (${refusal.code})`;

function sentence(refusal: Refusal): readonly Bit[] {
  const { at } = refusal;
  if (at === undefined) return [refusal.text];
  return refusal.text.split('{at}').flatMap((part, index) => (index === 0 ? [part] : [when(at), part]));
}
