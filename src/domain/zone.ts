// Wall-clock time in a person's time zone (IANA names), by the rules that Intl carries.
import type { Instant } from './instant.ts';
import type { Person } from './person.ts';

export type WallTime = { readonly hour: number; readonly minute: number; readonly weekday: string };

const formats = new Map<string, Intl.DateTimeFormat>();
const latest = new Map<string, { readonly minute: number; readonly time: WallTime }>();

/**
 * What a clock on the wall shows there; `weekday` is `monday` … `sunday`. A zone nobody knows counts as UTC. The latest answer of each
 * zone is kept for its minute, since people are many and their zones few.
 */
export function wallTime(at: Instant, zone: string): WallTime {
  const minute = Math.floor(at / 60_000);
  const known = latest.get(zone);
  if (known?.minute === minute) return known.time;
  const time = readClock(at, zone);
  // Until 1972 one zone was off by seconds, so that its minutes were not those of UTC.
  if (minute > firstWholeMinute && (known !== undefined || latest.size < mostZones))
    latest.set(zone, { minute, time });
  return time;
}

/** The beginning of 1973, in minutes since 1970. */
const firstWholeMinute = 1_578_240;

function readClock(at: Instant, zone: string): WallTime {
  const parts = formatFor(zone).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    hour: Number(part('hour')),
    minute: Number(part('minute')),
    weekday: part('weekday').toLowerCase(),
  };
}

/** The directory's column `timezone`, where there is one. */
export const zoneOf = (person: Person): string => person.attributes['timezone'] ?? 'UTC';

const minutesOfDay = 24 * 60;

/** The day on the wall there, counted from 1970-01-01. */
export const wallDay = (at: Instant, zone: string): number =>
  Math.floor(wallMinutes(at, zone) / minutesOfDay);

/** The instant at which the wall there shows this. In an hour that the clock skips, as much later; in one it shows twice, the first. */
export function instantOf(
  wall: { readonly day: number; readonly hour: number; readonly minute: number },
  zone: string,
): Instant {
  const shown = wall.day * minutesOfDay + wall.hour * 60 + wall.minute;
  const offsetAt = (minutes: number): number => wallMinutes(minutes * 60_000, zone) - minutes;
  const offsets = [offsetAt(shown - minutesOfDay), offsetAt(shown + minutesOfDay)];
  const found = offsets
    .map((offset) => shown - offset)
    .find((minutes) => minutes + offsetAt(minutes) === shown);
  return (found ?? shown - (offsets[0] ?? 0)) * 60_000;
}

/** What the wall there shows, in minutes, as if it were UTC. Offsets are whole minutes and shorter than a day, so the weekday tells them apart. */
function wallMinutes(at: Instant, zone: string): number {
  const minutes = Math.floor(at / 60_000);
  const { hour, minute, weekday } = wallTime(at, zone);
  const day = Math.floor(minutes / minutesOfDay);
  const there = [day - 1, day, day + 1].find((one) => weekdays[(((one + 4) % 7) + 7) % 7] === weekday) ?? day;
  return there * minutesOfDay + hour * 60 + minute;
}

/** 1970-01-01 was a Thursday. */
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone);
  if (formats.size < mostZones) formats.set(zone, made);
  return made;
}

const mostZones = 600;

function makeFormat(zone: string): Intl.DateTimeFormat {
  const wanted = { hour: '2-digit', minute: '2-digit', weekday: 'long', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...wanted, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en', { ...wanted, timeZone: 'UTC' });
  }
}
