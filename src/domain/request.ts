import type { Risk, Target } from './catalogue.ts';
import type { EntitlementId, PersonId, PolicyVersionId, RequestId, VoteId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';

/** A person who was asked to decide, and the sentence that tells them why it is them. */
export type Asked = { readonly person: PersonId; readonly why: string };

type RequestCore = {
  readonly id: RequestId;
  readonly version: number;
  /** An edit makes a new revision and voids the votes. */
  readonly revision: number;
  readonly requester: PersonId;
  readonly target: Target;
  /** What the target was made of when it was asked for. */
  readonly entitlements: readonly EntitlementId[];
  readonly risk: Risk;
  readonly duration: Seconds;
  readonly reason: string;
  readonly policyVersion: PolicyVersionId;
  readonly rule: string;
  readonly because: string;
  readonly asked: readonly Asked[];
  readonly createdAt: Instant;
  readonly deadlineAt: Instant;
};

/** How a request ended: who (a person, or the part of Hallpass that did it), when and why. */
export type RequestEnd = {
  readonly by: PersonId | 'policy' | 'clock';
  readonly at: Instant;
  readonly why: string;
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
  readonly person: PersonId;
  readonly verdict: 'approve' | 'deny';
  readonly reason: string;
  readonly at: Instant;
};
