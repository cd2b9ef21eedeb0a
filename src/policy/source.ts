// The text of `access.yml` as plain values, with the way back from every value to its line and column.
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Fault } from './fault.ts';
import type { Finding } from './oddities.ts';
import { oddities } from './oddities.ts';

export type Path = readonly PropertyKey[];
export type Place = { readonly line: number; readonly column: number };

export type Source = {
  readonly value: unknown;
  /** Where the value at `path` stands, or its key; for what is not in the file, the nearest thing around it that is. */
  readonly place: (path: Path, at?: 'key' | 'value') => Place;
  /** The place of a character of the text at `path`; its beginning where the file writes the text another way (folded, escaped). */
  readonly inside: (path: Path, text: string, offset: number) => Place;
};

const maxCharacters = 1_000_000;
const top: Place = { line: 1, column: 1 };

/** Reads one YAML 1.2 document (core schema) of at most 1 MB. Anchors, aliases, tags and duplicate keys are refused. */
export function readSource(text: string): Source | readonly Fault[] {
  if (text.length > maxCharacters) return [fault(top, 'the file is larger than 1 MB')];
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      prettyErrors: false,
      version: '1.2',
      schema: 'core',
    });
    const found = [...syntaxErrors(document), ...reordered(text)];
    const odd = found.length > 0 ? found : oddities(document.contents, placeOf);
    if (odd.length > 0) return odd.map(({ offset, message }) => fault(placeOf(offset), message));
    const offsetAt = offsetFinder(document.contents);
    return {
      value: document.toJS({ maxAliasCount: 0 }),
      place: (path, at = 'value') => placeOf(offsetAt(path, at)),
      inside: (path, inner, offset) => {
        const start = offsetAt(path, 'value');
        const quote = text.startsWith(inner, start) ? 0 : text.startsWith(inner, start + 1) ? 1 : undefined;
        return placeOf(quote === undefined ? start : start + quote + offset);
      },
    };
  } catch (error) {
    // The YAML reader walks nested collections by recursion; a file of brackets ends its stack.
    if (error instanceof RangeError) return [fault(top, tooDeep)];
    throw error;
  }
}

const tooDeep = 'the file is nested too deeply';

const fault = (place: Place, message: string): Fault => ({
  ...place,
  message,
  code: 'E-POL-PARSE',
  severity: 'error',
});

// What comes after the first few is mostly their echo.
const mostSyntaxErrors = 5;

function syntaxErrors({ errors }: Pick<Document, 'errors'>): readonly Finding[] {
  return errors.slice(0, mostSyntaxErrors).map(({ code, pos, message }) => {
    const [offset] = pos;
    if (code === 'MULTIPLE_DOCS') return { offset, message: 'a second document begins here: remove the ---' };
    return { offset, message: message.includes('call stack') ? tooDeep : `not valid YAML: ${message}` };
  });
}

const reordering = /[\u202a-\u202e\u2066-\u2069]/u;

function reordered(text: string): readonly Finding[] {
  const trick = reordering.exec(text);
  if (trick === null) return [];
  return [{ offset: trick.index, message: 'an invisible character here reorders what readers see' }];
}

function offsetFinder(contents: Node | null): (path: Path, at: 'key' | 'value') => number {
  const pairOf = pairFinder();
  return (path, at) => {
    let node: unknown = contents;
    let offset = offsetOf(contents) ?? 0;
    for (const [index, step] of path.entries()) {
      if (isSeq(node)) {
        node = typeof step === 'number' ? node.items[step] : undefined;
        offset = offsetOf(node) ?? offset;
        continue;
      }
      const pair = isMap(node) ? pairOf(node, step) : undefined;
      if (pair === undefined) return offset;
      offset = offsetOf(pair.key) ?? offset;
      node = pair.value;
      const isLast = index === path.length - 1;
      if (isLast && at === 'value' && !(isScalar(node) && node.value === null))
        offset = offsetOf(node) ?? offset;
    }
    return offset;
  };
}

/** Finds a pair by its key. Each map is indexed once: thousands of places may be asked for in one of thousands of keys. */
function pairFinder(): (map: YAMLMap, key: PropertyKey) => Pair | undefined {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();
  return (map, key) => {
    const index =
      indexes.get(map) ??
      new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : undefined, pair]));
    indexes.set(map, index);
    return index.get(key);
  };
}

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
