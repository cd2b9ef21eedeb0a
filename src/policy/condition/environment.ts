import { Environment } from '@marcbachmann/cel-js';
import type { ConditionKind, Fields } from './profile.ts';
import { variablesOf } from './profile.ts';
import { re2 } from './re2.ts';
import { assertDuration, timestampFrom, timestampFromSeconds } from './time.ts';
import { wallClock } from './zone.ts';

/** What the functions of a condition ask while it is judged. */
export type Running = {
  holds(id: string): boolean;
  /** Throws when the time is over. */
  tick(): void;
};

/** Our own functions stand in the tree under these names, since the library does not let its own be replaced. */
export const own = (name: string): string => `own_${name}`;

const time = 'google.protobuf.Timestamp';
const length = 'google.protobuf.Duration';
const sync = { async: false };
const durationIn = new Environment().registerVariable('text', 'string').parse('duration(text)');

/** The library set up with the variables of one kind of condition, their types, and the functions that are ours. */
export function environmentFor(kind: ConditionKind, running: Running): Environment {
  const environment = new Environment({ limits: { maxCallArguments: 8 } });
  for (const [name, fields] of Object.entries(variablesOf[kind])) {
    environment.registerType(recordName(name), { ctor: recordOf(name), fields });
    environment.registerVariable(name, recordName(name));
  }
  return environment
    .registerFunction('holds(string): bool', (id: string) => running.holds(id), sync)
    .registerFunction('re2(string, string): bool', timed(running), sync)
    .registerFunction(`${own('timestamp')}(string): ${time}`, timestampFrom, sync)
    .registerFunction(`${own('timestamp')}(int): ${time}`, timestampFromSeconds, sync)
    .registerFunction(`${own('timestamp')}(${time}): ${time}`, same, sync)
    .registerFunction(`${own('duration')}(string): ${length}`, durationFrom, sync)
    .registerFunction(`${own('duration')}(${length}): ${length}`, same, sync)
    .registerFunction(`${time}.${own('getHours')}(string): int`, wall('hour'), sync)
    .registerFunction(`${time}.${own('getMinutes')}(string): int`, wall('minute'), sync)
    .registerFunction(`${time}.${own('getDayOfWeek')}(string): int`, wall('weekday'), sync);
}

const same = (value: unknown): unknown => value;

const timed = (running: Running) => (text: string, pattern: string) => {
  running.tick();
  return re2(text, pattern);
};

const wall = (part: 'hour' | 'minute' | 'weekday') => (at: Date, zone: string) =>
  BigInt(wallClock(at, zone)[part]);

/** A length of time as the library holds it, which exports no maker for it. Throws where the text is none. */
export function durationFrom(text: string): unknown {
  assertDuration(text);
  return durationIn({ text: text.replace(/^([-+]?)0$/, '$10s').replace(/\.(?=\D)/g, '') });
}

const recordName = (variable: string): string => `Record_${variable}`;

// The library knows the type of a value by its constructor; plain objects would be copied at every evaluation.
const records = new Map<string, () => void>();

function recordOf(variable: string): () => void {
  const known = records.get(variable);
  if (known !== undefined) return known;
  const made = function record(): void {};
  records.set(variable, made);
  return made;
}

/** The fields of a variable as a value of its type in every environment. */
export function recordWith(variable: string, values: Readonly<Record<keyof Fields, unknown>>): object {
  return Object.assign(Object.create(recordOf(variable).prototype), values);
}
