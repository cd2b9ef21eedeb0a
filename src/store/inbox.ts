import { and, eq, lt, sql } from 'drizzle-orm';
import { counted, gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import { gapsFor } from './put-row.ts';
import type { Write } from './store.ts';

type InboxWrites = Pick<Write, 'handledDelivery' | 'markHandled' | 'receive' | 'forgetDeliveries'>;

export function inboxWrites({ db, t: { inbox } }: Handle): InboxWrites {
  const outcomeOf = prepared(
    'inbox.outcome',
    db
      .select({ outcome: inbox.outcome })
      .from(inbox)
      .where(and(eq(inbox.source, gap('source')), eq(inbox.key, gap('key')), predicate.handled(inbox))),
  );
  const insert = db.insert(inbox).values(gapsFor(inbox) as never);
  const receive = counted('inbox.receive', insert.onConflictDoNothing());
  const handled = prepared(
    'inbox.handled',
    db
      .insert(inbox)
      .values(gapsFor(inbox) as never)
      .onConflictDoUpdate({
        target: [inbox.source, inbox.key],
        set: { handledAt: sql`excluded.handled_at`, outcome: sql`excluded.outcome` },
      }),
  );
  const forget = counted('inbox.forget', db.delete(inbox).where(lt(inbox.receivedAt, gap('before'))));
  return {
    handledDelivery: async (source, key) => (await outcomeOf({ source, key }))[0]?.outcome ?? undefined,
    receive: async (row) => (await receive({ ...row, handledAt: null, outcome: null })) === 1,
    markHandled: async ({ at, ...row }) => {
      await handled({ ...row, receivedAt: at, handledAt: at });
    },
    forgetDeliveries: (before) => forget({ before }),
  };
}
