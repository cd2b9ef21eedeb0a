// Time as the clocks of a zone show it, with the date, and the way back to instants: by the rules that Intl carries.
import type { Instant } from './instant.ts';

/** What the clock on the wall shows, counted in milliseconds as if it were UTC. */
export type LocalTime = number;

/** What the clocks of the zone show at an instant. */
export function localTime(at: Instant, zone: string): LocalTime {
  const shown = new Map(
    formatFor(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  const days = daysSince1970(part('year'), part('month'), part('day'));
  return days * dayMs + part('hour') * 3_600_000 + part('minute') * 60_000 + part('second') * 1_000;
}

/**
 * The instant at which the clocks of the zone show this. Of an hour that comes twice it is the first; what a clock put forward never
 * shows comes as much later as it was put forward.
 */
export function instantOf(local: LocalTime, zone: string): Instant {
  const aheadBefore = localTime(local - dayMs, zone) - (local - dayMs);
  const aheadAfter = localTime(local + dayMs, zone) - (local + dayMs);
  const fits = [local - aheadBefore, local - aheadAfter].filter((at) => localTime(at, zone) === local);
  return fits.length > 0 ? Math.min(...fits) : local - aheadBefore;
}

const written = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** Reads `2026-01-05T09:00`; undefined for anything else, and for a day that no calendar has. */
export function parseLocalTime(text: string): LocalTime | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (written.exec(text) ?? [])
    .slice(1)
    .map(Number);
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59) return undefined;
  const days = daysSince1970(year, month, day);
  const nextMonth = month === 12 ? daysSince1970(year + 1, 1, 1) : daysSince1970(year, month + 1, 1);
  return days < nextMonth ? days * dayMs + hour * 3_600_000 + minute * 60_000 : undefined;
}

/** Is this the name of a time zone, such as Europe/Stockholm? */
export function isZone(zone: string): boolean {
  try {
    formatFor(zone);
    return true;
  } catch {
    return false;
  }
}

const dayMs = 86_400_000;

/** Of the Gregorian calendar, whose years begin here in March so that the leap day is the last. */
function daysSince1970(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

const mostZones = 600;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws for a zone nobody knows; the policy is checked for those when it is read. */
function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const twoDigits = '2-digit';
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: twoDigits,
    day: twoDigits,
    hour: twoDigits,
    minute: twoDigits,
    second: twoDigits,
  });
  if (formats.size < mostZones) formats.set(zone, made);
  return made;
}
