// The text of `access.yml` as plain values, with the way back from every value to its line and column.
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Fault } from './fault.ts';
import type { Finding } from './oddities.ts';
import { oddities } from './oddities.ts';
import { offsetInScalar } from './scalar-offset.ts';

export type Path = readonly PropertyKey[];
export type Place = { readonly line: number; readonly column: number };

export type Source = {
  readonly value: unknown;
  /** Where the value at `path` stands, or its key; for what is not in the file, the nearest thing around it that is. */
  readonly place: (path: Path, at?: 'key' | 'value') => Place;
  /** Where a character of the text at `path` stands. `offset`: UTF-16 units from the start of the text. */
  readonly within: (path: Path, offset: number) => Place;
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
    const find = nodeFinder(document.contents);
    return {
      value: document.toJS({ maxAliasCount: 0 }),
      place: (path, at = 'value') => placeOf(find(path, at).offset),
      within: (path, offset) => {
        const found = find(path, 'value');
        return placeOf(isScalar(found.node) ? offsetInScalar(found.node, text, offset) : found.offset);
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

type Found = { readonly offset: number; readonly node?: unknown };

function nodeFinder(contents: Node | null): (path: Path, at: 'key' | 'value') => Found {
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
      if (pair === undefined) return { offset };
      offset = offsetOf(pair.key) ?? offset;
      node = pair.value;
      const isLast = index === path.length - 1;
      if (isLast && at === 'value' && !(isScalar(node) && node.value === null))
        offset = offsetOf(node) ?? offset;
    }
    return { offset, node };
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
