import type { ASTNode } from '@marcbachmann/cel-js';
import type { ConditionFault } from './fault-of.ts';
import { meant } from './fault-of.ts';
import { callFaults } from './guard-calls.ts';
import type { ConditionKind } from './profile.ts';
import { variablesOf } from './profile.ts';
import { deepest, tooDeep } from './shape.ts';
import { childrenOf, macroOf, pathOf } from './tree.ts';

/** One node and where it stands: how deep, in how many bodies of macros, and the names those bind. */
export type Place = {
  readonly node: ASTNode;
  readonly depth: number;
  readonly macros: number;
  readonly bound: readonly string[];
};

/** Everything in the tree that the language of conditions does not have. A loop, not a recursion: the tree may be too deep for one. */
export function guard(root: ASTNode, kind: ConditionKind): readonly ConditionFault[] {
  const faults: ConditionFault[] = [];
  const open: Place[] = [{ node: root, depth: 1, macros: 0, bound: [] }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (place.depth > deepest) return [tooDeep(place.node.pos)];
    const calls = callFaults(place, kind);
    faults.push(...calls, ...faultsAt(place, kind));
    if (calls.length === 0) open.push(...below(place, kind));
  }
  return faults.sort((a, b) => a.offset - b.offset);
}

function below(place: Place, kind: ConditionKind): readonly Place[] {
  const { node, bound } = place;
  const macro = macroOf(node);
  if (macro === undefined) {
    const children = takesField(node)
      ? childrenOf(node).filter((child) => !isRecord(child, { bound, kind }))
      : childrenOf(node);
    return children.map((child) => ({ ...place, node: child, depth: depthOf(child, place) }));
  }
  const name = macro.name.op === 'id' ? [macro.name.args] : [];
  const depth = place.depth + 1;
  return [
    { ...place, node: macro.over, depth },
    { node: macro.body, depth, macros: place.macros + 1, bound: [...place.bound, ...name] },
  ];
}

const takesField = (node: ASTNode): boolean => node.op === '.' || node.op === '[]';

// `a || b || c` leans to the left, but nobody would call it nested.
function depthOf(child: ASTNode, { node, depth }: Place): number {
  const chain = (node.op === '||' || node.op === '&&') && child.op === node.op && child === node.args[0];
  return chain ? depth : depth + 1;
}

function faultsAt({ node, bound }: Place, kind: ConditionKind): readonly ConditionFault[] {
  switch (node.op) {
    case 'value':
      return literalFaults(node.args, node.pos);
    case 'id':
      return bound.includes(node.args) ? [] : variableFaults(node.args, { offset: node.pos, kind });
    case '.':
      return fieldFaults(node, { bound, kind });
    case '[]':
      return isRecord(node.args[0], { bound, kind })
        ? [
            {
              offset: node.args[1].pos,
              message: 'a field is written with a dot, for example person.department',
            },
          ]
        : [];
    case 'map':
      return [{ offset: node.pos, message: 'a map cannot be written in a condition' }];
    default:
      return [];
  }
}

const largest = 9_223_372_036_854_775_807n;

function literalFaults(value: unknown, offset: number): readonly ConditionFault[] {
  if (typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value !== 'bigint')
    return [{ offset, message: 'a condition has only texts, whole numbers, true and false' }];
  return value > largest ? [{ offset, message: `the number ${value} is too large` }] : [];
}

// A variable as a whole could be put into a list and read from there, where nobody sees which fields are.
function variableFaults(
  name: string,
  { offset, kind }: { offset: number; kind: ConditionKind },
): readonly ConditionFault[] {
  const known = variablesOf[kind];
  if (Object.hasOwn(known, name))
    return [
      {
        offset,
        message: `“${name}” is no value of its own`,
        hint: `name a field, for example ${name}.${Object.keys(known[name] ?? {})[0]}`,
      },
    ];
  if (Object.hasOwn(variablesOf.approver, name))
    return [{ offset, message: `“${name}” is not known here`, ...meant('', Object.keys(known)) }];
  return [{ offset, message: `there is no “${name}”`, ...meant(name, Object.keys(known)) }];
}

type Seen = { readonly bound: readonly string[]; readonly kind: ConditionKind };

function isRecord(node: ASTNode, { bound, kind }: Seen): boolean {
  return node.op === 'id' && !bound.includes(node.args) && Object.hasOwn(variablesOf[kind], node.args);
}

function fieldFaults(node: ASTNode, seen: Seen): readonly ConditionFault[] {
  const [variable = '', field = '', ...more] = pathOf(node) ?? [];
  const known = Object.hasOwn(variablesOf[seen.kind], variable)
    ? variablesOf[seen.kind][variable]
    : undefined;
  if (known === undefined || more.length > 0 || seen.bound.includes(variable)) return [];
  if (Object.hasOwn(known, field)) return [];
  return [
    { offset: node.pos, message: `${variable} has no field “${field}”`, ...meant(field, Object.keys(known)) },
  ];
}
