// Somebody hands their deciding to somebody else, from one instant to another.
import type { AbsenceId, DelegationId, PersonId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import { day } from './instant.ts';

/** While it runs, `to` is asked wherever the policy finds `from`. */
export type Delegation = {
  readonly id: DelegationId;
  readonly version: number;
  readonly from: PersonId;
  readonly to: PersonId;
  /** The time zone (IANA) in which `from` named the days. */
  readonly zone: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly createdAt: Instant;
  /** When open requests have to be asked anew: at the beginning, then at the end; absent once that is done. */
  readonly dueAt?: Instant;
  readonly ended?: { readonly at: Instant; readonly by: PersonId | 'clock' };
};

/** One time that somebody's Slack status said they are away, and what they answered when they were asked whom to hand over to. */
export type Absence = {
  readonly id: AbsenceId;
  readonly version: number;
  readonly person: PersonId;
  /** When the status ends, where it says so. */
  readonly until?: Instant;
  readonly createdAt: Instant;
  readonly answer?: 'delegated' | 'not_now';
};

export const longestDelegation: Seconds = 90 * day;

/** A delegation counts by the clock and not by a mark in its row, so that it never counts a moment too long. */
export const isRunning = (one: Delegation, now: Instant): boolean =>
  one.ended === undefined && one.startsAt <= now && now < one.endsAt;

/** Neither ended nor over. */
export const isOpen = (one: Delegation, now: Instant): boolean => one.ended === undefined && now < one.endsAt;
