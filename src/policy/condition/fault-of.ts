import { nearest } from '../../domain/nearest.ts';

/** What is wrong in a condition. `offset`: UTF-16 units from the start of its text; no full stop after the message. */
export type ConditionFault = { readonly offset: number; readonly message: string; readonly hint?: string };

/** The hint for a name nobody knows: the nearest one, or all of them where they are few. */
export function meant(word: string, known: readonly string[]): { readonly hint?: string } {
  const near = nearest(word, known);
  if (near !== undefined) return { hint: `did you mean “${near}”?` };
  return known.length > 0 && known.length <= 12 ? { hint: `known: ${known.join(', ')}` } : {};
}
