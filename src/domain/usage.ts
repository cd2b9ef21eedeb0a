import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** That somebody last used something then, as the owner of the system reports it. A later report of an earlier time says nothing new. */
export type Usage = {
  readonly person: PersonId;
  /** Id of an entitlement, or name of a permission. */
  readonly used: string;
  /** 0: known never to have been used. */
  readonly lastUsed: Instant;
  readonly reportedAt: Instant;
  /** Where it was reported: `file:payments-db`. */
  readonly source: string;
};
