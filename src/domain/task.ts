import type { GrantId, PersonId, TaskId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Work for a human: give or take access by hand, or look at access that cannot be taken away. */
export type Task = {
  readonly id: TaskId;
  readonly version: number;
  readonly grant: GrantId;
  readonly work: 'give' | 'take';
  readonly fulfillers: readonly PersonId[];
  readonly createdAt: Instant;
} & (
  | { readonly state: 'open' }
  | {
      readonly state: 'done' | 'could_not' | 'withdrawn';
      readonly by: PersonId | 'clock' | 'worker';
      readonly at: Instant;
      readonly note: string;
    }
);
