// The values of variables such as `person`. The library knows the type of a value by its constructor, and would copy a plain object at
// every evaluation.
import { wallTime } from '../../domain/zone.ts';
import { durationFrom } from './length.ts';
import { variablesOf } from './profile.ts';

/** An object whose fields are read from a source whenever somebody looks at them. */
export type Lazily = new (source: object) => object;
export type Read = (source: object, field: string) => unknown;

/** The type of a variable's values, the same in every environment. Throws for a variable that there is not. */
export function recordOf(variable: string): Lazily {
  const record = records.get(variable);
  if (record === undefined) throw new Error(`There is no variable “${variable}”.`);
  return record;
}

const from = Symbol('source');

/** A type of objects with these fields. */
export function lazily(fields: Readonly<Record<string, Read>>): Lazily {
  class Record {
    readonly [from]: object;
    constructor(source: object) {
      this[from] = source;
    }
  }
  for (const [field, read] of Object.entries(fields))
    Object.defineProperty(Record.prototype, field, {
      get(this: Record) {
        return read(this[from], field);
      },
    });
  return Record;
}

const asItIs: Read = (source, field) => Reflect.get(source, field) ?? '';

/** What CEL holds in another form than the domain does. */
const conversions: Readonly<Record<string, Read>> = {
  attributes: (source, field) => textsIn(Reflect.get(source, field)),
  fields: (source, field) => textsIn(Reflect.get(source, field)),
  duration: (source, field) => durationFrom(`${Reflect.get(source, field)}s`),
  start: (source, field) => new Date(Reflect.get(source, field)),
  now: (source, field) => new Date(Reflect.get(source, field)),
  hour: (source) => BigInt(clockOf(source).hour),
  minute: (source) => BigInt(clockOf(source).minute),
  weekday: (source) => clockOf(source).weekday,
  on_call: (source) => Reflect.get(source, 'onCall')(),
};

const clockOf = (context: object) => wallTime(Reflect.get(context, 'now'), Reflect.get(context, 'zone'));

const maps = new WeakMap<object, ReadonlyMap<string, string>>();

/** A map, since a key such as `__proto__` is a key like any other in it. */
function textsIn(texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const known = maps.get(texts);
  if (known !== undefined) return known;
  const made = new Map(Object.entries(texts));
  maps.set(texts, made);
  return made;
}

const records: ReadonlyMap<string, Lazily> = new Map(
  Object.entries(variablesOf.approver).map(([variable, fields]) => [
    variable,
    lazily(Object.fromEntries(Object.keys(fields).map((field) => [field, conversions[field] ?? asItIs]))),
  ]),
);
