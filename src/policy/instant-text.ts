import type { Instant } from '../domain/instant.ts';

const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/;

/** Reads a moment with its offset from UTC: `2026-11-23T12:00Z`, `2026-11-23T13:00+01:00`. Anything else, and a day that is not in the calendar, is undefined. */
export function parseInstant(text: string): Instant | undefined {
  if (!written.test(text)) return undefined;
  const at = Date.parse(text);
  const day = Date.parse(`${text.slice(0, 10)}T00:00Z`);
  const inCalendar = !Number.isNaN(day) && new Date(day).toISOString().startsWith(text.slice(0, 10));
  return Number.isNaN(at) || !inCalendar ? undefined : at;
}

/** `2026-11-23 12:00 UTC`. */
export const showInstant = (at: Instant): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
