import { randomBytes } from 'node:crypto';
import type { FreshId } from './domain/ids.ts';

/** Makes sortable ids: a prefix, the time in milliseconds (12 hexadecimal digits) and 80 random bits, for example `req_019ab3…`. */
export const createFreshId =
  (now: () => number): FreshId =>
  (prefix) =>
    `${prefix}_${now().toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`;
