import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm';
import type { Absence, Delegation } from '../domain/delegation.ts';
import type { PersonId } from '../domain/ids.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import { putRow } from './put-row.ts';
import { withoutNulls } from './rows.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';

type DelegationReads = Pick<
  Read,
  'delegation' | 'delegationsFrom' | 'delegationsTo' | 'delegationsDue' | 'absence' | 'lastAbsenceOf'
>;

/** How many people one statement of `delegationsFrom` asks for; fewer are filled up with the last. */
const few = 8;
const many = 96;

export function delegationReads({ db, t }: Handle): DelegationReads {
  const { delegations: d } = t;
  const byId = prepared(
    'delegations.byId',
    db
      .select()
      .from(d)
      .where(eq(d.id, gap('id'))),
  );
  const from = (size: number) =>
    prepared(
      `delegations.from${size}`,
      db
        .select()
        .from(d)
        .where(and(inArray(d.from, gapsOf(size)), predicate.notEnded(d))),
    );
  const [fromFew, fromMany] = [from(few), from(many)];
  const to = prepared(
    'delegations.to',
    db
      .select()
      .from(d)
      .where(and(eq(d.to, gap('person')), predicate.notEnded(d)))
      .orderBy(asc(d.id)),
  );
  const due = prepared(
    'delegations.due',
    db
      .select()
      .from(d)
      .where(and(lte(d.dueAt, gap('now')), predicate.due(d)))
      .orderBy(asc(d.dueAt), asc(d.id))
      .limit(gap('limit')),
  );
  return {
    delegation: async (id) => (await byId({ id })).map(toDelegation)[0],
    async delegationsFrom(people) {
      const found: Delegation[] = [];
      const ids = [...new Set(people)];
      const [size, ask] = ids.length <= few ? [few, fromFew] : [many, fromMany];
      for (const values of chunksOf(ids, size)) found.push(...(await ask(values)).map(toDelegation));
      return found;
    },
    delegationsTo: async (person) => (await to({ person })).map(toDelegation),
    delegationsDue: async (now, limit) => (await due({ now, limit })).map(toDelegation),
    ...absenceReads({ db, t }),
  };
}

function absenceReads({ db, t: { absences } }: Handle): Pick<DelegationReads, 'absence' | 'lastAbsenceOf'> {
  const byId = prepared(
    'absences.byId',
    db
      .select()
      .from(absences)
      .where(eq(absences.id, gap('id'))),
  );
  const last = prepared(
    'absences.last',
    db
      .select()
      .from(absences)
      .where(eq(absences.person, gap('person')))
      .orderBy(desc(absences.createdAt), desc(absences.id))
      .limit(1),
  );
  return {
    absence: async (id) => (await byId({ id })).map(toAbsence)[0],
    lastAbsenceOf: async (person) => (await last({ person })).map(toAbsence)[0],
  };
}

/** `delegation` and `absence` as they are put. */
export function delegationWrites(handle: Handle) {
  const putDelegation = putRow(handle, handle.t.delegations, {
    name: 'delegations',
    fixed: ['from', 'to', 'createdAt'],
  });
  const putAbsence = putRow(handle, handle.t.absences, { name: 'absences', fixed: ['person', 'createdAt'] });
  return {
    delegation: (row: Delegation): Promise<boolean> => putDelegation(toRow(row)),
    absence: (row: Absence): Promise<boolean> => putAbsence({ until: null, answer: null, ...row }),
  };
}

type DelegationRow = Tables['delegations']['$inferSelect'];

function toDelegation({ endedAt, endedBy, ...row }: DelegationRow): Delegation {
  const ended = endedAt === null || endedBy === null ? {} : { ended: { at: endedAt, by: endedBy } };
  return { ...withoutNulls(row), ...ended } as Delegation;
}

const toRow = ({ ended, ...row }: Delegation): DelegationRow => ({
  dueAt: null,
  ...row,
  endedAt: ended?.at ?? null,
  endedBy: ended?.by ?? null,
});

const toAbsence = (row: Tables['absences']['$inferSelect']): Absence => withoutNulls(row) as Absence;

const gapsOf = (size: number) => Array.from({ length: size }, (_, at) => gap(`id${at}`));

function* chunksOf(ids: readonly PersonId[], size: number): Generator<Record<string, PersonId | undefined>> {
  for (let from = 0; from < ids.length; from += size) {
    const values: Record<string, PersonId | undefined> = {};
    for (let at = 0; at < size; at += 1) values[`id${at}`] = ids[Math.min(from + at, ids.length - 1)];
    yield values;
  }
}
