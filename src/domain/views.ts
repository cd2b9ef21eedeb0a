// What people are shown: everything a card, the Home tab or a form needs, read in one go. Slack draws it, it decides nothing.

import type { Preview } from './answers.ts';
import type { Called, Named } from './called.ts';
import type { Card } from './card.ts';
import type { App, Entitlement } from './catalogue.ts';
import type { Absence, Delegation } from './delegation.ts';
import type { Grant } from './grant.ts';
import type { CardId, PersonId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { PreApproval } from './pre-approval.ts';
import type { PolicyProposal } from './proposal.ts';
import type { Asked, Request, Vote } from './request.ts';
import type { Task } from './task.ts';

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
  /** Who asked, where it was somebody else. */
  readonly asker?: Named;
  /** As it was when it was asked for. */
  readonly item: Item | undefined;
  readonly name: string;
  readonly asked: readonly (Asked & Called)[];
  /** The answers to further questions, under the labels of the rule they were given to. */
  readonly fields: readonly { readonly label: string; readonly text: string }[];
  /** Who agreed, in any stage; empty where a single yes is all it takes. */
  readonly votes: readonly (Vote & Called & { readonly inPlaceOf?: string })[];
  readonly endedBy: Named | undefined;
  /** Yeses given in advance that were used. */
  readonly ahead: readonly ({
    readonly person: PersonId;
    readonly until: Instant;
    readonly reason: string;
  } & Called)[];
  /** In whose place it was decided, by name. */
  readonly endedFor?: string;
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
export type GrantView = {
  readonly kind: 'grant';
  readonly line: GrantLine;
  /** Whose it is, where that is not who reads this. */
  readonly holder?: Named;
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

/** Somebody decides for somebody else. */
export type DelegationView = {
  readonly kind: 'delegation';
  readonly delegation: Delegation;
  readonly from: Named;
  readonly to: Named;
};

/** What an approver allowed somebody ahead. */
export type PreApprovalView = {
  readonly preApproval: PreApproval;
  readonly person: Named;
  /** As the policy in force names it; the bare id when it is no longer listed. */
  readonly name: string;
};

/** Somebody seems to be away; `delegation` is what they have handed over now. */
export type AbsenceView = {
  readonly kind: 'absence';
  readonly absence: Absence;
  readonly delegation: DelegationView | undefined;
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
  /** What they handed over or were given to decide, running or to come. */
  readonly delegations: readonly DelegationView[];
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
    | DelegationView
    | AbsenceView
    | HomeView;
  readonly now: Instant;
};
