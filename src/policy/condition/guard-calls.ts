import type { ASTNode } from '@marcbachmann/cel-js';
import type { ConditionFault } from './fault-of.ts';
import { meant } from './fault-of.ts';
import type { Place } from './guard.ts';
import { durationFrom } from './length.ts';
import type { ConditionKind } from './profile.ts';
import { callable, variablesOf } from './profile.ts';
import { compiledRe2 } from './re2.ts';
import { timestampFrom } from './time.ts';
import { macroOf, pathOf } from './tree.ts';
import { wallClock } from './zone.ts';

/** What is wrong with one call itself: a function that is not let through, a macro too many, an argument that cannot work. */
export function callFaults(place: Place, kind: ConditionKind): readonly ConditionFault[] {
  const { node } = place;
  if (node.op !== 'call' && node.op !== 'rcall') return [];
  const known = node.op === 'call' ? callable.functions : callable.methods;
  const name = node.args[0];
  if (!known.includes(name)) return [refused(node, known)];
  if (kind === 'birthright' && name === 'holds')
    return [
      { offset: node.pos, message: 'holds() is not known here: birthright access looks at the person only' },
    ];
  if (macroOf(node) !== undefined) return macroFaults(place, kind);
  return node.op === 'call' ? functionFaults(node, kind) : zoneFaults(node);
}

type Call = Extract<ASTNode, { op: 'call' }>;
type MethodCall = Extract<ASTNode, { op: 'rcall' }>;

const hints: Readonly<Record<string, string>> = {
  matches: 'use re2(text, pattern)',
  map: 'use exists() or all()',
  filter: 'use exists() or all()',
  lowerAscii: 'use re2(text, "(?i)…")',
  upperAscii: 'use re2(text, "(?i)…")',
};

function refused(node: Call | MethodCall, known: readonly string[]): ConditionFault {
  const name = node.args[0];
  const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
  return {
    offset: nameOffset(node),
    message: `conditions have no ${node.op === 'call' ? 'function' : 'method'} “${name}”`,
    ...(hint === undefined ? meant(name, known) : { hint }),
  };
}

const nameOffset = (node: Call | MethodCall): number =>
  node.op === 'call' ? node.pos : Math.max(node.pos, node.input.indexOf(node.args[0], node.args[1].end));

function macroFaults({ node, macros, bound }: Place, kind: ConditionKind): readonly ConditionFault[] {
  const name = macroOf(node)?.name;
  if (macros > 1)
    return [
      {
        offset: node.pos,
        message: 'a macro may stand in the body of another, but not deeper',
        hint: 'split the condition',
      },
    ];
  if (name?.op !== 'id') return [];
  return Object.hasOwn(variablesOf[kind], name.args) || bound.includes(name.args)
    ? [
        {
          offset: name.pos,
          message: `“${name.args}” already means something else here`,
          hint: 'take another name',
        },
      ]
    : [];
}

function functionFaults(node: Call, kind: ConditionKind): readonly ConditionFault[] {
  const [name, [argument, pattern]] = node.args;
  if (name === 'has') return hasFaults(node, kind);
  if (name === 're2' && pattern !== undefined && textOf(pattern) === undefined)
    return [
      { offset: pattern.pos, message: 'the pattern of re2() must be a text, so that it can be checked now' },
    ];
  if (name === 're2') return argumentFaults(pattern, compiledRe2);
  if (name === 'duration') return argumentFaults(argument, durationFrom);
  return name === 'timestamp' ? argumentFaults(argument, timestampFrom) : [];
}

const zoned = ['getHours', 'getMinutes', 'getDayOfWeek'];

const zoneFaults = (node: MethodCall): readonly ConditionFault[] =>
  zoned.includes(node.args[0]) ? argumentFaults(node.args[2][0], (zone) => wallClock(new Date(0), zone)) : [];

/** What is wrong with an argument that is written out: what throws now would throw at every request. */
function argumentFaults(
  node: ASTNode | undefined,
  read: (text: string) => unknown,
): readonly ConditionFault[] {
  const text = node === undefined ? undefined : textOf(node);
  if (node === undefined || text === undefined) return [];
  try {
    read(text);
    return [];
  } catch (error) {
    return [{ offset: node.pos, message: error instanceof Error ? error.message : String(error) }];
  }
}

const textOf = (node: ASTNode): string | undefined =>
  node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;

// A field is always there, and the library would let a misspelt one pass as absent.
function hasFaults(node: Call, kind: ConditionKind): readonly ConditionFault[] {
  const argument = node.args[1][0];
  const [variable = '', field = '', key, ...more] =
    (argument === undefined ? undefined : pathOf(argument)) ?? [];
  const known = Object.hasOwn(variablesOf[kind], variable) ? variablesOf[kind][variable] : undefined;
  const type = known !== undefined && Object.hasOwn(known, field) ? known[field] : undefined;
  if (type?.startsWith('map') && key !== undefined && more.length === 0) return [];
  if (known !== undefined && type === undefined && argument !== undefined) return [];
  return [
    {
      offset: argument?.pos ?? node.pos,
      message: 'has() asks for a key of attributes or fields, for example has(person.attributes.team)',
      ...(type === 'string' ? { hint: `${variable}.${field} is always there: compare it with ""` } : {}),
    },
  ];
}
