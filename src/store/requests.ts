import { and, asc, desc, eq, lte, ne } from 'drizzle-orm';
import { detailsOf } from '../domain/details.ts';
import { secondsUntil } from '../domain/instant.ts';
import type { ApproverSpec } from '../domain/policy.ts';
import { oneOf } from '../domain/policy-sources.ts';
import type { Request, Vote, Way } from '../domain/request.ts';
import { counted, gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import { gapsFor, putRow } from './put-row.ts';
import { requestLists } from './request-lists.ts';
import { withoutNulls } from './rows.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';

type RequestReads = Pick<
  Read,
  | 'request'
  | 'openRequestsOf'
  | 'openRequests'
  | 'listRequests'
  | 'recentRequestsOf'
  | 'lastBrokenBy'
  | 'waitingFor'
  | 'votesOn'
  | 'requestsToExpire'
>;

export function requestReads({ db, t }: Handle): RequestReads {
  const { requests: r } = t;
  const mine = eq(r.requester, gap('person'));
  const newest = [desc(r.createdAt), desc(r.id)] as const;
  const byId = prepared(
    'requests.byId',
    db
      .select()
      .from(r)
      .where(eq(r.id, gap('id'))),
  );
  const open = prepared(
    'requests.open',
    db
      .select()
      .from(r)
      .where(and(mine, predicate.open(r)))
      .orderBy(...newest),
  );
  const recent = prepared(
    'requests.recent',
    db
      .select()
      .from(r)
      // What nobody asked for is on the list of what they hold, not of what they asked.
      .where(and(mine, ne(r.origin, 'birthright')))
      .orderBy(...newest)
      .limit(gap('limit')),
  );
  const due = prepared(
    'requests.due',
    db
      .select()
      .from(r)
      .where(and(lte(r.deadlineAt, gap('now')), predicate.pending(r)))
      .orderBy(asc(r.deadlineAt), asc(r.id))
      .limit(gap('limit')),
  );
  return {
    request: async (id) => (await byId({ id })).map(toRequest)[0],
    openRequestsOf: async (person) => (await open({ person })).map(toRequest),
    recentRequestsOf: async (person, limit) => (await recent({ person, limit })).map(toRequest),
    requestsToExpire: async (now, limit) => (await due({ now, limit })).map(toRequest),
    ...requestLists({ db, t }, toRequest),
    ...brokenReads({ db, t }),
    ...waitingReads({ db, t }),
    ...voteReads({ db, t }),
  };
}

function brokenReads({ db, t: { requests: r } }: Handle): Pick<Read, 'lastBrokenBy'> {
  const broken = prepared(
    'requests.broken',
    db
      .select()
      .from(r)
      .where(and(eq(r.requester, gap('person')), predicate.broken(r)))
      .orderBy(desc(r.createdAt), desc(r.id))
      .limit(1),
  );
  return { lastBrokenBy: async (person) => (await broken({ person })).map(toRequest)[0] };
}

function waitingReads({ db, t: { requests, requestAsked: asked } }: Handle): Pick<Read, 'waitingFor'> {
  const waiting = prepared(
    'requests.waiting',
    db
      .select({ request: requests })
      .from(asked)
      .innerJoin(requests, eq(requests.id, asked.request))
      .where(eq(asked.person, gap('person')))
      .orderBy(asc(asked.createdAt), asc(asked.request))
      .limit(gap('limit')),
  );
  return {
    waitingFor: async (person, limit) =>
      (await waiting({ person, limit })).map(({ request }) => toRequest(request)),
  };
}

function voteReads({ db, t: { votes } }: Handle): Pick<Read, 'votesOn'> {
  const on = prepared(
    'votes.on',
    db
      .select()
      .from(votes)
      .where(eq(votes.request, gap('request')))
      .orderBy(asc(votes.at), asc(votes.id)),
  );
  return { votesOn: async (request) => (await on({ request })).map((row) => withoutNulls(row) as Vote) };
}

/** `request` and `vote` as they are put. Whoever an open request asks is also a row, to be found by. */
export function requestWrites(handle: Handle) {
  const { db, t } = handle;
  const put = putRow(handle, t.requests, {
    name: 'requests',
    fixed: ['requester', 'origin', 'targetKind', 'targetId', 'createdAt'],
  });
  const forget = prepared(
    'requestAsked.forget',
    db.delete(t.requestAsked).where(eq(t.requestAsked.request, gap('request'))),
  );
  const ask = prepared(
    'requestAsked.ask',
    db
      .insert(t.requestAsked)
      .values(gapsFor(t.requestAsked) as never)
      .onConflictDoNothing(),
  );
  const vote = counted(
    'votes.insert',
    db
      .insert(t.votes)
      .values(gapsFor(t.votes) as never)
      .onConflictDoNothing(),
  );
  return {
    async request(row: Request): Promise<boolean> {
      if (!(await put(toRow(row)))) return false;
      if (row.version > 1) await forget({ request: row.id });
      if (row.state !== 'pending' && row.state !== 'needs_info') return true;
      for (const { person } of row.asked) await ask({ request: row.id, person, createdAt: row.createdAt });
      return true;
    },
    vote: async (row: Vote): Promise<boolean> =>
      (await vote({ standsInFor: null, preApproval: null, ...row })) === 1,
  };
}

type RequestRow = Tables['requests']['$inferSelect'];

function toRequest({ targetKind, targetId, rest, ...row }: RequestRow): Request {
  return {
    ...row,
    target: { kind: targetKind, id: targetId },
    ...('way' in rest ? {} : { way: firstWay(row) }),
    conflicts: [],
    ...rest,
  } as unknown as Request;
}

/** The way of a request from before there were stages: one, of whoever was asked. */
const firstWay = ({
  asked,
  createdAt,
  deadlineAt,
}: Omit<RequestRow, 'rest' | 'targetKind' | 'targetId'>): Way => ({
  stages:
    asked.length === 0 ? [] : [oneOf(...asked.map(({ person }): ApproverSpec => ({ by: 'person', person })))],
  at: 0,
  since: createdAt,
  step: 0,
  patience: secondsUntil(deadlineAt, createdAt),
});

function toRow(request: Request): RequestRow {
  const { way, conflicts, broken } = request;
  const how = {
    way,
    conflicts,
    ...detailsOf(request),
    ...(request.startAt === undefined ? {} : { startAt: request.startAt }),
    ...(request.submittedBy === undefined ? {} : { submittedBy: request.submittedBy }),
    ...(request.extends === undefined ? {} : { extends: request.extends }),
    ...(request.ahead === undefined ? {} : { ahead: request.ahead }),
    ...(broken === undefined ? {} : { broken }),
  };
  const state =
    'end' in request
      ? { end: request.end }
      : request.state === 'needs_info'
        ? { question: request.question, askedBy: request.askedBy, askedAt: request.askedAt }
        : {};
  return {
    ...request,
    targetKind: request.target.kind,
    targetId: request.target.id,
    rest: { ...how, ...state },
  };
}
