import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { PersonId } from '../domain/ids.ts';
import type { Account, Person } from '../domain/person.ts';
import { counted, gap, type Handle, prepared } from './handle.ts';
import { putRow } from './put-row.ts';
import { withoutNulls } from './rows.ts';
import type { Page, Read, Write } from './store.ts';
import type { Tables } from './tables.ts';

type PeopleReads = Pick<
  Read,
  'person' | 'people' | 'listPeople' | 'peopleInGroup' | 'peopleOfRole' | 'manages' | 'account' | 'accountsOf'
>;

/** How many people one statement of `people` asks for; fewer are filled up with the last. */
const chunk = 16;
/** Up to here, one statement each is quicker. */
const few = 3;

export function peopleReads({ db, t }: Handle): PeopleReads {
  const byId = prepared(
    'people.byId',
    db
      .select()
      .from(t.people)
      .where(eq(t.people.id, gap('id'))),
  );
  const gaps = Array.from({ length: chunk }, (_, at) => gap(`id${at}`));
  const byIds = prepared('people.byIds', db.select().from(t.people).where(inArray(t.people.id, gaps)));
  const page = prepared(
    'people.page',
    db
      .select()
      .from(t.people)
      .where(gt(t.people.id, gap('after')))
      .orderBy(asc(t.people.id))
      .limit(gap('limit')),
  );
  return {
    person: async (id) => (await byId({ id })).map(toPerson)[0],
    people: async (ids) => {
      const found: Person[] = [];
      const wanted = [...new Set(ids)];
      for (const id of wanted.splice(0, wanted.length <= few ? few : 0))
        found.push(...(await byId({ id })).map(toPerson));
      for (const values of chunksOf(wanted)) found.push(...(await byIds(values)).map(toPerson));
      return found;
    },
    listPeople: async (ask) => (await page(pageValues(ask))).map(toPerson),
    ...togetherReads({ db, t }),
    ...managerReads({ db, t }),
    ...accountReads({ db, t }),
  };
}

/** People who have something in common. */
function togetherReads({ db, t }: Handle): Pick<PeopleReads, 'peopleInGroup' | 'peopleOfRole'> {
  const inGroup = prepared(
    'people.inGroup',
    db
      .select({ person: t.people })
      .from(t.personGroups)
      .innerJoin(t.people, eq(t.people.id, t.personGroups.person))
      .where(eq(t.personGroups.group, gap('group')))
      .orderBy(asc(t.personGroups.person)),
  );
  const ofRole = prepared(
    'people.ofRole',
    db
      .select()
      .from(t.people)
      .where(and(eq(t.people.department, gap('department')), eq(t.people.title, gap('title'))))
      .orderBy(asc(t.people.id))
      .limit(gap('limit')),
  );
  return {
    peopleInGroup: async (group) => (await inGroup({ group })).map(({ person }) => toPerson(person)),
    peopleOfRole: async ({ department, title }, limit) =>
      (await ofRole({ department, title, limit })).map(toPerson),
  };
}

function managerReads({ db, t }: Handle): Pick<PeopleReads, 'manages'> {
  const managed = prepared(
    'people.managed',
    db
      .select({ id: t.people.id })
      .from(t.people)
      .where(eq(t.people.manager, gap('manager')))
      .limit(1),
  );
  return { manages: async (manager) => (await managed({ manager })).length > 0 };
}

function accountReads({ db, t }: Handle): Pick<PeopleReads, 'account' | 'accountsOf'> {
  const inSystem = eq(t.accounts.system, gap('system'));
  const byNative = prepared(
    'accounts.byNative',
    db
      .select()
      .from(t.accounts)
      .where(and(inSystem, eq(t.accounts.native, gap('native')))),
  );
  const ofPerson = prepared(
    'accounts.ofPerson',
    db
      .select()
      .from(t.accounts)
      .where(and(eq(t.accounts.person, gap('person')), inSystem))
      .orderBy(asc(t.accounts.id)),
  );
  return {
    account: async (system, native) => (await byNative({ system, native }))[0],
    accountsOf: async (person, system) => ofPerson({ person, system }),
  };
}

/** `person` and `account` as they are put. A person's groups are also rows, to be found by. */
export function peopleWrites(handle: Handle) {
  const { db, t } = handle;
  const putPerson = putRow(handle, t.people, { name: 'people', fixed: [] });
  const putAccount = putRow(handle, t.accounts, { name: 'accounts', fixed: [] });
  const leave = prepared(
    'personGroups.leave',
    db.delete(t.personGroups).where(eq(t.personGroups.person, gap('person'))),
  );
  const join = prepared(
    'personGroups.join',
    db
      .insert(t.personGroups)
      .values({ group: gap('group'), person: gap('person') })
      .onConflictDoNothing(),
  );
  return {
    async person(row: Person): Promise<boolean> {
      if (!(await putPerson({ manager: null, startDate: null, endDate: null, ...row }))) return false;
      if (row.version > 1) await leave({ person: row.id });
      for (const group of row.groups) await join({ group, person: row.id });
      return true;
    },
    account: (row: Account): Promise<boolean> => putAccount(row),
  };
}

/** Locks the person's row by writing it as it is. (In SQLite the whole transaction holds the lock, and this changes nothing.) */
export function personLock({ db, t }: Handle): Pick<Write, 'alone'> {
  const lock = counted(
    'people.lock',
    db
      .update(t.people)
      .set({ id: gap('id') })
      .where(eq(t.people.id, gap('id'))),
  );
  return { alone: async (id) => void (await lock({ id })) };
}

export const toPerson = (row: Tables['people']['$inferSelect']): Person => withoutNulls(row) as Person;

export const pageValues = ({ after, limit }: Page) => ({ after: after ?? '', limit });

function* chunksOf(ids: readonly PersonId[]): Generator<Record<string, PersonId | undefined>> {
  for (let from = 0; from < ids.length; from += chunk) {
    const values: Record<string, PersonId | undefined> = {};
    for (let at = 0; at < chunk; at += 1) values[`id${at}`] = ids[Math.min(from + at, ids.length - 1)];
    yield values;
  }
}
