/** Apps that speak SCIM 2.0 (RFC 7643, RFC 7644): an entitlement is a group, a grant is membership in it. */
import type {
  Connector,
  ConnectorFactory,
  Ctx,
  Observation,
  Outcome,
  Subject,
  Success,
  Target,
} from '../connector.ts';
import { checkServer } from './check.ts';
import { createClient, type ScimClient } from './client.ts';
import { changeMember, findGroup, isMember, type Pair } from './groups.ts';
import { listAssignments } from './listing.ts';
import { configSchema, type ScimGroup, type ScimUser, targetSchema } from './schema.ts';
import { ensureUser, findUser } from './users.ts';

export const scim: ConnectorFactory = {
  type: 'scim',
  config: configSchema,
  target: targetSchema,
  create(config, deps): Connector {
    const client = createClient(configSchema.parse(config), deps);
    return {
      type: 'scim',
      fulfilment: 'immediate',
      capabilities: { list: true, listIsComplete: true, consistency: 'strong', maxParallel: 4 },
      check: (ctx) => checkServer(client, ctx),
      has: (ctx, subject, target) => has(client, ctx, { subject, target }),
      grant: (ctx, subject, target) => grant(client, ctx, { subject, target }),
      revoke: (ctx, subject, target) => revoke(client, ctx, { subject, target }),
      listAssignments: (ctx, page) => listAssignments(client, ctx, page),
    };
  },
};

type Key = { readonly subject: Subject; readonly target: Target };
type Change = Pair & { readonly op: 'add' | 'remove'; readonly name: string };

async function has(client: ScimClient, ctx: Ctx, { subject, target }: Key): Promise<Observation> {
  const group = await findGroup(client, ctx, target);
  if (group.is !== 'found') return unseen(ctx, target, group.message);
  const user = await findUser(client, ctx, subject);
  if (user.is === 'absent') return 'absent';
  if (user.is !== 'found') return unseen(ctx, target, user.message);
  const membership = await isMember(client, ctx, pairOf(group.value, user.value));
  if (membership.is !== 'read') return unseen(ctx, target, membership.message);
  return membership.member ? 'present' : 'absent';
}

function unseen(ctx: Ctx, { entitlement }: Target, reason: string): 'unknown' {
  ctx.log('warn', 'could not see whether access is there', { entitlement, reason });
  return 'unknown';
}

async function grant(client: ScimClient, ctx: Ctx, { subject, target }: Key): Promise<Outcome> {
  const group = await findGroup(client, ctx, target);
  if (group.is === 'absent') return { is: 'refused', code: 'not_found', message: group.message };
  if (group.is !== 'found') return group;
  const user = await ensureUser(client, ctx, subject);
  if (user.is !== 'found') return user;
  return settle(client, ctx, { op: 'add', ...pairOf(group.value, user.value) });
}

async function revoke(client: ScimClient, ctx: Ctx, { subject, target }: Key): Promise<Outcome> {
  const group = await findGroup(client, ctx, target);
  // A group that was renamed still has its members: "no such group" must not count as "taken away".
  if (group.is === 'absent') return { is: 'refused', code: 'not_found', message: group.message };
  if (group.is !== 'found') return group;
  const user = await findUser(client, ctx, subject);
  if (user.is === 'absent') return { is: 'already', evidence: { what: user.message, at: ctx.now() } };
  if (user.is !== 'found') return user;
  return settle(client, ctx, { op: 'remove', ...pairOf(group.value, user.value) });
}

/** Looks, changes what has to be changed, and looks again when the server objects: someone may have been faster. */
async function settle(client: ScimClient, ctx: Ctx, change: Change): Promise<Outcome> {
  const wanted = change.op === 'add';
  const before = await isMember(client, ctx, change);
  if (before.is !== 'read') return before;
  if (before.member === wanted) return success(ctx, 'already', change);
  const answer = await changeMember(client, ctx, change);
  if (answer.is === 'answer') return success(ctx, 'done', change);
  const objects = answer.is === 'refused' || (answer.is === 'failed' && answer.code === 'conflict');
  if (!objects) return answer;
  const after = await isMember(client, ctx, change);
  return after.is === 'read' && after.member === wanted ? success(ctx, 'already', change) : answer;
}

function pairOf(group: ScimGroup, user: ScimUser): Omit<Change, 'op'> {
  return { group: group.id, user: user.id, name: group.displayName ?? group.id };
}

function success(ctx: Ctx, is: Success['is'], { op, group, user, name }: Change): Success {
  const now = is === 'done' ? 'now' : 'already';
  const what = `user ${user} is ${now} ${op === 'add' ? 'a member' : 'no member'} of group ${JSON.stringify(name)}`;
  return { is, evidence: { what, native: `${group}/${user}`, at: ctx.now() } };
}
