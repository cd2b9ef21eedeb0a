import type { Scalar } from 'yaml';

// A backslash with what it stands for; the longer forms first.
const escaped = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/y;

/**
 * Where in the file the character at `offset` of a scalar's value stands (both in UTF-16 units). Exact for plain and quoted scalars on one line;
 * the value's beginning for all that YAML folds, indents or spreads over lines.
 */
export function offsetInScalar({ range, type }: Scalar, text: string, offset: number): number {
  if (range === undefined || range === null) return 0;
  const [start, end] = range;
  const raw = text.slice(start, end);
  if (raw.includes('\n')) return start;
  if (type === 'PLAIN') return start + Math.min(offset, raw.length);
  if (type === 'QUOTE_SINGLE') return start + rawLength(raw, offset, singleQuoted);
  if (type === 'QUOTE_DOUBLE') return start + rawLength(raw, offset, doubleQuoted);
  return start;
}

/** How much of the file one character of the value takes, and how many units of the value it makes. */
type Width = (raw: string, at: number) => { readonly raw: number; readonly value: number };

const singleQuoted: Width = (raw, at) => ({ raw: raw.startsWith("''", at) ? 2 : 1, value: 1 });

function doubleQuoted(raw: string, at: number): ReturnType<Width> {
  escaped.lastIndex = at;
  const found = escaped.exec(raw)?.[0];
  if (found === undefined) return { raw: 1, value: 1 };
  const isPair = found.startsWith('\\U') && Number.parseInt(found.slice(2), 16) > 0xffff;
  return { raw: found.length, value: isPair ? 2 : 1 };
}

function rawLength(raw: string, offset: number, width: Width): number {
  let at = 1;
  for (let value = 0; value < offset && at < raw.length - 1; ) {
    const one = width(raw, at);
    at += one.raw;
    value += one.value;
  }
  return at;
}
