import type { Instant } from './domain/instant.ts';
import { handlesIn, isStale } from './domain/user-group.ts';
import type { Read } from './store/store.ts';

/** What there is to say about a bot whose store answers: `ready`, and what it does without. */
export async function readiness(
  read: Pick<Read, 'auditHead' | 'currentPolicy' | 'userGroups'>,
  now: Instant,
): Promise<string> {
  await read.auditHead();
  const doubt = await userGroupDoubt(read, now);
  return doubt === undefined ? 'ready' : `ready\n${doubt}`;
}

/** Why no user group counts, if the policy names any and none does. */
export async function userGroupDoubt(
  read: Pick<Read, 'currentPolicy' | 'userGroups'>,
  now: Instant,
): Promise<string | undefined> {
  const policy = (await read.currentPolicy())?.policy;
  if (policy === undefined || handlesIn(policy).length === 0) return undefined;
  const known = await read.userGroups();
  if (!isStale(known, now)) return undefined;
  const when = known === undefined ? 'never' : `last at ${new Date(known.syncedAt).toISOString()}`;
  return `Slack told ${when} who is in the user groups of the policy, so they count as empty: nobody decides through them. See “user_groups” in the log; the app needs the scope usergroups:read.`;
}
