// What screens ask of the store.
import type { Card } from './card.ts';
import type { Target } from './catalogue.ts';
import type { Identified, SlackIdentity } from './identity.ts';
import type { CardId, GrantId, PersonId, RequestId } from './ids.ts';
import type { Seconds } from './instant.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { Help } from './policy.ts';
import type { Refusal } from './refusal.ts';
import type {
  CardView,
  ExtensionPreview,
  GlassPreview,
  HomeView,
  LikeAnswer,
  NeedAnswer,
  Owned,
  OwnedPage,
  Preview,
} from './views.ts';

/** Questions that change nothing. Whoever asks is identified first; a refusal is an answer. */
export type Look = {
  who(identity: SlackIdentity): Promise<Identified>;
  /** How much one person may do in a minute, by the policy in force. */
  actionsPerMinute(): Promise<number>;
  /** Items this person may know of whose name, id, alias or description fits the query, best first. */
  items(person: Person, query: string, limit: number): Promise<readonly Item[]>;
  preview(
    person: Person,
    ask: { readonly target: Target; readonly duration?: Seconds },
  ): Promise<Preview | undefined>;
  /** Items for which this person may break glass now and whose name, id, alias or description fits the query, best first. */
  breakable(person: Person, query: string, limit: number): Promise<readonly Item[]>;
  glass(person: Person, target: Target): Promise<GlassPreview | undefined>;
  /** Why this person cannot break glass again yet. */
  glassDebt(person: Person): Promise<Refusal | undefined>;
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
  card(id: CardId): Promise<CardView | undefined>;
  home(person: PersonId): Promise<HomeView | undefined>;
  /** The card that follows a request in its requester's messages. */
  requesterCard(request: RequestId): Promise<Card | undefined>;
  /** Where the policy in force sends people who need help. */
  help(): Promise<Help | undefined>;
};
