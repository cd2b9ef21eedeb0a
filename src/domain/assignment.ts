import type { AssignmentId, CardId, EntitlementId, GrantId, PersonId } from './ids.ts';
import { personId } from './ids.ts';
import type { Instant } from './instant.ts';

/**
 * That a rule gives somebody an entitlement by birthright: what is remembered of it beyond its grants, each of which ends and is
 * followed by the next. One person has at most one that is not `ended` for each entitlement.
 */
export type Assignment = {
  readonly id: AssignmentId;
  readonly version: number;
  readonly person: PersonId;
  readonly entitlement: EntitlementId;
  readonly rule: string;
  readonly createdAt: Instant;
  /** When it came into this state. */
  readonly since: Instant;
  /** The cards that told the person that it came, and that it went. */
  readonly givenIn?: CardId;
  readonly takenIn?: CardId;
} & (
  | { readonly state: 'given'; readonly grant: GrantId }
  /** Separation of duties stands against it; the owners were told. */
  | { readonly state: 'held_back'; readonly conflict: string }
  /** The person gave it back. It is not given again while the rule reads like `terms`, unless they ask for it. */
  | { readonly state: 'returned'; readonly grant: GrantId; readonly terms: string }
  /** The rule gives it no longer, or another assignment took its place. */
  | { readonly state: 'ended'; readonly grant?: GrantId }
);

const everybody = 'everybody';

/** Names the work of looking afresh at one person's birthrights; without one, at everybody's. */
export const assignKey = (person?: PersonId): string =>
  person === undefined ? everybody : `person:${person}`;

/** Whom an `assignKey` names. */
export const whomOf = (key: string): PersonId | undefined =>
  key === everybody ? undefined : personId(key.slice('person:'.length));
