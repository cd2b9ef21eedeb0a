// The questions that people's screens ask.

import type {
  ExtensionPreview,
  GlassPreview,
  LikeAnswer,
  NeedAnswer,
  Owned,
  OwnedPage,
  Preview,
} from './answers.ts';
import type { Card } from './card.ts';
import type { Target } from './catalogue.ts';
import type { Parties } from './decide/on-behalf.ts';
import type { Details } from './details.ts';
import type { Identified, SlackIdentity } from './identity.ts';
import type { CardId, GrantId, PersonId, RequestId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { Help } from './policy.ts';
import type { Refusal } from './refusal.ts';
import type { CardView, DelegationView, HomeView, PreApprovalView } from './views.ts';

/** Questions that change nothing. Whoever asks is identified first; a refusal is an answer. */
export type Look = {
  who(identity: SlackIdentity): Promise<Identified>;
  /** How much one person may do in a minute, by the policy in force. */
  actionsPerMinute(): Promise<number>;
  /** Items this person may know of whose name, id, alias or description fits the query, best first. */
  items(person: Person, query: string, limit: number): Promise<readonly Item[]>;
  /** Items for which this person may break glass now and whose name, id, alias or description fits the query, best first. */
  breakable(person: Person, query: string, limit: number): Promise<readonly Item[]>;
  glass(person: Person, target: Target): Promise<GlassPreview | undefined>;
  /** Why this person cannot break glass again yet. */
  glassDebt(person: Person): Promise<Refusal | undefined>;
  /** The same, of what both of them may know of. */
  itemsForBoth(parties: Parties, query: string, limit: number): Promise<readonly Item[]>;
  /** The person behind a Slack account of this workspace, whoever they are. */
  personOf(account: Pick<SlackIdentity, 'team' | 'user'>): Promise<Person | undefined>;
  /** Whether there is anybody, or anything, this person may ask for on behalf of others. */
  mayAskForOthers(person: Person): Promise<boolean>;
  preview(
    person: Person,
    ask: Details & {
      readonly target: Target;
      readonly duration?: Seconds;
      readonly startAt?: Instant;
      readonly asker?: Person;
    },
  ): Promise<Preview | undefined>;
  /** `needs` are names of permissions, or ids of entitlements or bundles. */
  need(person: Person, needs: readonly string[]): Promise<NeedAnswer>;
  /** For the person behind this Slack account; a refusal where there is none that can be compared with. */
  like(
    person: Person,
    model: Pick<SlackIdentity, 'team' | 'user'>,
  ): Promise<LikeAnswer | { readonly refusal: Refusal }>;
  /** What this person owns, in the order of the policy file. */
  owned(person: Person, page: { readonly from: number; readonly limit: number }): Promise<OwnedPage>;
  /** By id, name or alias; undefined for what is not theirs as for what there is not. */
  ownedNamed(person: Person, word: string): Promise<Owned | undefined>;
  /** Undefined: there is no such access, or it is not of `person`, where one is given. */
  extension(person: Person | undefined, grant: GrantId): Promise<ExtensionPreview | undefined>;
  /** What this person handed over or was given to decide, running or to come. */
  delegations(person: PersonId): Promise<readonly DelegationView[]>;
  /** What this person allowed ahead, and what still counts. */
  preApprovals(by: PersonId): Promise<readonly PreApprovalView[]>;
  card(id: CardId): Promise<CardView | undefined>;
  home(person: PersonId): Promise<HomeView | undefined>;
  /** The card that follows a request in its requester's messages. */
  requesterCard(request: RequestId): Promise<Card | undefined>;
  /** Handles of the user groups that the policy in force names; undefined where none is named and none is kept. */
  userGroups(): Promise<readonly string[] | undefined>;
  /** Where the policy in force sends people who need help. */
  help(): Promise<Help | undefined>;
};
