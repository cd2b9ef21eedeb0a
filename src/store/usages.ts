import { asc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Usage } from '../domain/usage.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { pageValues } from './people.ts';
import { gapsFor } from './put-row.ts';
import type { Read } from './store.ts';

export function usageReads({ db, t: { usages } }: Handle): Pick<Read, 'usagesOf' | 'peopleWithUsage'> {
  const ofPerson = prepared(
    'usages.ofPerson',
    db
      .select()
      .from(usages)
      .where(eq(usages.person, gap('person')))
      .orderBy(asc(usages.used)),
  );
  const people = prepared(
    'usages.people',
    db
      .selectDistinct({ person: usages.person })
      .from(usages)
      .where(gt(usages.person, gap('after')))
      .orderBy(asc(usages.person))
      .limit(gap('limit')),
  );
  return {
    usagesOf: async (person) => ofPerson({ person }),
    peopleWithUsage: async (page) => (await people(pageValues(page))).map((row) => row.person),
  };
}

/** `usage` as it is put: an older time never replaces a newer one. */
export function usageWrites({ db, t: { usages } }: Handle): (row: Usage) => Promise<boolean> {
  const upsert = prepared(
    'usages.upsert',
    db
      .insert(usages)
      .values(gapsFor(usages) as never)
      .onConflictDoUpdate({
        target: [usages.person, usages.used],
        set: {
          lastUsed: sql`excluded.last_used`,
          reportedAt: sql`excluded.reported_at`,
          source: sql`excluded.source`,
        },
        setWhere: lt(usages.lastUsed, sql`excluded.last_used`),
      }),
  );
  return async (row) => {
    await upsert(row);
    return true;
  };
}
