// Who is in the user groups that the policy names. Slack is asked at the start, by the calendar, and when it says that something changed.
import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { z } from 'zod';
import { slackNative } from '../domain/person.ts';
import type { UserGroup } from '../domain/user-group.ts';
import type { Engine } from '../engine.ts';
import { singleFlight } from './single-flight.ts';

/** One page of an answer: both methods tell everything at once as a rule; where one answers with a cursor, there is more. */
export type Page = { readonly limit: number; readonly cursor?: string };

export type UserGroupParts = {
  /** Handles that the policy names; undefined where nothing is to be done. */
  readonly wanted: () => Promise<readonly string[] | undefined>;
  /** The answers of usergroups.list and usergroups.users.list. */
  readonly list: (page: Page) => Promise<unknown>;
  readonly members: (group: string, page: Page) => Promise<unknown>;
  /** Our workspace; empty before Slack has told. */
  readonly team: () => string;
  /** Waits so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  readonly record: (groups: readonly UserGroup[]) => Promise<unknown>;
};

/** The sync of a running app. */
export const userGroupSync = (engine: Engine, client: WebClient, team: () => string): (() => Promise<void>) =>
  createUserGroupSync({
    team,
    wanted: engine.look.userGroups,
    list: (page) => client.usergroups.list({ include_disabled: false, ...page }),
    members: (group, page) => client.usergroups.users.list({ usergroup: group, ...page }),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
    record: (groups) =>
      engine.handle({ kind: 'sync_user_groups', actor: { kind: 'system', name: 'slack' }, groups }),
  });

/**
 * Makes the sync: one at a time, and one that is asked for meanwhile begins anew. It rejects when Slack does not answer everything;
 * then nothing is changed. Where the policy names no user group, Slack is not asked at all.
 */
export function createUserGroupSync(parts: UserGroupParts): () => Promise<void> {
  const sync = singleFlight((_of: 'slack') => syncOnce(parts));
  return () => sync('slack');
}

async function syncOnce(parts: UserGroupParts): Promise<void> {
  const wanted = await parts.wanted();
  if (parts.team() === '' || wanted === undefined) return;
  const groups = wanted.length === 0 ? [] : await askSlack(parts, wanted);
  await parts.record(groups);
}

// https://docs.slack.dev/reference/methods/usergroups.list
const listed = z.object({
  usergroups: z.array(z.object({ id: z.string(), handle: z.string(), date_delete: z.number().optional() })),
});
// https://docs.slack.dev/reference/methods/usergroups.users.list
const members = z.object({ users: z.array(z.string()) });

async function askSlack(parts: UserGroupParts, wanted: readonly string[]): Promise<readonly UserGroup[]> {
  const known = (await pages(parts, parts.list))
    .flatMap((page) => listed.parse(page).usergroups)
    .filter((one) => wanted.includes(one.handle) && (one.date_delete ?? 0) === 0);
  const groups: UserGroup[] = [];
  for (const { id, handle } of known) groups.push({ handle, group: id, members: await membersOf(parts, id) });
  return groups;
}

async function membersOf(parts: UserGroupParts, group: string): Promise<readonly string[]> {
  try {
    const found = await pages(parts, (page) => parts.members(group, page));
    return found.flatMap((page) => members.parse(page).users).map((user) => slackNative(parts.team(), user));
  } catch (error) {
    // Taken away since it was listed.
    if (error instanceof WebAPIPlatformError && error.data.error === 'no_such_subteam') return [];
    throw error;
  }
}

const cursor = z.object({ response_metadata: z.object({ next_cursor: z.string().optional() }).optional() });
const pageSize = 200;

async function pages(
  parts: UserGroupParts,
  ask: (page: Page) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let next: Page = { limit: pageSize }; ; ) {
    const asked = next;
    const page = await patient(parts, () => ask(asked));
    found.push(page);
    const after = cursor.parse(page).response_metadata?.next_cursor ?? '';
    if (after === '') return found;
    next = { limit: pageSize, cursor: after };
  }
}

const mostWaits = 5;

/** More groups than Slack tells of in a minute are asked for as fast as it allows. */
async function patient<Answer>({ pause }: UserGroupParts, ask: () => Promise<Answer>): Promise<Answer> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || waits >= mostWaits) throw error;
      await pause(Math.max(1, error.retryAfter) * 1_000);
    }
  }
}
