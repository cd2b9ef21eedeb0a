import { asc, eq, gt } from 'drizzle-orm';
import { counted, gap, type Handle, prepared } from './handle.ts';
import { gapsFor } from './put-row.ts';
import type { Read, Write } from './store.ts';
import { storeConflict } from './store.ts';

export function auditReads({ db, t: { audit, auditHead } }: Handle): Pick<Read, 'auditHead' | 'auditAfter'> {
  const head = prepared(
    'audit.head',
    db.select({ seq: auditHead.seq, hash: auditHead.hash }).from(auditHead).where(eq(auditHead.id, 1)),
  );
  const after = prepared(
    'audit.after',
    db
      .select()
      .from(audit)
      .where(gt(audit.seq, gap('after')))
      .orderBy(asc(audit.seq))
      .limit(gap('limit')),
  );
  return {
    auditHead: async () => someHead(await head()),
    auditAfter: async (seq, limit) => after({ after: seq, limit }),
  };
}

/**
 * Inside a transaction `auditHead` also locks the head until the commit, so that the next link is made of the newest: call it
 * after everything else that locks. (In SQLite the whole transaction holds the lock, and this changes nothing.)
 */
export function auditWrites({
  db,
  t: { audit, auditHead },
}: Handle): Pick<Write, 'auditHead' | 'appendAudit'> {
  const lock = prepared(
    'audit.lock',
    db
      .update(auditHead)
      .set({ id: 1 })
      .where(eq(auditHead.id, 1))
      .returning({ seq: auditHead.seq, hash: auditHead.hash }),
  );
  const insert = prepared('audit.insert', db.insert(audit).values(gapsFor(audit) as never));
  const advance = counted(
    'audit.advance',
    db
      .update(auditHead)
      .set({ seq: gap('seq'), hash: gap('hash') })
      .where(eq(auditHead.seq, gap('before'))),
  );
  return {
    auditHead: async () => someHead(await lock()),
    appendAudit: async (entry) => {
      const { seq, hash } = entry;
      const moved = await advance({ seq, hash, before: seq - 1 });
      if (moved === 0)
        throw Object.assign(
          new Error(`The audit log does not end at entry ${seq - 1}, so ${seq} cannot follow.`),
          {
            code: storeConflict,
          },
        );
      await insert(entry);
    },
  };
}

type Head = { readonly seq: number; readonly hash: string };

const someHead = ([head]: readonly Head[]): Head | undefined => (head?.seq === 0 ? undefined : head);
