// Requests of anybody, page by page: for whoever looks at all of them.
import { and, asc, gt } from 'drizzle-orm';
import type { Request } from '../domain/request.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import type { Page, Read } from './store.ts';
import type { Tables } from './tables.ts';

export function requestLists(
  { db, t: { requests: r } }: Handle,
  toRequest: (row: Tables['requests']['$inferSelect']) => Request,
): Pick<Read, 'openRequests' | 'listRequests'> {
  const behind = gt(r.id, gap('after'));
  const open = prepared(
    'requests.allOpen',
    db
      .select()
      .from(r)
      .where(and(predicate.open(r), behind))
      .orderBy(asc(r.id))
      .limit(gap('limit')),
  );
  const all = prepared(
    'requests.all',
    db.select().from(r).where(behind).orderBy(asc(r.id)).limit(gap('limit')),
  );
  const from = ({ after = '', limit }: Page) => ({ after, limit });
  return {
    openRequests: async (page) => (await open(from(page))).map(toRequest),
    listRequests: async (page) => (await all(from(page))).map(toRequest),
  };
}
