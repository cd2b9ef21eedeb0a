import { randomBytes } from 'node:crypto';
import type { FreshId, IdPrefix } from './domain/ids.ts';

/**
 * Makes ids that sort in the order they were made: a prefix, the time in milliseconds (12 hexadecimal digits), a counter within the
 * millisecond (4) and 64 random bits, for example `req_019ab3…`.
 */
export function createFreshId(now: () => number): FreshId {
  let last = { at: 0, count: 0 };
  return (prefix) => {
    const at = Math.max(now(), last.at);
    last = { at, count: at === last.at ? last.count + 1 : 0 };
    const place = placeOf(at) + last.count.toString(16).padStart(4, '0');
    return `${prefix}_${place}${randomBytes(8).toString('hex')}`;
  };
}

/** Stands before every id that is made at this instant or later, and behind every earlier one. */
export const firstIdAt = (prefix: IdPrefix, at: number): string => `${prefix}_${placeOf(Math.max(0, at))}`;

const placeOf = (at: number): string => at.toString(16).padStart(12, '0');
