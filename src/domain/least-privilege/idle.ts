import type { Entitlement } from '../catalogue.ts';
import type { Instant } from '../instant.ts';
import { day } from '../instant.ts';
import { permissionsOf } from './offer.ts';

/**
 * When things were last used, by id of entitlement or name of permission. What is not listed is unknown, and unknown is not unused. For
 * what is known never to have been used give the time it was given.
 */
export type LastUsed = ReadonlyMap<string, Instant | 'unknown'>;

export type Usage = {
  readonly lastUsed: LastUsed;
  readonly now: Instant;
  /** Unused for this many days is unused; 90 where it is not given. */
  readonly days?: number;
};

/** One permission of an entitlement; `days` that it was not used, where that is known and long enough. */
export type PermissionUse = { readonly name: string; readonly days: number | undefined };

/**
 * How the permissions of an entitlement held since `since` were used. A date of the entitlement bounds those of its permissions:
 * whoever used one of them through it used it. Time before `since` does not count.
 */
export function usesOf(part: Entitlement, since: Instant, usage: Usage): readonly PermissionUse[] {
  const { lastUsed, now, days = 90 } = usage;
  return permissionsOf(part).map((name) => {
    const known = [lastUsed.get(name), lastUsed.get(part.id)].filter((at) => typeof at === 'number');
    if (known.length === 0) return { name, days: undefined };
    const idle = Math.floor((now - Math.max(Math.min(...known), since)) / (day * 1_000));
    return { name, days: idle >= days ? idle : undefined };
  });
}
