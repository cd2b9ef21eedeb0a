import { and, asc, eq, gt, lte, type SQL, sql } from 'drizzle-orm';
import type { Grant } from '../domain/grant.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { pageValues } from './people.ts';
import { predicate } from './predicates.ts';
import { putRow } from './put-row.ts';
import { withoutNulls } from './rows.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';

type GrantReads = Pick<
  Read,
  | 'grant'
  | 'grantsOfRequest'
  | 'liveGrantsOn'
  | 'liveGrantsOf'
  | 'heldBy'
  | 'listLiveGrants'
  | 'grantsToExpire'
  | 'grantsToStart'
  | 'grantsToWarn'
>;

export function grantReads({ db, t: { grants: g } }: Handle): GrantReads {
  const select = (where: SQL | undefined) => db.select().from(g).where(where);
  const mine = and(eq(g.person, gap('person')), predicate.live(g));
  const byId = prepared('grants.byId', select(eq(g.id, gap('id'))));
  const ofRequest = prepared('grants.ofRequest', select(eq(g.request, gap('request'))).orderBy(asc(g.id)));
  const home = prepared('grants.home', select(mine).orderBy(asc(g.expiresAt), asc(g.id)));
  const held = prepared(
    'grants.held',
    db
      .select({ entitlement: g.entitlement })
      .from(g)
      .where(and(mine, eq(g.desired, 'present'), sql`not (${predicate.toStart(g)})`)),
  );
  const on = prepared(
    'grants.on',
    select(and(mine, eq(g.entitlement, gap('entitlement')))).orderBy(asc(g.expiresAt), asc(g.id)),
  );
  const page = prepared(
    'grants.page',
    select(and(gt(g.id, gap('after')), predicate.live(g)))
      .orderBy(asc(g.id))
      .limit(gap('limit')),
  );
  return {
    grant: async (id) => (await byId({ id })).map(toGrant)[0],
    grantsOfRequest: async (request) => (await ofRequest({ request })).map(toGrant),
    liveGrantsOn: async (person, entitlement) => (await on({ person, entitlement })).map(toGrant),
    heldBy: async (person) => [...new Set((await held({ person })).map((row) => row.entitlement))],
    liveGrantsOf: async (person) => (await home({ person })).map(toGrant),
    listLiveGrants: async (ask) => (await page(pageValues(ask))).map(toGrant),
    ...clockReads({ db, t: { grants: g } }),
  };
}

/** What the clock asks for. */
function clockReads({
  db,
  t: { grants: g },
}: Pick<Handle, 'db'> & { readonly t: Pick<Tables, 'grants'> }): Pick<
  GrantReads,
  'grantsToExpire' | 'grantsToStart' | 'grantsToWarn'
> {
  const select = (where: SQL | undefined) => db.select().from(g).where(where);
  const due = prepared(
    'grants.due',
    select(and(lte(g.expiresAt, gap('now')), predicate.present(g)))
      .orderBy(asc(g.expiresAt), asc(g.id))
      .limit(gap('limit')),
  );
  const toWarn = prepared(
    'grants.toWarn',
    select(and(lte(g.warnAt, gap('now')), predicate.toWarn(g)))
      .orderBy(asc(g.warnAt), asc(g.id))
      .limit(gap('limit')),
  );
  const toStart = prepared(
    'grants.toStart',
    select(and(lte(g.warnAt, gap('now')), predicate.toStart(g)))
      .orderBy(asc(g.warnAt), asc(g.id))
      .limit(gap('limit')),
  );
  return {
    grantsToExpire: async (now, limit) => (await due({ now, limit })).map(toGrant),
    grantsToStart: async (now, limit) => (await toStart({ now, limit })).map(toGrant),
    grantsToWarn: async (now, limit) => (await toWarn({ now, limit })).map(toGrant),
  };
}

/** `grant` as it is put. */
export function grantWrites(handle: Handle): (row: Grant) => Promise<boolean> {
  const put = putRow(handle, handle.t.grants, {
    name: 'grants',
    fixed: ['request', 'person', 'entitlement', 'createdAt'],
  });
  return (grant) => put(toRow(grant));
}

type GrantRow = Tables['grants']['$inferSelect'];

function toGrant({ rest, ...row }: GrantRow): Grant {
  const { warnAt, ...columns } = withoutNulls(row);
  const clock = warnAt === undefined ? {} : row.state === 'planned' ? { startsAt: warnAt } : { warnAt };
  return { ...columns, ...clock, ...rest } as Grant;
}

function toRow(grant: Grant): GrantRow {
  const rest = {
    ...('end' in grant ? { end: grant.end } : {}),
    ...(grant.lastFailure === undefined ? {} : { lastFailure: grant.lastFailure }),
    ...(grant.birthright === undefined ? {} : { birthright: grant.birthright }),
  };
  const { startsAt, ...columns } = grant;
  return { activeAt: null, endedAt: null, ...columns, warnAt: startsAt ?? grant.warnAt ?? null, rest };
}
