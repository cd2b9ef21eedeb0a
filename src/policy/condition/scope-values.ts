import type { PersonScope, Scope } from '../../domain/condition.ts';
import { durationFrom, recordWith } from './environment.ts';

const made = new WeakMap<Scope, object>();

/** The variables of a condition as the library's values, made once for each scope. */
export function valuesOf(scope: Scope): object {
  const known = made.get(scope);
  if (known !== undefined) return known;
  const values = {
    person: personValue('person', scope.person),
    requester: personValue('requester', scope.requester),
    entitlement: recordWith('entitlement', scope.entitlement),
    bundle: recordWith('bundle', scope.bundle),
    app: recordWith('app', scope.app),
    request: requestValue(scope.request),
    context: contextValue(scope.context),
    ...(scope.approver === undefined ? {} : { approver: personValue('approver', scope.approver) }),
  };
  made.set(scope, values);
  return values;
}

// Maps, since a key such as `__proto__` is a key like any other in them.
const texts = (record: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(record));

const personValue = (variable: string, person: PersonScope): object =>
  recordWith(variable, { ...person, attributes: texts(person.attributes) });

const requestValue = (request: Scope['request']): object =>
  recordWith('request', {
    ...request,
    duration: durationFrom(`${request.duration}s`),
    start: new Date(request.start),
    fields: texts(request.fields),
  });

const contextValue = (context: Scope['context']): object =>
  recordWith('context', {
    ...context,
    now: new Date(context.now),
    hour: BigInt(context.hour),
    minute: BigInt(context.minute),
  });
