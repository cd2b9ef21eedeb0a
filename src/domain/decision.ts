import type { Assignment } from './assignment.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { About, Card } from './card.ts';
import type { Judge } from './condition.ts';
import type { Absence, Delegation } from './delegation.ts';
import type { MatchesWhole } from './details.ts';
import type { Grant } from './grant.ts';
import type { CardId, FreshId, GrantId, PersonId, RequestId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { OwnerSettings } from './owner-settings.ts';
import type { Account, Person } from './person.ts';
import type { PolicyVersion } from './policy.ts';
import type { PreApproval } from './pre-approval.ts';
import type { PolicyProposal, ProposedFile } from './proposal.ts';
import type { Refusal } from './refusal.ts';
import type { Request, Vote } from './request.ts';
import type { Task } from './task.ts';
import type { Usage } from './usage.ts';
import type { UserGroups } from './user-group.ts';

/**
 * One row put into the store. `version` 1 inserts; a higher one replaces exactly the version before it, or the whole
 * decision is taken again on fresh facts. Votes, policy versions and what owners chose are never replaced.
 */
export type Change =
  | { readonly put: 'person'; readonly row: Person }
  | { readonly put: 'account'; readonly row: Account }
  | { readonly put: 'policy_version'; readonly row: PolicyVersion }
  | { readonly put: 'owner_settings'; readonly row: OwnerSettings }
  /** Replaces an older time alone. */
  | { readonly put: 'usage'; readonly row: Usage }
  | { readonly put: 'user_groups'; readonly row: UserGroups }
  | { readonly put: 'request'; readonly row: Request }
  | { readonly put: 'vote'; readonly row: Vote }
  | { readonly put: 'grant'; readonly row: Grant }
  | { readonly put: 'assignment'; readonly row: Assignment }
  | { readonly put: 'task'; readonly row: Task }
  | { readonly put: 'card'; readonly row: Card }
  /** `content` comes with the first version of the row and never changes. */
  | { readonly put: 'policy_proposal'; readonly row: PolicyProposal; readonly content?: ProposedFile }
  | { readonly put: 'delegation'; readonly row: Delegation }
  | { readonly put: 'absence'; readonly row: Absence }
  | { readonly put: 'pre_approval'; readonly row: PreApproval };

/** Work for the outbox. All of it is level-triggered: it names a thing whose present state is to be made true outside. */
export type Effect =
  /** Bring one person's one entitlement in the target to what its grants say. `key` is an `entitlementKey`. */
  | {
      readonly kind: 'reconcile';
      readonly key: string;
      readonly notBefore: Instant;
      readonly urgent: boolean;
    }
  /** Draw one card and post or update it. */
  | { readonly kind: 'card'; readonly card: CardId }
  /** Draw every card about this thing. */
  | { readonly kind: 'redraw'; readonly about: About }
  /** Draw the cards made since then that say nobody can decide: whether that is still so hangs on the policy and the directory. */
  | { readonly kind: 'redraw_gaps'; readonly since: Instant }
  /** Look afresh at what one person has by birthright. */
  | { readonly kind: 'assign'; readonly person: PersonId }
  | { readonly kind: 'assign_everybody' }
  /** The same for somebody from whom a birthright is held back: what stood against it may be gone. Nothing for others. */
  | { readonly kind: 'assign_held_back'; readonly person: PersonId };

/** What the person who asked is told when it worked. */
export type Answer = { readonly text: string; readonly request?: RequestId; readonly grant?: GrantId };

export type Decision =
  | {
      readonly is: 'accepted';
      readonly changes: readonly Change[];
      readonly effects: readonly Effect[];
      readonly audit: readonly AuditEntry[];
      readonly answer: Answer;
    }
  /** What was asked for is not done. What a refusal leads to all the same (an audit entry, a card) is committed with it. */
  | {
      readonly is: 'refused';
      readonly changes: readonly Change[];
      readonly effects: readonly Effect[];
      readonly audit: readonly AuditEntry[];
      readonly refusal: Refusal;
    };

/**
 * When a decision is taken, and where its new ids come from. While there is doubt (the clock is behind, the audit log does not
 * verify) nothing new is granted; revocation goes on.
 */
export type Moment = {
  readonly now: Instant;
  readonly newId: FreshId;
  readonly doubt: Refusal | undefined;
  /** Judges the conditions of the policy. */
  readonly judge: Judge;
  /** Compares a ticket with the pattern of a rule. */
  readonly matches: MatchesWhole;
};
