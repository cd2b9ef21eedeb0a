// “from tomorrow 9:00”: the words for a start, and the instant they mean on somebody's clock.
import type { Instant } from './instant.ts';
import { instantOf, wallDay } from './zone.ts';

/** A start as it was typed. `day`: days from today, a weekday (0 is Monday) or a date; without it the next time the clock shows this. */
export type StartWords = {
  readonly day?:
    | { readonly is: 'in'; readonly days: number }
    | { readonly is: 'weekday'; readonly weekday: number }
    | { readonly is: 'date'; readonly date: string };
  readonly hour: number;
  readonly minute: number;
};

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * Reads `from [today | tomorrow | monday | 2026-11-30] 9:00` (or `9am`) at the beginning of the words. Without a time of day it is
 * none: “from Monday on the logs are missing” is a reason.
 */
export function readStart(words: readonly string[]): { readonly start?: StartWords; readonly taken: number } {
  if (!/^(?:from|starting)$/i.test(words[0] ?? '')) return { taken: 0 };
  const day = dayIn(words[1] ?? '');
  const at = day === undefined ? 1 : 2;
  const filler = /^at$/i.test(words[at] ?? '') ? 1 : 0;
  const time = timeIn(words[at + filler] ?? '');
  if (time === undefined) return { taken: 0 };
  return { start: { ...time, ...(day === undefined ? {} : { day }) }, taken: at + filler + 1 };
}

/** The instant, on the clock of the zone. Undefined for a date that is none. */
export function startInstant(start: StartWords, now: Instant, zone: string): Instant | undefined {
  const today = wallDay(now, zone);
  const on = (day: number) => instantOf({ day, hour: start.hour, minute: start.minute }, zone);
  switch (start.day?.is) {
    case undefined: {
      const next = on(today);
      return next > now ? next : on(today + 1);
    }
    case 'in':
      return on(today + start.day.days);
    case 'weekday': {
      // 1970-01-01 was a Thursday.
      const ahead = (start.day.weekday - ((today + 3) % 7) + 7) % 7;
      const next = on(today + ahead);
      return next > now ? next : on(today + ahead + 7);
    }
    case 'date': {
      const day = dayNumber(start.day.date);
      return day === undefined ? undefined : on(day);
    }
  }
}

function dayIn(word: string): StartWords['day'] {
  const plain = word.toLowerCase().replace(/,$/, '');
  if (plain === 'today') return { is: 'in', days: 0 };
  if (plain === 'tomorrow') return { is: 'in', days: 1 };
  const weekday = weekdays.findIndex((name) => plain.length >= 3 && name.startsWith(plain));
  if (weekday !== -1) return { is: 'weekday', weekday };
  return /^\d{4}-\d{2}-\d{2}$/.test(plain) ? { is: 'date', date: plain } : undefined;
}

function timeIn(word: string): { readonly hour: number; readonly minute: number } | undefined {
  const [, hours = '', minutes = '', half = ''] = /^(\d{1,2})(?::(\d{2}))?(am|pm)?[,:.;]?$/i.exec(word) ?? [];
  if (hours === '' || (minutes === '' && half === '')) return undefined;
  const minute = Number(minutes);
  const twelve = Number(hours) % 12;
  const hour = half === '' ? Number(hours) : half.toLowerCase() === 'pm' ? twelve + 12 : twelve;
  const fits = half === '' || (Number(hours) >= 1 && Number(hours) <= 12);
  return fits && hour < 24 && minute < 60 ? { hour, minute } : undefined;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 of a date of this century; undefined for a date that is none. */
function dayNumber(date: string): number | undefined {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const isLeap = (one: number) => one % 4 === 0 && (one % 100 !== 0 || one % 400 === 0);
  const lengthOf = (one: number) => (one === 2 && isLeap(year) ? 29 : (monthLengths[one - 1] ?? 0));
  if (year < 2000 || year > 2099 || day < 1 || day > lengthOf(month)) return undefined;
  let days = day - 1;
  for (let one = 1970; one < year; one += 1) days += isLeap(one) ? 366 : 365;
  for (let one = 1; one < month; one += 1) days += lengthOf(one);
  return days;
}
