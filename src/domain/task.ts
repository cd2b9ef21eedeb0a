import type { GrantId, PersonId, TaskId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Work for a human: give or take access by hand, look at access that cannot be taken away, or review what somebody did with broken glass. */
export type Task = {
  readonly id: TaskId;
  readonly version: number;
  /** What it is about; a review is about the whole request of this grant, which was the last of it to end. */
  readonly grant: GrantId;
  readonly work: 'give' | 'take' | 'review';
  readonly fulfillers: readonly PersonId[];
  readonly createdAt: Instant;
  /** When they are asked again, while it is open. */
  readonly remindAt?: Instant;
} & (
  | { readonly state: 'open' }
  | {
      readonly state: 'done' | 'could_not' | 'withdrawn' | 'justified' | 'not_justified';
      readonly by: PersonId | 'clock' | 'worker';
      readonly at: Instant;
      readonly note: string;
    }
);
