/**
 * The known word that a misspelt one most likely means, or undefined when none is near. Case does not count. One slip is
 * forgiven in a word of up to four letters, two in one of up to seven, three beyond; of two equally near the one listed first wins.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: { readonly text: string; readonly slips: number } | undefined;
  for (const text of known) {
    const slips = slipsBetween(word, text);
    if (slips !== undefined && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) best = { text, slips };
  }
  return best?.text;
}

/** How many slips (a letter missing, extra, wrong, or two swapped) lie between two words; undefined when it is too many to be one. */
export function slipsBetween(word: string, other: string): number | undefined {
  const [a, b] = [word.toLowerCase(), other.toLowerCase()];
  const limit = a.length <= 4 ? 1 : a.length <= 7 ? 2 : 3;
  if (Math.abs(a.length - b.length) > limit || a.length > longest) return undefined;
  const slips = editDistance(a, b);
  return slips <= limit && slips < a.length ? slips : undefined;
}

const longest = 100;

/** Optimal string alignment: Levenshtein's distance, with a swap of neighbours as one step. */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + wrong);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(beforeLast, j - 2) + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
