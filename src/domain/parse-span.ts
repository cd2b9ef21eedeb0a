// From when until when, as people write it: “until Friday”, “from Monday until 4 Dec”, “for 3 days”, “until tomorrow 18:00”.
import type { CalendarDay } from './calendar.ts';
import { dayOf, instantAt, lastMinute, localTime, months, weekdayOf, weekdays, yearOf } from './calendar.ts';
import { parseDuration } from './duration.ts';
import type { Instant } from './instant.ts';
import { after } from './instant.ts';

/** `startsAt` is absent where it was not said: then it is now. */
export type Span = { readonly startsAt?: Instant; readonly endsAt: Instant };

const until = String.raw`(?:until|untill|till|til|to|through)`;
const shape = new RegExp(
  String.raw`^(?:(?:from|starting)\s+(?<from>.+?)\s+)?(?:${until}\s+(?<until>.+)|for\s+(?<for>.+))$`,
  'i',
);

/**
 * Reads a span of time in the zone of whoever wrote it; undefined where it leaves a doubt. A day without a time begins at its first
 * minute and ends with its last, and the name of today means today.
 */
export function parseSpan(
  text: string,
  of: { readonly now: Instant; readonly zone: string },
): Span | undefined {
  const said = text
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/[.,!]+$/u, '');
  const length = parseDuration(said);
  if (length !== undefined) return { endsAt: after(of.now, length) };
  const parts = shape.exec(said)?.groups;
  if (parts === undefined) return undefined;
  const today = localTime(of.now, of.zone).day;
  const from = parts['from'] === undefined ? undefined : readPoint(parts['from'], today);
  if (parts['from'] !== undefined && from === undefined) return undefined;
  const begun = from && { startsAt: instantAt({ day: from.day, minute: from.minute ?? 0 }, of.zone) };
  if (parts['for'] !== undefined) {
    const lasts = parseDuration(parts['for']);
    return lasts === undefined ? undefined : { ...begun, endsAt: after(begun?.startsAt ?? of.now, lasts) };
  }
  const end = readPoint(parts['until'] ?? '', from?.day ?? today);
  return end && { ...begun, endsAt: instantAt({ day: end.day, minute: end.minute ?? lastMinute }, of.zone) };
}

type Point = { readonly day: CalendarDay; readonly minute?: number };

/** A day, a time, or both, on or after the day given. */
function readPoint(text: string, base: CalendarDay): Point | undefined {
  const timed = /^(?<day>.*?)(?:^|,? )(?:at )?(?<hour>\d{1,2})(?::(?<minute>\d{2}))? ?(?<half>am|pm)?$/i.exec(
    text,
  )?.groups;
  const minute = timed && readTime(timed);
  if (timed !== undefined && minute !== undefined) {
    const day = timed['day'] === '' ? base : readDay(timed['day'] ?? '', base);
    return day === undefined ? undefined : { day, minute };
  }
  const day = readDay(text, base);
  return day === undefined ? undefined : { day };
}

/** A bare number is no time: “until 4” could be anything. */
function readTime(said: Readonly<Record<string, string | undefined>>): number | undefined {
  const { hour, minute, half } = said;
  if (minute === undefined && half === undefined) return undefined;
  const hours = Number(hour);
  const minutes = Number(minute ?? '0');
  if (minutes > 59 || hours > 23 || (half !== undefined && (hours < 1 || hours > 12))) return undefined;
  const shift = half === undefined ? hours : (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return shift * 60 + minutes;
}

function readDay(text: string, base: CalendarDay): CalendarDay | undefined {
  const said = text.toLowerCase().replace(/,/g, '').trim();
  if (said === 'today' || said === 'tonight') return base;
  if (said === 'tomorrow') return base + 1;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said);
  if (iso !== null) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const weekday = weekdayIn(said);
  return weekday === undefined ? readDate(said, base) : base + ((weekday - weekdayOf(base) + 7) % 7);
}

const weekdayIn = (word: string): number | undefined => indexIn(longWeekdays, weekdays, word);
const longWeekdays: readonly string[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];
const longMonths: readonly string[] = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

function indexIn(long: readonly string[], short: readonly string[], word: string): number | undefined {
  const at = long.findIndex((name, index) => name === word || short[index]?.toLowerCase() === word);
  return at === -1 ? undefined : at;
}

/** “27 Nov”, “Nov 27th”, “Fri 27 Nov 2026”: the next such day; a weekday beside it must be right. */
function readDate(said: string, base: CalendarDay): CalendarDay | undefined {
  const words = said.split(' ');
  const weekday = words.length > 2 ? weekdayIn(words[0] ?? '') : undefined;
  const [one = '', two = '', year, ...more] = weekday === undefined ? words : words.slice(1);
  if (more.length > 0 || (year !== undefined && !/^\d{4}$/.test(year))) return undefined;
  const month = indexIn(longMonths, months, two) ?? indexIn(longMonths, months, one);
  const date = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(
    indexIn(longMonths, months, two) === undefined ? two : one,
  )?.[1];
  if (month === undefined || date === undefined) return undefined;
  const first = year === undefined ? yearOf(base) : Number(year);
  const day = dayOf(first, month + 1, Number(date));
  const next =
    year === undefined && day !== undefined && day < base ? dayOf(first + 1, month + 1, Number(date)) : day;
  return next !== undefined && (weekday === undefined || weekdayOf(next) === weekday) ? next : undefined;
}
