import type { Condition, Judge, Judged, Scope } from '../../domain/condition.ts';
import { boundBy } from './bound.ts';
import type { Compiled } from './compile.ts';
import { compile } from './compile.ts';
import { environmentFor } from './environment.ts';
import { valuesOf } from './scope-values.ts';
import { longestCondition } from './shape.ts';

export type JudgeOptions = {
  /** A clock that only goes forward, in milliseconds. */
  readonly now?: () => number;
  /** How long one condition may loop, in milliseconds. */
  readonly within?: number;
};

const mostKept = 5_000;

/**
 * A judge of conditions. It compiles each one once and keeps the 5,000 latest. It never throws: a condition that is not sound, or an
 * evaluation that fails or loops for longer than 50 ms, is `error` with the reason.
 */
export function createJudge({ now = () => performance.now(), within = 50 }: JudgeOptions = {}): Judge {
  const bound = boundBy(now, within);
  let held: ReadonlySet<string> = new Set();
  const environment = environmentFor('approver', { holds: (id) => held.has(id), tick: bound.tick });
  const compiled = new Map<Condition, Compiled>();
  const made = (condition: Condition): Compiled => {
    const program = compile(condition, { kind: 'approver', environment });
    if (program.is === 'sound') for (const body of program.bodies) bound.watch(body);
    const [oldest] = compiled.keys();
    if (compiled.size >= mostKept && oldest !== undefined) compiled.delete(oldest);
    if (condition.length <= longestCondition) compiled.set(condition, program);
    return program;
  };
  return (condition: Condition, scope: Scope): Judged => {
    const program = compiled.get(condition) ?? made(condition);
    if (program.is === 'faulty')
      return { is: 'error', text: program.faults[0]?.message ?? 'not a condition' };
    held = scope.held;
    bound.start();
    try {
      const found = program.run(valuesOf(scope));
      if (bound.isOver()) return { is: 'error', text: outOfTime };
      return typeof found === 'boolean'
        ? { is: found ? 'true' : 'false' }
        : { is: 'error', text: 'not true or false' };
    } catch (error) {
      return { is: 'error', text: bound.isOver() ? outOfTime : reasonOf(error) };
    }
  };
}

const outOfTime = 'it took too long';

/** The library's errors carry a drawing of the line below the sentence. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
