import { min } from 'drizzle-orm';
import { type Handle, prepared } from './handle.ts';
import { earliest } from './outbox.ts';
import { predicate } from './predicates.ts';
import type { Read } from './store.ts';

/** The earliest instant at which the clock has something to do: one look at the head of each of four partial indexes. */
export function dueReads({ db, t: { grants, requests, tasks } }: Handle): Pick<Read, 'nextDue'> {
  const expiry = prepared(
    'due.expiry',
    db
      .select({ at: min(grants.expiresAt) })
      .from(grants)
      .where(predicate.present(grants)),
  );
  const warning = prepared(
    'due.warning',
    db
      .select({ at: min(grants.warnAt) })
      .from(grants)
      .where(predicate.toWarn(grants)),
  );
  const deadline = prepared(
    'due.deadline',
    db
      .select({ at: min(requests.deadlineAt) })
      .from(requests)
      .where(predicate.pending(requests)),
  );
  const reminder = prepared(
    'due.reminder',
    db
      .select({ at: min(tasks.remindAt) })
      .from(tasks)
      .where(predicate.toRemind(tasks)),
  );
  return {
    nextDue: async () =>
      earliest([
        (await expiry())[0]?.at,
        (await warning())[0]?.at,
        (await deadline())[0]?.at,
        (await reminder())[0]?.at,
      ]),
  };
}
