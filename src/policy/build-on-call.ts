import { personId } from '../domain/ids.ts';
import { instantOf } from '../domain/local-time.ts';
import type { OnCall, Schedules, Shift } from '../domain/on-call.ts';
import type { PolicyFile } from './schema.ts';
import type { OnCallEntry } from './schema-on-call.ts';

/** The schedules of a checked file. `shiftsOf` gives those of a schedule that has a file. */
export const buildSchedules = (
  entries: PolicyFile['on_call'],
  shiftsOf: (schedule: string) => readonly Shift[],
): Schedules =>
  Object.fromEntries(
    Object.entries(entries ?? {}).map(([name, entry]) => [name, buildSchedule(entry, () => shiftsOf(name))]),
  );

function buildSchedule(entry: OnCallEntry, shifts: () => readonly Shift[]): OnCall {
  const { rotation, every, from, zone, overrides } = entry;
  if (rotation === undefined || every === undefined || from === undefined || zone === undefined)
    return { kind: 'shifts', shifts: shifts() };
  return {
    kind: 'rotation',
    rotation: rotation.map(personId),
    every,
    from,
    zone,
    overrides: (overrides ?? []).map((one) => ({
      person: personId(one.person),
      from: instantOf(one.from, zone),
      until: instantOf(one.until, zone),
    })),
  };
}
