// Days on the calendar of a time zone (IANA names), by the rules that Intl carries, and back to instants.
import type { Instant } from './instant.ts';

/** A day as a number: how many days after 1970-01-01 in the proleptic Gregorian calendar. */
export type CalendarDay = number;
export type LocalTime = { readonly day: CalendarDay; readonly minute: number };

const msADay = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What calendar and clock show there. A zone nobody knows counts as UTC. */
export function localTime(at: Instant, zone: string): LocalTime {
  const parts = formatFor(zone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? '0');
  return {
    day: daysTo(part('year'), part('month'), part('day')),
    minute: part('hour') * 60 + part('minute'),
  };
}

/** The instant at which calendar and clock show this there; where they skip it, the same time by the offset of before. */
export function instantAt({ day, minute }: LocalTime, zone: string): Instant {
  const wall = day * msADay + minute * 60_000;
  const offsetAt = (at: Instant): number => {
    const shown = localTime(at, zone);
    return shown.day * msADay + shown.minute * 60_000 - Math.floor(at / 60_000) * 60_000;
  };
  const first = wall - offsetAt(wall);
  return wall - offsetAt(first);
}

/** The day with this date; undefined where no calendar has it (30 February). */
export function dayOf(year: number, month: number, date: number): CalendarDay | undefined {
  if (month < 1 || month > 12 || date < 1) return undefined;
  const next = month === 12 ? daysTo(year + 1, 1, 1) : daysTo(year, month + 1, 1);
  const day = daysTo(year, month, date);
  return day < next ? day : undefined;
}

/** The year of a day. */
export function yearOf(day: CalendarDay): number {
  let year = 1970 + Math.floor(day / 365.2425);
  while (daysTo(year, 1, 1) > day) year -= 1;
  while (daysTo(year + 1, 1, 1) <= day) year += 1;
  return year;
}

/** 0 is Sunday. */
export const weekdayOf = (day: CalendarDay): number => (((day + 4) % 7) + 7) % 7;

/** “Fri 27 Nov”, with the time where it is not the end of the day. */
export function dayWords(at: Instant, zone: string): string {
  const { minute } = localTime(at, zone);
  const words = dateWords(at, zone);
  const clock = `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
  return minute === lastMinute ? words : `${words}, ${clock}`;
}

/** “Fri 27 Nov” */
export function dateWords(at: Instant, zone: string): string {
  const { day } = localTime(at, zone);
  const year = yearOf(day);
  const month = months.findIndex((_, index) => day < (dayOf(year, index + 2, 1) ?? daysTo(year + 1, 1, 1)));
  const date = day - daysTo(year, month + 1, 1) + 1;
  return `${weekdays[weekdayOf(day)]} ${date} ${months[month]}`;
}

/** The last minute of a day. */
export const lastMinute = 24 * 60 - 1;

export const weekdays: readonly string[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const months: readonly string[] = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

const pad = (count: number): string => String(count).padStart(2, '0');

/** Days from 1970-01-01 (https://howardhinnant.github.io/date_algorithms.html#days_from_civil). */
function daysTo(year: number, month: number, date: number): CalendarDay {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone);
  if (formats.size < 600) formats.set(zone, made);
  return made;
}

function makeFormat(zone: string): Intl.DateTimeFormat {
  const wanted = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...wanted, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en', { ...wanted, timeZone: 'UTC' });
  }
}
