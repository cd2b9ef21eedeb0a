import type { ASTNode } from '@marcbachmann/cel-js';
import type { ConditionFault } from './fault-of.ts';

/** What the library's type check lets pass and we do not, in nodes that it has checked. */
export function typeFaults(nodes: readonly ASTNode[]): readonly ConditionFault[] {
  return nodes.flatMap((node) => {
    if (isLoose(node))
      return [{ offset: node.pos, message: 'the type of this is only known while it is judged' }];
    if (joinsLists(node))
      return [{ offset: node.pos, message: 'lists cannot be added', hint: 'ask each of them' }];
    return isBackwards(node)
      ? [
          {
            offset: node.pos,
            message: 'a length of time is added to a time, not the other way round',
            hint: 'write time + duration',
          },
        ]
      : [];
  });
}

// The check leaves its findings on the nodes; the declared type of a node does not say so.
function typeOf(
  node: ASTNode,
): { readonly name: unknown; readonly kind: unknown; readonly hasDynType: unknown } | undefined {
  return Reflect.get(node, 'checkedType');
}

// An element of `[]`, for one.
const isLoose = (node: ASTNode): boolean =>
  typeOf(node)?.hasDynType === true || typeOf(node)?.kind === 'param';

// The library calls `duration + timestamp` a duration, and would compare the time as one.
const isBackwards = (node: ASTNode): boolean =>
  node.op === '+' &&
  typeOf(node.args[0])?.name === 'google.protobuf.Duration' &&
  typeOf(node.args[1])?.name === 'google.protobuf.Timestamp';

// Each sum copies what came before it, which no clock would see.
const joinsLists = (node: ASTNode): boolean =>
  node.op === '+' && String(typeOf(node.args[0])?.name).startsWith('list');
