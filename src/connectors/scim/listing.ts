import type { Assignment, Ctx, Cursor, Listing } from '../connector.ts';
import { readPage, type ScimClient } from './client.ts';
import { groupSchema, type ScimGroup } from './schema.ts';

/** Few groups a page: each brings all its members along. */
const GROUPS_A_PAGE = 20;

/** Who is in which group. The cursor is the SCIM startIndex; members that are groups themselves are left out. */
export async function listAssignments(
  client: ScimClient,
  ctx: Ctx,
  page: Cursor = '1',
): Promise<Listing<Assignment>> {
  if (!/^[1-9]\d{0,8}$/.test(page))
    return { is: 'refused', code: 'invalid', message: 'That is no cursor of this list' };
  const read = await readPage(client, ctx, {
    path: '/Groups',
    item: groupSchema,
    startIndex: Number(page),
    params: { count: GROUPS_A_PAGE, attributes: 'displayName,members' },
  });
  if (read.is !== 'read') return read;
  const { items, next } = read.value;
  return {
    is: 'page',
    items: items.flatMap(assignmentsOf),
    ...(next === undefined ? {} : { next: String(next) }),
  };
}

function assignmentsOf({ id, displayName, members }: ScimGroup): Assignment[] {
  const native = { groupId: id, ...(displayName ? { group: displayName } : {}) };
  return (members ?? [])
    .filter(({ type }) => type !== 'Group')
    .map(({ value, display }) => ({ account: value, native, ...(display ? { accountName: display } : {}) }));
}
