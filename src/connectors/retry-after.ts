const LONGEST_MS = 15 * 60 * 1000;
const HTTP_DATE = /^[A-Za-z]{3,9},? /;

/**
 * The Retry-After header (RFC 9110 §10.2.3: whole seconds, or a date) in milliseconds from `now`, never more than a
 * quarter of an hour. Undefined when there is none or it makes no sense, such as a negative number.
 */
export function retryAfterMs(header: string | string[] | undefined, now: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  if (!HTTP_DATE.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), LONGEST_MS);
}
