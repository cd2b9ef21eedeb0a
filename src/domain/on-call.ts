// Who is on call: a function of the schedule and the time, and of nothing else.
import type { PersonId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import type { LocalTime } from './local-time.ts';
import { instantOf, localTime } from './local-time.ts';

/** One person from one instant up to another, which is no longer theirs. */
export type Shift = { readonly person: PersonId; readonly from: Instant; readonly until: Instant };

/** People in turn, or shifts as a file lists them. */
export type OnCall =
  | {
      readonly kind: 'rotation';
      readonly rotation: readonly PersonId[];
      /** The length of a turn on the clocks of `zone`: a week is a week, also when they change. */
      readonly every: Seconds;
      /** When the first turn begins, on those clocks. */
      readonly from: LocalTime;
      readonly zone: string;
      /** Instead of whoever's turn it is; of two at once, the later in the list. */
      readonly overrides: readonly Shift[];
    }
  | { readonly kind: 'shifts'; readonly shifts: readonly Shift[] };

export type Schedules = Readonly<Record<string, OnCall>>;

/** Who is on call now; nobody before the first turn, or where no shift is listed. */
export function onCallAt(schedule: OnCall, now: Instant): PersonId | undefined {
  const known = latest.get(schedule);
  if (known?.now === now) return known.person;
  const person = lookUp(schedule, now);
  latest.set(schedule, { now, person });
  return person;
}

/** The names of the schedules that this person is on call in now. */
export const schedulesOf = (schedules: Schedules, person: PersonId, now: Instant): readonly string[] =>
  Object.keys(schedules).filter((name) => onCallIn(schedules, name, now) === person);

/** Who is on call in the schedule of this name; nobody where there is none. */
export function onCallIn(schedules: Schedules, name: string, now: Instant): PersonId | undefined {
  const schedule = Object.hasOwn(schedules, name) ? schedules[name] : undefined;
  return schedule && onCallAt(schedule, now);
}

/** Everybody a schedule names. */
export const peopleOnCall = (schedule: OnCall): readonly PersonId[] =>
  schedule.kind === 'rotation'
    ? [...schedule.rotation, ...schedule.overrides.map((one) => one.person)]
    : schedule.shifts.map((one) => one.person);

// One decision asks about the same instant many times.
const latest = new WeakMap<OnCall, { readonly now: Instant; readonly person: PersonId | undefined }>();

function lookUp(schedule: OnCall, now: Instant): PersonId | undefined {
  const isNow = (shift: Shift) => shift.from <= now && now < shift.until;
  if (schedule.kind === 'shifts') return schedule.shifts.find(isNow)?.person;
  return schedule.overrides.findLast(isNow)?.person ?? turnAt(schedule, now);
}

/** The clocks show roughly which turn it is; near an hour that is skipped or comes twice, the instant it begins decides. */
function turnAt(
  { rotation, every, from, zone }: Extract<OnCall, { readonly kind: 'rotation' }>,
  now: Instant,
): PersonId | undefined {
  const beginOf = (turn: number) => instantOf(from + turn * every * 1_000, zone);
  const shown = Math.floor((localTime(now, zone) - from) / (every * 1_000));
  const turn = beginOf(shown + 1) <= now ? shown + 1 : beginOf(shown) > now ? shown - 1 : shown;
  return turn < 0 ? undefined : rotation[turn % rotation.length];
}
