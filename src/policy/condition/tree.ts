import type { ASTNode } from '@marcbachmann/cel-js';

/** The nodes right below one, in the order of the text; of a macro its arguments as they are written. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

export type Macro = { readonly over: ASTNode; readonly name: ASTNode; readonly body: ASTNode };

const macros = new Set(['exists', 'all', 'exists_one']);

/** The parts of `list.exists(name, body)` and its like, or undefined for any other node. */
export function macroOf(node: ASTNode): Macro | undefined {
  if (node.op !== 'rcall' || !macros.has(node.args[0])) return undefined;
  const [name, body, more] = node.args[2];
  if (name === undefined || body === undefined || more !== undefined) return undefined;
  return { over: node.args[1], name, body };
}

/** `person.attributes.team` as its three names, or undefined where it is not names all the way down. */
export function pathOf(node: ASTNode): readonly string[] | undefined {
  const names: string[] = [];
  let at = node;
  while (at.op === '.') {
    names.unshift(at.args[1]);
    at = at.args[0];
  }
  return at.op === 'id' ? [at.args, ...names] : undefined;
}
