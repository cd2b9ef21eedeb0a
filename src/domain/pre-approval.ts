// An approver says in advance: this person may take this, up to so long, until then.
import type { Target } from './catalogue.ts';
import type { PersonId, PreApprovalId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import { day } from './instant.ts';

export type PreApproval = {
  readonly id: PreApprovalId;
  readonly version: number;
  readonly approver: PersonId;
  readonly person: PersonId;
  readonly target: Target;
  /** The longest that each taking may last. */
  readonly most: Seconds;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The time zone (IANA) in which the approver named the days. */
  readonly zone: string;
  readonly reason: string;
  readonly createdAt: Instant;
  readonly endedAt?: Instant;
};

export const longestPreApproval: Seconds = 30 * day;

/** Not withdrawn, begun and not over. */
export const isInForce = (one: PreApproval, now: Instant): boolean =>
  one.endedAt === undefined && one.startsAt <= now && now < one.endsAt;

/** What is to be taken, by whom, for how long, and from when where it is not at once. */
type Taking = {
  readonly person: PersonId;
  readonly target: Target;
  readonly duration: Seconds;
  readonly startAt?: Instant;
};

/** Is it about this, for so long? What begins only after the window is over is not what was allowed. */
export const covers = (one: PreApproval, ask: Taking): boolean =>
  one.person === ask.person &&
  one.target.kind === ask.target.kind &&
  one.target.id === ask.target.id &&
  ask.duration <= one.most &&
  (ask.startAt === undefined || ask.startAt < one.endsAt);
