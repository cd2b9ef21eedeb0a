import { Environment } from '@marcbachmann/cel-js';
import { assertDuration } from './time.ts';

const durationIn = new Environment().registerVariable('text', 'string').parse('duration(text)');
const mostLengths = 1_000;
const lengths = new Map<string, unknown>();

/**
 * A length of time as the library holds it, which exports no maker for it: it is read from its text, once for each, since the lengths that
 * people ask for and policies name are few. Throws where the text is none.
 */
export function durationFrom(text: string): unknown {
  const known = lengths.get(text);
  if (known !== undefined) return known;
  assertDuration(text);
  const made = durationIn({ text: text.replace(/^([-+]?)0$/, '$10s').replace(/\.(?=\D)/g, '') });
  if (lengths.size < mostLengths) lengths.set(text, made);
  return made;
}
