import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { TypeError as CheckError, ParseError } from '@marcbachmann/cel-js';
import { own } from './environment.ts';
import type { ConditionFault } from './fault-of.ts';
import { guard } from './guard.ts';
import type { ConditionKind } from './profile.ts';
import { misshapen, tooDeep } from './shape.ts';
import { childrenOf, macroOf } from './tree.ts';
import { typeFaults } from './type-faults.ts';

/** A condition that can be judged: `run` throws what the evaluation throws; `bodies` are those of its macros. */
export type Compiled =
  | { readonly is: 'sound'; run(context: object): unknown; readonly bodies: readonly ASTNode[] }
  | { readonly is: 'faulty'; readonly faults: readonly ConditionFault[] };

/** Parses, guards and type-checks a condition against the environment of its kind. Never throws. */
export function compile(text: string, at: { kind: ConditionKind; environment: Environment }): Compiled {
  const shape = misshapen(text);
  if (shape !== undefined) return faulty(shape);
  try {
    const parsed = at.environment.parse(text);
    const faults = guard(parsed.ast, at.kind);
    if (faults.length > 0) return faulty(...faults);
    const nodes = allNodes(parsed.ast);
    for (const node of nodes) takeOurOwn(node);
    const { valid, type, error } = parsed.check();
    if (!valid) return faulty(faultFrom(error, text));
    const wrong = [...typeFaults(nodes), ...(type === 'bool' ? [] : [notBool(type)])];
    if (wrong.length > 0) return faulty(...wrong);
    return { is: 'sound', run: (context) => parsed(context), bodies: bodiesOf(nodes) };
  } catch (error) {
    return faulty(faultFrom(error, text));
  }
}

const faulty = (...faults: readonly ConditionFault[]): Compiled => ({ is: 'faulty', faults });

const notBool = (type: string | undefined): ConditionFault => ({
  offset: 0,
  message: `a condition must be true or false, this one is a value of type ${plain(type ?? 'unknown')}`,
});

function allNodes(root: ASTNode): readonly ASTNode[] {
  const nodes = [root];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node !== undefined) nodes.push(...childrenOf(node));
  }
  return nodes;
}

const bodiesOf = (nodes: readonly ASTNode[]): readonly ASTNode[] =>
  nodes.flatMap((node) => macroOf(node)?.body ?? []);

const zoned = ['getHours', 'getMinutes', 'getDayOfWeek'];

/** Lets a call mean our function where the library's own is not exact enough. */
function takeOurOwn(node: ASTNode): void {
  if (node.op === 'call' && (node.args[0] === 'timestamp' || node.args[0] === 'duration'))
    node.args[0] = own(node.args[0]);
  if (node.op === 'rcall' && zoned.includes(node.args[0]) && node.args[2].length === 1)
    node.args[0] = own(node.args[0]);
}

function faultFrom(error: unknown, text: string): ConditionFault {
  if (error instanceof RangeError) return tooDeep(0);
  if (!(error instanceof ParseError || error instanceof CheckError))
    return { offset: 0, message: error instanceof Error ? error.message : String(error) };
  return {
    offset: Math.min(error.range?.start ?? 0, text.length),
    message: plain(error.summary),
  };
}

/** Without the names that only the inside knows. */
const plain = (text: string): string =>
  text
    .replaceAll(own(''), '')
    .replace(/\bRecord_(\w+)/g, '$1')
    .replace(/\bEOF\b/g, 'the end of the text');
