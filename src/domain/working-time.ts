// Time that counts only while somebody is at work, in the zones of several people, across weekends and changes of the clocks.
import type { Instant, Seconds } from './instant.ts';
import { after, day } from './instant.ts';
import { wallTime } from './zone.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When people are at work, by the clock on their wall; `from` and `to` are minutes since midnight, `to` at most 1,440. */
export type WorkingHours = {
  readonly days: readonly (typeof weekdays)[number][];
  readonly from: number;
  readonly to: number;
};

/** Whose hours count. */
export type AtWork = { readonly hours: WorkingHours; readonly zones: readonly string[] };

/** Hours that hold hardly any time must not be searched for ever: what a year does not bring counts as plain time. */
const longest: Seconds = 366 * day;

/**
 * The instant at which `length` has passed since `start`, counting only time in which it is working time in one of the zones or more.
 * Without zones all time counts.
 */
export function workingTime(start: Instant, length: Seconds, { hours, zones }: AtWork): Instant {
  if (zones.length === 0) return after(start, length);
  let clocks = [...new Set(zones)].map((zone) => spanAt(start, zone, hours));
  const horizon = after(start, longest);
  let left = length * 1_000;
  let at = start;
  while (left > 0 && at < horizon) {
    const next = Math.min(horizon, ...clocks.map((one) => one.until));
    if (clocks.some((one) => one.working)) {
      if (next - at >= left) return at + left;
      left -= next - at;
    }
    at = next;
    clocks = clocks.map((one) => (one.until > at ? one : spanAt(at, one.zone, hours)));
  }
  return at + left;
}

/** A span in which one zone is at work, or is not. */
type Span = { readonly zone: string; readonly working: boolean; readonly until: Instant };

const minuteMs = 60_000;
const dayMinutes = 1_440;
const weekMinutes = 7 * dayMinutes;
/** Clocks are changed at whole quarters of an hour. */
const quarterMs = 15 * minuteMs;

function spanAt(at: Instant, zone: string, hours: WorkingHours): Span {
  const now = minuteOfWeek(at, zone);
  const { working, minutes } = spanOf(now, hours);
  const end = Math.floor(at / minuteMs) * minuteMs + minutes * minuteMs;
  // As long as the clocks are not changed in between, that is the end; else it is felt for, a quarter of an hour at a time.
  const isEven = minuteOfWeek(end, zone) === (now + minutes) % weekMinutes;
  return { zone, working, until: isEven ? end : Math.min(end, nextQuarter(at)) };
}

const nextQuarter = (at: Instant): Instant => (Math.floor(at / quarterMs) + 1) * quarterMs;

/** Is this minute of the week working time, and for how many minutes does it stay so (until midnight at most)? */
function spanOf(
  minute: number,
  { days, from, to }: WorkingHours,
): { readonly working: boolean; readonly minutes: number } {
  const today = weekdays[Math.floor(minute / dayMinutes)];
  const time = minute % dayMinutes;
  const isDay = today !== undefined && days.includes(today);
  if (isDay && time < from) return { working: false, minutes: from - time };
  if (isDay && time < to) return { working: true, minutes: to - time };
  return { working: false, minutes: dayMinutes - time };
}

function minuteOfWeek(at: Instant, zone: string): number {
  const { hour, minute, weekday } = wallTime(at, zone);
  const today = weekdays.findIndex((one) => weekday.startsWith(one));
  return today * dayMinutes + hour * 60 + minute;
}
