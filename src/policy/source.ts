// The text of `access.yml` as plain values, with the way back from every value to its line and column.
import type { Node } from 'yaml';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Fault } from './fault.ts';

export type Path = readonly PropertyKey[];
export type Place = { readonly line: number; readonly column: number };

export type Source = {
  readonly value: unknown;
  /** Where the value at `path` stands, or its key; for what is not in the file, the nearest thing around it that is. */
  readonly place: (path: Path, at?: 'key' | 'value') => Place;
};

const maxCharacters = 1_000_000;
const maxDepth = 50;
const reordering = /[\u202a-\u202e\u2066-\u2069]/u;

/** Reads one YAML 1.2 document (core schema) of at most 1 MB. Anchors, aliases, tags and duplicate keys are refused. */
export function readSource(text: string): Source | readonly Fault[] {
  if (text.length > maxCharacters) return [fault({ line: 1, column: 1 }, 'the file is larger than 1 MB')];
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const trick = reordering.exec(text);
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      prettyErrors: false,
      version: '1.2',
      schema: 'core',
    });
    const found: readonly Finding[] = [
      ...document.errors.map((error) => ({
        offset: error.pos[0],
        message:
          error.code === 'MULTIPLE_DOCS'
            ? 'a second document begins here: remove the ---'
            : `not valid YAML: ${error.message}`,
      })),
      ...(trick === null
        ? []
        : [{ offset: trick.index, message: 'an invisible character here reorders what readers see' }]),
      ...(document.errors.length > 0 ? [] : oddities(document.contents, placeOf)),
    ];
    if (found.length > 0) return found.map(({ offset, message }) => fault(placeOf(offset), message));
    return {
      value: document.toJS({ maxAliasCount: 0 }),
      place: (path, at = 'value') => placeOf(offsetAt(document.contents, path, at)),
    };
  } catch (error) {
    // The YAML reader walks nested collections by recursion; a file of brackets ends its stack.
    if (error instanceof RangeError) return [fault({ line: 1, column: 1 }, 'the file is nested too deeply')];
    throw error;
  }
}

type Finding = { readonly offset: number; readonly message: string };

const fault = (place: Place, message: string): Fault => ({
  ...place,
  message,
  code: 'E-POL-PARSE',
  severity: 'error',
});

/** What YAML allows and a policy does not: it must read the same to a person and to every program. */
function oddities(contents: Node | null, placeOf: (offset: number) => Place): readonly Finding[] {
  const found: Finding[] = [];
  const say = (node: unknown, message: string) => found.push({ offset: offsetOf(node) ?? 0, message });
  visit(contents, {
    Alias: (_, node) => void say(node, 'aliases are not used here: write it out'),
    Node: (_, node, path) => {
      if (path.length > maxDepth) {
        say(node, 'the file is nested too deeply');
        return visit.BREAK;
      }
      if (node.tag !== undefined) say(node, `the tag ${node.tag} is not used here: remove it`);
      if ('anchor' in node && node.anchor !== undefined) say(node, 'anchors are not used here: write it out');
      return undefined;
    },
    Map: (_, map) => void found.push(...keyFaults(map.items, placeOf)),
  });
  return found;
}

function keyFaults(
  pairs: readonly { readonly key: unknown }[],
  placeOf: (offset: number) => Place,
): readonly Finding[] {
  const seen = new Map<string, number>();
  return pairs.flatMap(({ key }) => {
    const offset = offsetOf(key) ?? 0;
    if (!isScalar(key) || typeof key.value !== 'string')
      return [{ offset, message: 'a key must be a text: put it in quotes' }];
    if (key.value === '__proto__') return [{ offset, message: 'the key “__proto__” is not allowed' }];
    const first = seen.get(key.value);
    if (first !== undefined)
      return [
        { offset, message: `the key “${key.value}” is here twice, first on line ${placeOf(first).line}` },
      ];
    seen.set(key.value, offset);
    return [];
  });
}

function offsetAt(contents: Node | null, path: Path, at: 'key' | 'value'): number {
  let node: unknown = contents;
  let place = offsetOf(contents) ?? 0;
  for (const [index, step] of path.entries()) {
    if (isSeq(node)) {
      node = typeof step === 'number' ? node.items[step] : undefined;
      place = offsetOf(node) ?? place;
      continue;
    }
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    if (pair === undefined) return place;
    place = offsetOf(pair.key) ?? place;
    node = pair.value;
    const isLast = index === path.length - 1;
    if (isLast && at === 'value' && !(isScalar(node) && node.value === null)) place = offsetOf(node) ?? place;
  }
  return place;
}

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
