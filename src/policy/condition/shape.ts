import type { ConditionFault } from './fault-of.ts';

/** UTF-16 units. */
export const longestCondition = 4_096;
export const deepest = 64;

// Comments, texts and blanks as wholes; anything else one character at a time. The alternatives exclude one another: linear.
const token =
  /\/\/[^\n]*|"""(?:\\[^]|(?!""")[^\\])*"""|'''(?:\\[^]|(?!''')[^\\])*'''|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|\s+|[^]/g;

/** The fault that keeps a text from being given to the parser at all, which recurses as deep as the text is nested. */
export function misshapen(text: string): ConditionFault | undefined {
  if (text.trim() === '') return { offset: 0, message: 'the condition is empty' };
  if (text.length > longestCondition)
    return {
      offset: longestCondition,
      message: `a condition has at most ${longestCondition} characters, this one has ${text.length}`,
    };
  let [open, signs] = [0, 0];
  for (const { 0: found, index } of text.matchAll(token)) {
    if (/^(?:\s|\/\/)/.test(found)) continue;
    signs = found === '!' || found === '-' ? signs + 1 : 0;
    if ('([{'.includes(found)) open += 1;
    if (')]}'.includes(found)) open -= 1;
    if (open > deepest || signs > deepest) return tooDeep(index);
  }
  return undefined;
}

export const tooDeep = (offset: number): ConditionFault => ({
  offset,
  message: `the condition is nested more than ${deepest} levels deep`,
  hint: 'split it into several rules',
});
