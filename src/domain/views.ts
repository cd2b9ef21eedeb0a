// What people are shown: everything a card, the Home tab or a form needs, read in one go. Slack draws it, it decides nothing.
import type { Card } from './card.ts';
import type { App, Entitlement } from './catalogue.ts';
import type { Grant } from './grant.ts';
import type { CardId, PersonId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { OwnerField } from './policy.ts';
import type { PolicyProposal } from './proposal.ts';
import type { Refusal } from './refusal.ts';
import type { Asked, Request, Vote, Way } from './request.ts';
import type { Task } from './task.ts';

/** A person and how Slack names them; `slack` is the user id in this workspace, absent when no account is linked. */
export type Named = { readonly person: Person; readonly slack?: string };

export type GrantLine = {
  readonly grant: Grant;
  /** As the catalogue names it; the bare id when it is no longer listed. */
  readonly name: string;
  readonly entitlement: Entitlement | undefined;
  readonly app: App | undefined;
};

export type RequestView = {
  readonly kind: 'request';
  readonly request: Request;
  readonly requester: Named;
  /** As it was when it was asked for. */
  readonly item: Item | undefined;
  readonly name: string;
  readonly asked: readonly (Asked & Called)[];
  /** Who agreed, in any stage; empty where a single yes is all it takes. */
  readonly votes: readonly (Vote & Called)[];
  readonly endedBy: Named | undefined;
  readonly grants: readonly GrantLine[];
  /** What the requester holds in the same apps. */
  readonly held: readonly GrantLine[];
  /** What would do as much with less, as a sentence for whoever decides. */
  readonly excess?: string;
  /** Where glass was broken: who was told, who reviews it, and what they found. */
  readonly broken?: {
    readonly told: readonly Called[];
    /** While it is open, those who could close it today. */
    readonly reviewers: readonly (Called & { readonly person: PersonId })[];
    readonly review: Task | undefined;
    readonly reviewedBy: Named | undefined;
    /** Whoever was told and took the access away. */
    readonly endedEarlyBy: Named | undefined;
  };
};
export type Called = { readonly name: string; readonly slack?: string };

export type GrantView = {
  readonly kind: 'grant';
  readonly line: GrantLine;
  readonly request: Request | undefined;
  /** Its holder may ask for more time now. */
  readonly extendable: boolean;
  /** Why its holder may not need it, and what would be enough in its place; for the card that asks them. */
  readonly unused?: { readonly because: string; readonly askFor: readonly Pick<Item, 'target' | 'name'>[] };
};
export type TaskView = {
  readonly kind: 'task';
  readonly task: Task;
  readonly line: GrantLine;
  readonly subject: Named;
  readonly request: Request | undefined;
  readonly doneBy: Named | undefined;
};

/** Broken glass to be looked at, or looked at. */
export type ReviewView = { readonly kind: 'review'; readonly task: Task; readonly about: RequestView };

/** A request that nobody could decide about, and what would become of it now. */
export type GapView = {
  readonly kind: 'gap';
  readonly requester: Named;
  readonly duration: Seconds;
  /** As the policy in force names it; the bare id when it is no longer listed. */
  readonly name: string;
  readonly description: string;
  /** Why the viewer is told, as a sentence; empty when they no longer own any of it. */
  readonly why: string;
  /** `gone`: no longer in the catalogue. `left`: the requester is no longer active. */
  readonly verdict: Preview['verdict'] | { readonly is: 'gone' | 'left' };
};

/** A policy that waits for a second person, or what became of it. */
export type ProposalView = {
  readonly kind: 'proposal';
  readonly proposal: PolicyProposal;
  readonly author: Named | undefined;
  readonly decidedBy: Named | undefined;
};

/** What rules gave somebody by birthright, and took away, in one go; each with how it stands now. */
export type AccessChangeView = {
  readonly kind: 'access_change';
  readonly given: readonly (GrantLine & { readonly because: string })[];
  readonly taken: readonly GrantLine[];
};

/** A birthright that separation of duties stands against. */
export type HeldBackView = {
  readonly kind: 'held_back';
  readonly holder: Named;
  /** As the policy in force names it; the bare id when it is no longer listed. */
  readonly name: string;
  readonly rule: string;
  readonly conflict: { readonly name: string; readonly because: string };
  /** Names of what the person holds that it may not be held together with. */
  readonly against: readonly string[];
  readonly is: 'held_back' | 'given' | 'gone';
};

export type HomeView = {
  readonly kind: 'home';
  readonly person: Person;
  readonly holds: readonly GrantLine[];
  /** Newest first, open ones before ended ones. */
  readonly requests: readonly RequestView[];
  /** `card` is the approver's own card: its buttons are the ones to show. */
  readonly waiting: readonly { readonly card: CardId; readonly view: RequestView }[];
  readonly tasks: readonly { readonly card: CardId; readonly view: TaskView | ReviewView }[];
};

/** A card, whose it is (nobody's, where it stands in a channel), and what it shows now. */
export type CardView = {
  readonly card: Card;
  readonly viewer: Named | undefined;
  /** The message it is posted under, where it belongs to one. */
  readonly thread?: string;
  readonly view:
    | RequestView
    | GrantView
    | TaskView
    | ReviewView
    | GapView
    | ProposalView
    | AccessChangeView
    | HeldBackView
    | HomeView;
  readonly now: Instant;
};

/** What would happen if this were asked: the lengths that are allowed, and who would decide. */
export type Preview = {
  readonly item: Item;
  readonly durations: readonly Seconds[];
  /** What would do as much with less, as a sentence. */
  readonly smaller?: string;
  /** How its owners made it stricter than the policy file has it, as sentences. */
  readonly stricter?: readonly string[];
  /** The rule that gives it to the person by their role, without asking. */
  readonly birthright?: { readonly rule: string; readonly because: string };
  readonly verdict:
    | { readonly is: 'auto'; readonly rule?: string; readonly because: string }
    | {
        readonly is: 'ask';
        readonly rule?: string;
        readonly because: string;
        /** The people of the first stage. */
        readonly asked: readonly (Asked & Called)[];
        /** Every stage in words. */
        readonly stages: readonly string[];
        /** The way as it would begin now. */
        readonly way: Way;
        /** Separation-of-duties rules that an exception is asked from. */
        readonly conflicts: readonly string[];
      }
    | { readonly is: 'refuse'; readonly refusal: Refusal; readonly rule?: string };
};

/** Something a person owns: as the policy file has it, as it is now, and what of it they may change. */
export type Owned = {
  readonly filed: Entitlement;
  readonly inForce: Entitlement;
  /** Its app, by name. */
  readonly system: string;
  readonly may: readonly OwnerField[];
  /** Of what its owners chose; 0: nothing yet. */
  readonly version: number;
  /** Whom owners may have decide in their place, and whom of these they chose. */
  readonly standIns: readonly Person[];
  readonly approvers: readonly Person[];
  /** What they chose and the policy no longer allows, as sentences. */
  readonly setAside: readonly string[];
  readonly changed?: { readonly by: string; readonly at: Instant };
};
export type OwnedPage = { readonly total: number; readonly items: readonly Owned[] };
/** What breaking glass would mean, before anybody does. */
export type GlassPreview = {
  readonly item: Item;
  readonly durations: readonly Seconds[];
} & (
  | {
      readonly is: 'opens';
      readonly because: string;
      /** Names. */
      readonly told: readonly string[];
      /** Ids. */
      readonly channels: readonly string[];
      readonly reviewers: readonly string[];
      readonly conflicts: readonly string[];
    }
  | { readonly is: 'refuse'; readonly refusal: Refusal }
);

/** The least that gives what somebody needs: one sentence, and what to ask for. */
export type NeedAnswer = {
  readonly sentence: string;
  readonly offers: readonly Pick<Item, 'target' | 'name'>[];
};

/** What of somebody's access comes with their work, each with why, and how much more is theirs alone. */
export type LikeAnswer = {
  readonly model: Person;
  readonly offered: readonly { readonly item: Pick<Item, 'target' | 'name'>; readonly because: string }[];
  /** By name only where the asker may see who holds it. */
  readonly alone: readonly string[];
  readonly unnamed: number;
};

/** What making access last longer would mean: which lengths, or why it cannot be. */
export type ExtensionPreview = {
  readonly name: string;
  readonly durations: readonly Seconds[];
  readonly refusal?: Refusal;
};
