import type { Seconds } from './instant.ts';
import { day, hour, minute } from './instant.ts';

const units: Readonly<Record<string, Seconds>> = {
  m: minute,
  min: minute,
  mins: minute,
  minute: minute,
  minutes: minute,
  h: hour,
  hr: hour,
  hrs: hour,
  hour: hour,
  hours: hour,
  d: day,
  day: day,
  days: day,
  w: 7 * day,
  week: 7 * day,
  weeks: 7 * day,
};
const onePart = /^(\d{1,6})\s*([a-z]+)$/i;
const allParts = /^(?:\d{1,6}\s*[a-z]+\s*)+$/i;
const longest: Seconds = 10 * 366 * day;

/**
 * Reads a length of time as people write it: `30m`, `2h`, `1h30m`, `3 days`, `1 week`.
 * Only whole numbers with a unit count: `1e3`, `0x10`, `1,5`, `NaN`, `-1h` and a bare number give undefined, as does zero.
 */
export function parseDuration(text: string): Seconds | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 60 || !allParts.test(trimmed)) return undefined;
  let total = 0;
  for (const [part] of trimmed.matchAll(/\d+\s*[a-z]+/gi)) {
    const [, count, unit] = onePart.exec(part) ?? [];
    const length = unit === undefined ? undefined : units[unit.toLowerCase()];
    if (count === undefined || length === undefined) return undefined;
    total += Number(count) * length;
  }
  return total > 0 && total <= longest ? total : undefined;
}

/** Says a length of time in words, at most two units: `1 h 30 min`, `3 days`, `45 s`. Zero is "no time", never "0 seconds". */
export function formatDuration(seconds: Seconds): string {
  if (seconds <= 0) return 'no time';
  const days = Math.floor(seconds / day);
  const hours = Math.floor((seconds % day) / hour);
  const minutes = Math.floor((seconds % hour) / minute);
  const parts: string[] = [];
  if (days > 0) parts.push(days === 1 ? '1 day' : `${days} days`);
  if (hours > 0) parts.push(`${hours} h`);
  if (minutes > 0 && days === 0) parts.push(`${minutes} min`);
  return parts.length === 0 ? `${seconds} s` : parts.slice(0, 2).join(' ');
}
