import { RE2JS } from 're2js';

const longestText = 16_384;
const longestPattern = 256;
/** Steps of the automaton: about 40 ms of a slow machine. */
const mostSteps = 1_500_000;
const mostKept = 500;
const kept = new Map<string, RE2JS>();

/**
 * Whether the pattern (RE2's syntax, https://github.com/google/re2/wiki/Syntax) is found anywhere in the text, in time linear in
 * the text. Throws where the pattern does not compile, the text has more than 16,384 characters, or both together cost too much.
 */
export function re2(text: string, pattern: string): boolean {
  const compiled = affordable(text, pattern);
  return compiled.test(text);
}

/** Whether the pattern matches the text from its beginning to its end. Throws like `re2`. */
export function re2Whole(text: string, pattern: string): boolean {
  return affordable(text, pattern).matches(text);
}

function affordable(text: string, pattern: string): RE2JS {
  const compiled = compiledRe2(pattern);
  if (text.length > longestText)
    throw new Error(`re2() takes a text of at most ${longestText} characters, this one has ${text.length}`);
  if (text.length * compiled.programSize() > mostSteps)
    throw new Error('this pattern is too costly for a text this long');
  return compiled;
}

/** The compiled pattern, kept for the next time. Throws with the reason where it does not compile. */
export function compiledRe2(pattern: string): RE2JS {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  if (pattern.length > longestPattern)
    throw new Error(`a pattern has at most ${longestPattern} characters, this one has ${pattern.length}`);
  const compiled = RE2JS.compile(pattern);
  if (kept.size >= mostKept) kept.clear();
  kept.set(pattern, compiled);
  return compiled;
}
