import type { PersonId, PolicyVersionId, ProposalId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Policy } from './policy.ts';

/** Who brings a policy in: the person who says so at the command line, if anybody does, and the user of the operating system. */
export type PolicyAuthor = {
  readonly person?: PersonId;
  readonly osUser?: string;
  /** The way it came in: `cli`, `start`, `reload`. */
  readonly by: string;
};

/** What somebody would have from a policy that they have not from the one before, in words. */
export type Gains = { readonly person: PersonId; readonly words: readonly string[] };

/** What a new policy changes for people, worked out against the version `base`. */
export type Weighed = {
  readonly base: PolicyVersionId;
  /** What the author would gain; nobody looks where the author is not known. */
  readonly gains: readonly string[];
  /** How many people lose a way to access, or have an open request that can no longer be granted. */
  readonly losing: number;
  /** How many active people there are. */
  readonly people: number;
  /** The number of people the author expects to lose something, where they said one. */
  readonly expected?: number;
};

/** What the admins read about a proposed policy. */
export type ProposalSummary = {
  /** What changes, one line each. */
  readonly lines: readonly string[];
  /** What the author would gain. */
  readonly gains: readonly string[];
  /** Admins who would gain something themselves: where the author is not known, it may be them. */
  readonly gaining: readonly Gains[];
};

/** A policy that waits for a second person. */
export type PolicyProposal = {
  readonly id: ProposalId;
  readonly version: number;
  /** The version it would replace. */
  readonly base: PolicyVersionId;
  readonly hash: string;
  readonly author: PolicyAuthor;
  readonly summary: ProposalSummary;
  readonly createdAt: Instant;
} & (
  | { readonly state: 'open' }
  | {
      readonly state: 'applied' | 'rejected' | 'superseded';
      /** `policy`: another version came into force. */
      readonly decidedBy: PersonId | 'policy';
      readonly at: Instant;
      readonly reason: string;
    }
);

/** The file that is proposed, as it was written and as it was read. */
export type ProposedFile = { readonly file: string; readonly policy: Policy };
