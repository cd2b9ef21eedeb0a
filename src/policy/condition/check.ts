import { compile } from './compile.ts';
import { environmentFor } from './environment.ts';
import type { ConditionFault } from './fault-of.ts';
import type { ConditionKind } from './profile.ts';

const idle = { holds: () => false, tick: () => {} };
const environments = {
  rule: environmentFor('rule', idle),
  approver: environmentFor('approver', idle),
  birthright: environmentFor('birthright', idle),
};

/**
 * What is wrong with a condition of the policy; nothing when it can be judged. It must be a CEL expression of type bool within our
 * limits (docs/conditions.md) that reads only what its kind can see. Never throws, whatever the text.
 */
export function checkCondition(text: string, kind: ConditionKind): readonly ConditionFault[] {
  const compiled = compile(text, { kind, environment: environments[kind] });
  return compiled.is === 'faulty' ? compiled.faults : [];
}
