import type { Target } from './catalogue.ts';
import type {
  AbsenceId,
  AssignmentId,
  CardId,
  DelegationId,
  GrantId,
  PersonId,
  ProposalId,
  RequestId,
  TaskId,
} from './ids.ts';
import type { Instant, Seconds } from './instant.ts';

/** What a card shows. A message is only a view: it is drawn from this thing's state each time. */
export type About =
  | { readonly kind: 'request'; readonly id: RequestId }
  | { readonly kind: 'grant'; readonly id: GrantId }
  | { readonly kind: 'task'; readonly id: TaskId }
  | { readonly kind: 'person'; readonly id: PersonId }
  /** A policy that waits for a second person. */
  | { readonly kind: 'proposal'; readonly id: ProposalId }
  | { readonly kind: 'assignment'; readonly id: AssignmentId }
  | { readonly kind: 'delegation'; readonly id: DelegationId }
  | { readonly kind: 'absence'; readonly id: AbsenceId }
  /** That nobody can decide about an item for a person, at the length they asked for. */
  | {
      readonly kind: 'gap';
      readonly item: Target;
      readonly person: PersonId;
      readonly duration: Seconds;
    };

/**
 * `approver`, `requester`, `told`, `fulfiller`, `gap`, `proposal`, `delegation`, `absence` and `alarm` cards follow the state in place; `told` only shows it, to people and
 * channels that do not decide; `alarm` tells that somebody broke glass. `reminder`, `outcome`, `taken_ahead`, `ending`, `ended` and `unused` are posted
 * anew so that Slack notifies the person. `access_change` tells what rules gave and took in one go, `held_back` what a rule could not give.
 * `home` is the person’s Home tab.
 */
export type CardRole =
  | 'approver'
  | 'requester'
  | 'told'
  | 'reminder'
  | 'fulfiller'
  | 'gap'
  | 'proposal'
  | 'alarm'
  | 'delegation'
  | 'absence'
  | 'taken_ahead'
  | 'outcome'
  | 'ending'
  | 'ended'
  | 'unused'
  | 'access_change'
  | 'held_back'
  | 'home';

/** Whom a card is shown to: a person, in their messages, or everybody in a channel. */
export type Addressee =
  | { readonly person: PersonId; readonly channel?: string }
  | { readonly person?: undefined; readonly channel: string };

/** One Slack message (or Home tab) that shows a thing. `ts`, and a person's `channel`, are known once Slack took it. */
export type Card = Addressee & {
  readonly id: CardId;
  readonly version: number;
  readonly role: CardRole;
  readonly about: About;
  readonly createdAt: Instant;
  readonly ts?: string;
  /** Digest of what was last drawn; an equal drawing is not sent again. */
  readonly shown?: string;
};
