import { min } from 'drizzle-orm';
import { type Handle, prepared } from './handle.ts';
import { earliest } from './outbox.ts';
import { predicate } from './predicates.ts';
import type { Read } from './store.ts';

/** The earliest instant at which the clock has something to do: one look at the head of each partial index of what is due. */
export function dueReads(handle: Handle): Pick<Read, 'nextDue'> {
  const firsts = [...grantFirsts(handle), ...otherFirsts(handle)];
  return {
    nextDue: async () => {
      const found = [];
      for (const first of firsts) found.push((await first())[0]?.at);
      return earliest(found);
    },
  };
}

function grantFirsts({ db, t: { grants } }: Handle) {
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
  const start = prepared(
    'due.start',
    db
      .select({ at: min(grants.warnAt) })
      .from(grants)
      .where(predicate.toStart(grants)),
  );
  return [expiry, start, warning];
}

function otherFirsts({ db, t: { delegations, requests, tasks } }: Handle) {
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
  const handover = prepared(
    'due.handover',
    db
      .select({ at: min(delegations.dueAt) })
      .from(delegations)
      .where(predicate.due(delegations)),
  );
  return [deadline, reminder, handover];
}
