import type { Node } from 'yaml';
import { isNode, isScalar, visit } from 'yaml';

export type Finding = { readonly offset: number; readonly message: string };

type PlaceOf = (offset: number) => { readonly line: number };

const maxDepth = 50;

/** What YAML allows and a policy does not: it must read the same to a person and to every program. */
export function oddities(contents: Node | null, placeOf: PlaceOf): readonly Finding[] {
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
    Map: (_, map) => {
      for (const one of keyFaults(map.items, placeOf)) found.push(one);
    },
  });
  return found;
}

function keyFaults(pairs: readonly { readonly key: unknown }[], placeOf: PlaceOf): readonly Finding[] {
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

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
