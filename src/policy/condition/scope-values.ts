import type { Scope } from '../../domain/condition.ts';
import { variablesOf } from './profile.ts';
import type { Read } from './record.ts';
import { lazily, recordOf } from './record.ts';

/**
 * The variables of a condition as the library's values. Each variable and field is worked out when a condition looks at it, since one
 * condition looks at few of them.
 */
export const valuesOf = (scope: Scope): object => new Variables(scope);

const valueIn = (variable: string): Read => {
  const Value = recordOf(variable);
  return (scope) => {
    const part = Reflect.get(scope, variable);
    return part === undefined ? undefined : new Value(part);
  };
};

const Variables = lazily(
  Object.fromEntries(Object.keys(variablesOf.approver).map((variable) => [variable, valueIn(variable)])),
);
