import type { Risk, Target } from './catalogue.ts';
import type { Details } from './details.ts';
import type {
  EntitlementId,
  GrantId,
  PersonId,
  PolicyVersionId,
  PreApprovalId,
  RequestId,
  TaskId,
  VoteId,
} from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import type { ApproverSpec, Stage } from './policy.ts';
import type { AtWork } from './working-time.ts';

/** A person who was asked to decide, and the sentence that tells them why it is them. */
export type Asked = {
  readonly person: PersonId;
  readonly why: string;
  /** Who handed their deciding to this person; absent where they are asked in their own right. */
  readonly standsInFor?: PersonId;
};

/** Whose say it is, whoever gives it. */
export const seatOf = (one: Pick<Asked, 'person' | 'standsInFor'>): PersonId => one.standsInFor ?? one.person;

/** The way of a request: its stages as they were when it was made, and where it stands on it. */
export type Way = {
  readonly stages: readonly Stage[];
  /** Index of the stage that waits for its decision. */
  readonly at: number;
  /** When that stage began, or more people came into one that counts working hours. */
  readonly since: Instant;
  /** Index of the step that comes next in that stage; past the last one the request expires. */
  readonly step: number;
  /** How long a stage waits that has no deadline of its own. */
  readonly patience: Seconds;
  /** The channel that stage is asked in, where its people are too many for a message each. */
  readonly channel?: string;
  /** Whose working hours that stage counts, where it does not count all time. */
  readonly atWork?: AtWork & {
    /** How much of the stage’s time had passed by `since`, when other people were asked. */
    readonly spent?: Seconds;
  };
};

/** What breaking glass leads to: who was told in that moment, and who looks at it afterwards. */
export type BrokenGlass = {
  readonly told: readonly Asked[];
  /** The Slack channels that were told as well. */
  readonly channels: readonly string[];
  /** As the rule had it. */
  readonly review: readonly ApproverSpec[];
  /** The review, open from the moment all of the access has ended. Without one there is access still. */
  readonly task?: TaskId;
};

/** How it came about: somebody asked, a rule gives it to people like them, or somebody broke glass. */
export type Origin = 'asked' | 'birthright' | 'break_glass';

type RequestCore = Details & {
  readonly id: RequestId;
  readonly version: number;
  /** An edit makes a new revision and voids the votes. */
  readonly revision: number;
  readonly origin: Origin;
  /** Where glass was broken, nobody was asked, and this tells the rest. */
  readonly broken?: BrokenGlass;
  /** Who is to get the access, whoever asked for it: every limit and every condition on people is about them. */
  readonly requester: PersonId;
  /** Who asked, where it was somebody else. Like the requester they never decide. */
  readonly submittedBy?: PersonId;
  readonly target: Target;
  /** What the target was made of when it was asked for. */
  readonly entitlements: readonly EntitlementId[];
  readonly risk: Risk;
  readonly duration: Seconds;
  readonly reason: string;
  /** When the access is to begin, where it was not at once; it ends `duration` later, however late it begins. */
  readonly startAt?: Instant;
  readonly policyVersion: PolicyVersionId;
  readonly rule: string;
  readonly because: string;
  /** Who is asked in the present stage. */
  readonly asked: readonly Asked[];
  readonly way: Way;
  /** The grant that this request is to make longer, for the how-manieth time in a row. */
  readonly extends?: {
    readonly grant: GrantId;
    readonly time: number;
    /** When the first of them became active: the length of all together is what the policy is asked about. */
    readonly since: Instant;
  };
  /** Yeses that approvers had given in advance and that were used. */
  readonly ahead?: readonly {
    readonly by: PersonId;
    readonly until: Instant;
    readonly reason: string;
  }[];
  /** Names of the separation-of-duties rules that this request asks an exception from. */
  readonly conflicts: readonly string[];
  readonly createdAt: Instant;
  /** When the next step of the present stage is due, or the request expires. */
  readonly deadlineAt: Instant;
};

/** How a request ended: who (a person, or the part of Hallpass that did it), when and why. */
export type RequestEnd = {
  readonly by: PersonId | 'policy' | 'clock';
  readonly at: Instant;
  readonly why: string;
  /** Whom `by` stood in for. */
  readonly standsInFor?: PersonId;
};

export type Request = RequestCore &
  (
    | { readonly state: 'pending' }
    | {
        readonly state: 'needs_info';
        readonly question: string;
        readonly askedBy: PersonId;
        readonly askedAt: Instant;
      }
    | {
        readonly state: 'approved' | 'denied' | 'cancelled' | 'expired' | 'invalidated';
        readonly end: RequestEnd;
      }
  );

export type EndedRequest = Extract<Request, { readonly end: RequestEnd }>;

export type Vote = {
  readonly id: VoteId;
  readonly request: RequestId;
  readonly revision: number;
  /** Index of the stage it was cast in. */
  readonly stage: number;
  readonly person: PersonId;
  readonly verdict: 'approve' | 'deny';
  readonly reason: string;
  readonly at: Instant;
  /** Who had handed their deciding to this person: then it is that person's vote, cast by this one. */
  readonly standsInFor?: PersonId;
  /** Given in advance, and cast the moment its stage began. */
  readonly preApproval?: PreApprovalId;
};

/** Whom a request is told to first: who gets the access, and who asked for them. */
export const partiesOf = ({ requester, submittedBy }: Request): readonly PersonId[] =>
  submittedBy === undefined ? [requester] : [requester, submittedBy];
