import type { ASTNode } from '@marcbachmann/cel-js';
import { parse } from '@marcbachmann/cel-js';
import { misshapen } from './shape.ts';
import { childrenOf, macroOf, pathOf } from './tree.ts';

type At = { readonly node: ASTNode; readonly bound: readonly string[] };

/**
 * What a condition reads, each once and in the order of the text: fields as `person.department` or `person.attributes.team`, and ids
 * written out in holds("…") as `holds:app/key`. A text that cannot be parsed reads nothing.
 */
export function namesIn(text: string): readonly string[] {
  const root = parsed(text);
  if (root === undefined) return [];
  const names = new Set<string>();
  const open: At[] = [{ node: root, bound: [] }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const name = nameAt(at);
    if (name === undefined) open.push(...below(at).toReversed());
    else names.add(name);
  }
  return [...names];
}

function parsed(text: string): ASTNode | undefined {
  try {
    return misshapen(text) === undefined ? parse(text).ast : undefined;
  } catch {
    return undefined;
  }
}

function below({ node, bound }: At): readonly At[] {
  const macro = macroOf(node);
  if (macro === undefined) return childrenOf(node).map((child) => ({ node: child, bound }));
  const name = macro.name.op === 'id' ? [macro.name.args] : [];
  return [
    { node: macro.over, bound },
    { node: macro.body, bound: [...bound, ...name] },
  ];
}

function nameAt({ node, bound }: At): string | undefined {
  if (node.op === 'call' && node.args[0] === 'holds') {
    const id = literal(node.args[1][0]);
    return id === undefined ? undefined : `holds:${id}`;
  }
  const path = keyed(node) ?? pathOf(node);
  return path === undefined || bound.includes(path[0] ?? '') ? undefined : path.join('.');
}

/** `person.attributes["team"]` says the same as `person.attributes.team`. */
function keyed(node: ASTNode): readonly string[] | undefined {
  if (node.op !== '[]') return undefined;
  const key = literal(node.args[1]);
  const path = pathOf(node.args[0]);
  return key === undefined || path === undefined ? undefined : [...path, key];
}

const literal = (node: ASTNode | undefined): string | undefined =>
  node?.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
