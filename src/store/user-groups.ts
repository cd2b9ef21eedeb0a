import { and, asc, eq, inArray } from 'drizzle-orm';
import type { UserGroups } from '../domain/user-group.ts';
import { handlesIn } from '../domain/user-group.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { toPerson } from './people.ts';
import { putRow } from './put-row.ts';
import type { Read } from './store.ts';

export function userGroupReads({ db, t }: Handle): Pick<Read, 'userGroups' | 'peopleInUserGroup'> {
  const known = prepared('userGroups.known', db.select().from(t.userGroups).limit(1));
  const accounts = db
    .select({ person: t.accounts.person })
    .from(t.userGroupMembers)
    .innerJoin(
      t.accounts,
      and(eq(t.accounts.system, 'slack'), eq(t.accounts.native, t.userGroupMembers.native)),
    )
    .where(eq(t.userGroupMembers.handle, gap('handle')));
  const members = prepared(
    'userGroups.members',
    db.select().from(t.people).where(inArray(t.people.id, accounts)).orderBy(asc(t.people.id)),
  );
  return {
    userGroups: async () => (await known())[0],
    peopleInUserGroup: async (handle) => (await members({ handle })).map(toPerson),
  };
}

/** `user_groups` as they are put. Members are also rows, to be found by. */
export function userGroupWrites(handle: Handle): (row: UserGroups) => Promise<boolean> {
  const { db, t } = handle;
  const put = putRow(handle, t.userGroups, { name: 'userGroups', fixed: [] });
  const forget = prepared('userGroups.forget', db.delete(t.userGroupMembers));
  const join = prepared(
    'userGroups.join',
    db.insert(t.userGroupMembers).values({ handle: gap('handle'), native: gap('native') }),
  );
  return async (row) => {
    if (!(await put(row))) return false;
    await forget();
    for (const { handle: name, members } of row.groups)
      for (const native of members) await join({ handle: name, native });
    return true;
  };
}

/** What Slack is to be asked about; undefined where the policy names no user group and none is kept. */
export async function handlesWanted(read: Read): Promise<readonly string[] | undefined> {
  const policy = (await read.currentPolicy())?.policy;
  const handles = policy === undefined ? [] : handlesIn(policy);
  const kept = (await read.userGroups())?.groups ?? [];
  return handles.length + kept.length === 0 ? undefined : handles;
}
