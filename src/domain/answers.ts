// What people are told when they ask what something would mean.

import type { Called } from './called.ts';
import type { Entitlement } from './catalogue.ts';
import type { Field, Ticket } from './details.ts';
import type { Instant, Seconds } from './instant.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { OwnerField } from './policy.ts';
import type { Refusal } from './refusal.ts';
import type { Asked, Way } from './request.ts';

/** What a rule wants to know of a request. */
export type Wants = {
  readonly ticket?: Ticket;
  readonly fields: readonly Field[];
  /** How far ahead it may begin; 0: only at once. */
  readonly startWithin: Seconds;
};

/** What would happen if this were asked: the lengths that are allowed, and who would decide. */
export type Preview = {
  readonly item: Item;
  readonly durations: readonly Seconds[];
  /** The length that was looked at: the one that was wanted, or what the rule or the item proposes. */
  readonly duration: Seconds;
  /** What the rule that would decide wants beside the reason. */
  readonly wants: Wants;
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
        /** Who of them said yes in advance, as a sentence. */
        readonly ahead?: string;
        /** Separation-of-duties rules that an exception is asked from. */
        readonly conflicts: readonly string[];
      }
    /** `cause`, where nobody can decide: what the rule does not find. */
    | {
        readonly is: 'refuse';
        readonly refusal: Refusal;
        readonly rule?: string;
        readonly cause?: string;
      };
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
