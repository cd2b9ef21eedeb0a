import type { EntitlementId, GrantId, PersonId, RequestId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';

/** Error classes of a connector call that did not succeed; they decide what is done next. */
export type FailureClass = 'retryable' | 'throttled' | 'conflict' | 'auth' | 'permanent' | 'unknown';
export type Failure = { readonly class: FailureClass; readonly message: string; readonly at: Instant };

export type GrantEnd = {
  /** `unassigned`: no rule gives it to the person by their role any more. `renewed`: a newer birthright took its place. */
  readonly why: 'expired' | 'returned' | 'revoked' | 'failed' | 'unassigned' | 'renewed';
  readonly by: PersonId | 'clock' | 'worker' | 'policy';
  readonly since: Instant;
};

type GrantCore = {
  readonly id: GrantId;
  readonly version: number;
  readonly request: RequestId;
  readonly person: PersonId;
  readonly entitlement: EntitlementId;
  readonly duration: Seconds;
  /** Durable before the first call to the target; set anew once, when the access is first seen there. */
  readonly expiresAt: Instant;
  readonly createdAt: Instant;
  /** Present, then absent, never back: renewed access is a new grant. */
  readonly desired: 'present' | 'absent';
  readonly observed: 'unknown' | 'absent' | 'present';
  /** The person had this in the target before us: expiry does not remove it. */
  readonly adopted: boolean;
  readonly attempts: number;
  readonly lastFailure?: Failure;
  /** When the person is warned of the end; of a birthright, when it is renewed. */
  readonly warnAt?: Instant;
  /** The assign rule that gives it by birthright; absent where it was asked for. */
  readonly birthright?: string;
  /** Nothing goes to the target before; gone once the clock has started it. */
  readonly startsAt?: Instant;
};

export type Grant = GrantCore &
  (
    | { readonly state: 'planned' | 'provisioning' }
    | { readonly state: 'not_started'; readonly end: GrantEnd; readonly endedAt: Instant }
    | { readonly state: 'active'; readonly activeAt: Instant }
    | {
        readonly state: 'failed' | 'revoking' | 'revoke_stuck';
        readonly activeAt?: Instant;
        readonly end: GrantEnd;
      }
    | {
        readonly state: 'revoked' | 'written_off';
        readonly activeAt?: Instant;
        readonly end: GrantEnd;
        readonly endedAt: Instant;
      }
  );

/** Approved, and its start has not come: it is of no account in the target yet. */
export const isUpcoming = (grant: Grant): boolean =>
  grant.state === 'planned' && grant.startsAt !== undefined;

/** States in which the grant justifies access in the target. */
export const justifies = (grant: Grant): boolean => grant.desired === 'present' && !isUpcoming(grant);

/** All grants of one person on one entitlement stand or fall together in the target: this names that pair. */
export const entitlementKey = (grant: {
  readonly person: PersonId;
  readonly entitlement: EntitlementId;
}): string => `${grant.person}|${grant.entitlement}`;
