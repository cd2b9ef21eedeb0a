import { Environment } from '@marcbachmann/cel-js';
import { durationFrom } from './length.ts';
import type { ConditionKind } from './profile.ts';
import { variablesOf } from './profile.ts';
import { re2 } from './re2.ts';
import { recordOf } from './record.ts';
import { timestampFrom, timestampFromSeconds } from './time.ts';
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

const recordName = (variable: string): string => `Record_${variable}`;
