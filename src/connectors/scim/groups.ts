import type { Ctx, Target } from '../connector.ts';
import type { HttpAnswer } from '../http.ts';
import { equals, type Problem, readPage, type ScimClient, segment } from './client.ts';
import { type Lookup, sameText, searchOne } from './lookup.ts';
import { groupSchema, type ScimGroup, type ScimTarget, targetSchema } from './schema.ts';

/** The group an entitlement means; by name, there must be exactly one. */
export async function findGroup(client: ScimClient, ctx: Ctx, target: Target): Promise<Lookup<ScimGroup>> {
  const parsed = targetSchema.safeParse(target.native);
  if (!parsed.success) {
    const message = `The target of ${target.entitlement} needs either a group or a groupId`;
    return { is: 'refused', code: 'invalid', message };
  }
  if ('groupId' in parsed.data) return groupById(client, ctx, parsed.data.groupId);
  const { group } = parsed.data;
  return searchOne(client, ctx, {
    path: '/Groups',
    item: groupSchema,
    filter: equals('displayName', group),
    attributes: 'displayName',
    matches: (found: ScimGroup) => sameText(found.displayName, group),
    wanted: `group named ${JSON.stringify(group)}`,
  });
}

/** Whether the group holds the user. A failure is never read as "no". */
export async function isMember(client: ScimClient, ctx: Ctx, pair: Pair): Promise<Membership> {
  return client.config.membershipCheck === 'members' ? listed(client, ctx, pair) : asked(client, ctx, pair);
}

/** Adds or removes one member with a PATCH (RFC 7644 §3.5.2). */
export function changeMember(
  client: ScimClient,
  ctx: Ctx,
  { op, group, user }: Pair & { readonly op: 'add' | 'remove' },
): Promise<HttpAnswer | Problem> {
  const value = [{ value: user }];
  const byFilter = op === 'remove' && client.config.removeMembersBy === 'filter';
  const operation = byFilter
    ? { op, path: `members[${equals('value', user)}]` }
    : { op, path: 'members', value };
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] };
  return client.write(ctx, { method: 'PATCH', path: `/Groups/${segment(group)}`, body });
}

/** Ids of a group and of a user. */
export type Pair = { readonly group: string; readonly user: string };
export type Membership = { readonly is: 'read'; readonly member: boolean } | Problem;

async function groupById(
  client: ScimClient,
  ctx: Ctx,
  id: Extract<ScimTarget, { groupId: string }>['groupId'],
) {
  const path = `/Groups/${segment(id)}`;
  const read = await client.get(ctx, path, { schema: groupSchema, params: { attributes: 'displayName' } });
  if (read.is === 'read') return { is: 'found', value: read.value } satisfies Lookup<ScimGroup>;
  if (read.is !== 'refused' || read.code !== 'not_found') return read;
  return { is: 'absent', message: `The app has no group with the id ${id}` } satisfies Lookup<ScimGroup>;
}

async function listed(client: ScimClient, ctx: Ctx, { group, user }: Pair): Promise<Membership> {
  const path = `/Groups/${segment(group)}`;
  const read = await client.get(ctx, path, { schema: groupSchema, params: { attributes: 'members' } });
  if (read.is !== 'read') return read;
  return { is: 'read', member: (read.value.members ?? []).some((member) => member.value === user) };
}

async function asked(client: ScimClient, ctx: Ctx, { group, user }: Pair): Promise<Membership> {
  const filter = `${equals('id', group)} and ${equals('members.value', user)}`;
  const read = await readPage(client, ctx, {
    path: '/Groups',
    item: groupSchema,
    startIndex: 1,
    params: { filter, attributes: 'displayName' },
  });
  if (read.is !== 'read') return read;
  return { is: 'read', member: read.value.items.some((found) => found.id === group) };
}
