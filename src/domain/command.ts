import type { Target } from './catalogue.ts';
import type { Details } from './details.ts';
import type { Failure } from './grant.ts';
import type { Actor, SlackIdentity } from './identity.ts';
import type {
  AbsenceId,
  CardId,
  DelegationId,
  EntitlementId,
  GrantId,
  PersonId,
  PolicyVersionId,
  PreApprovalId,
  RequestId,
  TaskId,
} from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import type { OwnerValues } from './owner-settings.ts';
import type { Person } from './person.ts';
import type { Policy } from './policy.ts';
import type { PolicyAuthor, ProposalSummary, ProposedFile, Weighed } from './proposal.ts';
import type { Usage } from './usage.ts';
import type { UserGroup } from './user-group.ts';

/** What a person pressed, and what the button said about itself: which card, at which revision, in which message. */
export type Press = {
  readonly card: CardId;
  readonly revision: number;
  /** Where the click happened; absent on the Home tab. */
  readonly place?: { readonly channel: string; readonly ts: string };
};

/** A person as a directory lists them, with the Slack accounts that are theirs (`TEAM:USER`). */
export type DirectoryEntry = { readonly person: Omit<Person, 'version'>; readonly slack: readonly string[] };

/** Everything that can change the store. One arm, one decision. */
export type Command =
  | {
      readonly kind: 'apply_policy';
      readonly actor: Actor;
      readonly policy: Policy;
      readonly hash: string;
      /** Absent: whoever the actor is. */
      readonly author?: PolicyAuthor;
      /** What it changes; absent where there is nothing it could change: no policy is in force. */
      readonly weighed?: Weighed;
    }
  | {
      readonly kind: 'propose_policy';
      readonly actor: Actor;
      readonly hash: string;
      readonly content: ProposedFile;
      readonly author: PolicyAuthor;
      readonly base: PolicyVersionId;
      readonly summary: ProposalSummary;
    }
  | {
      readonly kind: 'decide_proposal';
      readonly actor: Actor;
      readonly press: Press;
      readonly verdict: 'apply' | 'reject';
      readonly reason: string;
    }
  | { readonly kind: 'sync_people'; readonly actor: Actor; readonly entries: readonly DirectoryEntry[] }
  | { readonly kind: 'sync_user_groups'; readonly actor: Actor; readonly groups: readonly UserGroup[] }
  | (Details & {
      readonly kind: 'submit_request';
      readonly actor: Actor;
      readonly target: Target;
      readonly duration: Seconds;
      readonly reason: string;
      /** When it is to begin; at once where it is not given. */
      readonly startAt?: Instant;
      /** Who is to get it, where it is not the one who asks. */
      readonly subject?: PersonId;
    })
  /** Access at once, in an emergency, by a rule that allows it: loud, short, and reviewed afterwards. */
  | {
      readonly kind: 'break_glass';
      readonly actor: Actor;
      readonly target: Target;
      readonly duration: Seconds;
      readonly reason: string;
    }
  /** Somebody who was told of broken glass ends the access now. */
  | { readonly kind: 'end_now'; readonly actor: Actor; readonly press: Press }
  | {
      readonly kind: 'finish_review';
      readonly actor: Actor;
      readonly press: Press;
      readonly justified: boolean;
      readonly note: string;
    }
  | { readonly kind: 'remind_review'; readonly actor: Actor; readonly task: TaskId }
  | {
      readonly kind: 'extend_grant';
      readonly actor: Actor;
      readonly grant: GrantId;
      /** How much longer. */
      readonly duration: Seconds;
      readonly reason: string;
    }
  | {
      readonly kind: 'set_owner_settings';
      readonly actor: Actor;
      readonly entitlement: EntitlementId;
      /** Of the settings that the owner saw; 0 where there were none. */
      readonly version: number;
      /** What is absent stays as it is. */
      readonly values: OwnerValues;
    }
  | { readonly kind: 'approve'; readonly actor: Actor; readonly press: Press; readonly reason: string }
  | { readonly kind: 'deny'; readonly actor: Actor; readonly press: Press; readonly reason: string }
  | { readonly kind: 'cancel_request'; readonly actor: Actor; readonly request: RequestId }
  | { readonly kind: 'return_grant'; readonly actor: Actor; readonly grant: GrantId }
  | {
      readonly kind: 'finish_task';
      readonly actor: Actor;
      readonly press: Press;
      readonly done: boolean;
      readonly note: string;
    }
  | {
      readonly kind: 'start_provisioning';
      readonly actor: Actor;
      readonly grant: GrantId;
      readonly observed: 'present' | 'absent' | 'unknown';
    }
  | {
      readonly kind: 'provisioned';
      readonly actor: Actor;
      readonly grant: GrantId;
      readonly evidence: string;
    }
  | {
      readonly kind: 'await_human';
      readonly actor: Actor;
      readonly grant: GrantId;
      readonly work: 'give' | 'take';
    }
  | {
      readonly kind: 'provisioning_failed';
      readonly actor: Actor;
      readonly grant: GrantId;
      readonly failure: Failure;
    }
  | { readonly kind: 'start_revoking'; readonly actor: Actor; readonly grant: GrantId }
  | { readonly kind: 'revoked'; readonly actor: Actor; readonly grant: GrantId; readonly evidence: string }
  | {
      readonly kind: 'revoking_failed';
      readonly actor: Actor;
      readonly grant: GrantId;
      readonly failure: Failure;
    }
  | {
      readonly kind: 'delegate';
      readonly actor: Actor;
      readonly to: SlackIdentity;
      /** Absent: now. */
      readonly startsAt?: Instant;
      /** Absent: with the absence, where its end is known. */
      readonly endsAt?: Instant;
      /** The time zone (IANA) in which days are meant. */
      readonly zone: string;
      /** Where this answers the question whether to hand over while away. */
      readonly absence?: AbsenceId;
    }
  | { readonly kind: 'end_delegation'; readonly actor: Actor; readonly delegation: DelegationId }
  | { readonly kind: 'delegation_due'; readonly actor: Actor; readonly delegation: DelegationId }
  /** Whom an open request asks may have changed: it is asked of the people of now. */
  | { readonly kind: 'ask_anew'; readonly actor: Actor; readonly request: RequestId }
  | {
      readonly kind: 'notice_absence';
      readonly actor: Actor;
      readonly who: { readonly team: string; readonly user: string };
      readonly until?: Instant;
    }
  | { readonly kind: 'dismiss_absence'; readonly actor: Actor; readonly absence: AbsenceId }
  | {
      readonly kind: 'pre_approve';
      readonly actor: Actor;
      readonly person: SlackIdentity;
      readonly target: Target;
      /** The longest that each taking may last. */
      readonly most: Seconds;
      readonly startsAt?: Instant;
      readonly endsAt: Instant;
      readonly zone: string;
      readonly reason: string;
    }
  | { readonly kind: 'withdraw_pre_approval'; readonly actor: Actor; readonly preApproval: PreApprovalId }
  | { readonly kind: 'request_due'; readonly actor: Actor; readonly request: RequestId }
  /** Everybody's birthrights are to be looked at afresh. */
  | { readonly kind: 'review_birthrights'; readonly actor: Actor }
  /** One person's birthrights are made what the rules say. Nothing is taken away that a rule in `keep` gave. */
  | {
      readonly kind: 'assign_birthright';
      readonly actor: Actor;
      readonly person: PersonId;
      readonly keep: 'everything' | readonly string[];
    }
  | { readonly kind: 'start_grant'; readonly actor: Actor; readonly grant: GrantId }
  | { readonly kind: 'expire_grant'; readonly actor: Actor; readonly grant: GrantId }
  | { readonly kind: 'warn_of_end'; readonly actor: Actor; readonly grant: GrantId }
  | {
      readonly kind: 'record_usage';
      readonly actor: Actor;
      /** Where it was reported: `file:payments-db`. */
      readonly source: string;
      readonly entries: readonly Pick<Usage, 'person' | 'used' | 'lastUsed'>[];
    }
  | { readonly kind: 'propose_return'; readonly actor: Actor; readonly grant: GrantId }
  | {
      readonly kind: 'card_shown';
      readonly actor: Actor;
      readonly card: CardId;
      readonly shown: string;
      readonly channel: string;
      readonly ts: string;
    }
  /** Slack lets us write no more in the channel this card is for. */
  | {
      readonly kind: 'channel_closed';
      readonly actor: Actor;
      readonly card: CardId;
      /** Slack's word for why. */
      readonly error: string;
    }
  | { readonly kind: 'home_opened'; readonly actor: Actor; readonly person: PersonId };

/** A delivery from outside, named so that the same one has one effect: a Slack envelope, a signed request, an event. */
export type Delivery = { readonly source: 'slack'; readonly key: string; readonly receivedAt: Instant };
