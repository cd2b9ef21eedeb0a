// What was allowed ahead, for decisions that may begin a stage, and as it is shown.

import type { AheadFacts } from '../domain/decide/use-pre-approvals.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { findItem } from '../domain/item.ts';
import type { Request } from '../domain/request.ts';
import type { PreApprovalView, RequestView } from '../domain/views.ts';
import { named } from './named.ts';
import type { Read } from './store.ts';

/** Where something was allowed ahead to this person: what its use is decided on. */
export async function aheadFacts(
  read: Read,
  about: Omit<AheadFacts, 'windows'>,
  now: Instant,
): Promise<{ readonly ahead?: AheadFacts }> {
  if (about.requester === undefined) return {};
  const windows = await read.preApprovalsFor(about.requester.id, now);
  return windows.length === 0 ? {} : { ahead: { ...about, windows } };
}

/** What this person allowed ahead and what is still to count. */
export async function preApprovalsOf(
  read: Read,
  by: PersonId,
  now: Instant,
): Promise<readonly PreApprovalView[]> {
  const views: PreApprovalView[] = [];
  const policy = (await read.currentPolicy())?.policy;
  for (const preApproval of await read.preApprovalsBy(by, now)) {
    const person = await named(read, preApproval.person);
    if (person === undefined) continue;
    const item = policy && findItem(policy, preApproval.target, person.person);
    views.push({ preApproval, person, name: item?.name ?? preApproval.target.id });
  }
  return views;
}

/** What was allowed ahead and used for a request, with the names of whoever allowed it. */
export async function usedAhead(read: Read, request: Request): Promise<RequestView['ahead']> {
  const used = [];
  for (const { by, until, reason } of request.ahead ?? []) {
    const who = await named(read, by);
    used.push({
      person: by,
      name: who?.person.name ?? by,
      until,
      reason,
      ...(who?.slack === undefined ? {} : { slack: who.slack }),
    });
  }
  return used;
}
