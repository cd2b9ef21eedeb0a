// The store, written once: every read and write over one connection's handle.
import type { Change } from '../domain/decision.ts';
import { assignmentReads, assignmentWrites } from './assignments.ts';
import { auditReads, auditWrites } from './audit.ts';
import { cardReads, cardWrites } from './cards.ts';
import { delegationReads, delegationWrites } from './delegations.ts';
import { dueReads } from './due.ts';
import { grantReads, grantWrites } from './grants.ts';
import type { Handle } from './handle.ts';
import { inboxWrites } from './inbox.ts';
import { jobReads, jobWrites } from './jobs.ts';
import { outboxReads, outboxWrites } from './outbox.ts';
import { ownerSettingsReads, ownerSettingsWrites } from './owner-settings.ts';
import { peopleReads, peopleWrites, personLock } from './people.ts';
import { policyReads, policyWrites } from './policies.ts';
import { proposalReads, proposalWrites } from './policy-proposals.ts';
import { preApprovalReads, preApprovalWrites } from './pre-approvals.ts';
import { requestReads, requestWrites } from './requests.ts';
import type { Read, Write } from './store.ts';
import { taskReads, taskWrites } from './tasks.ts';
import { usageReads, usageWrites } from './usages.ts';
import { userGroupReads, userGroupWrites } from './user-groups.ts';

export const reads = (handle: Handle): Read => ({
  ...peopleReads(handle),
  ...policyReads(handle),
  ...ownerSettingsReads(handle),
  ...proposalReads(handle),
  ...userGroupReads(handle),
  ...requestReads(handle),
  ...grantReads(handle),
  ...assignmentReads(handle),
  ...dueReads(handle),
  ...delegationReads(handle),
  ...preApprovalReads(handle),
  ...taskReads(handle),
  ...usageReads(handle),
  ...cardReads(handle),
  ...auditReads(handle),
  ...jobReads(handle),
  ...outboxReads(handle),
});

export const writes = (handle: Handle): Write => ({
  ...reads(handle),
  put: put(handle),
  ...personLock(handle),
  ...auditWrites(handle),
  ...inboxWrites(handle),
  ...jobWrites(handle),
  ...outboxWrites(handle),
});

function put(handle: Handle): Write['put'] {
  const { person, account, request, vote } = { ...peopleWrites(handle), ...requestWrites(handle) };
  const policyVersion = policyWrites(handle);
  const settings = ownerSettingsWrites(handle);
  const usage = usageWrites(handle);
  const proposal = proposalWrites(handle);
  const userGroups = userGroupWrites(handle);
  const grant = grantWrites(handle);
  const assignment = assignmentWrites(handle);
  const task = taskWrites(handle);
  const card = cardWrites(handle);
  const { delegation, absence } = delegationWrites(handle);
  const preApproval = preApprovalWrites(handle);
  return async (change: Change) => {
    switch (change.put) {
      case 'person':
        return person(change.row);
      case 'account':
        return account(change.row);
      case 'policy_version':
        return policyVersion(change.row);
      case 'owner_settings':
        return settings(change.row);
      case 'usage':
        return usage(change.row);
      case 'policy_proposal':
        return proposal(change.row, change.content);
      case 'user_groups':
        return userGroups(change.row);
      case 'request':
        return request(change.row);
      case 'vote':
        return vote(change.row);
      case 'grant':
        return grant(change.row);
      case 'assignment':
        return assignment(change.row);
      case 'task':
        return task(change.row);
      case 'card':
        return card(change.row);
      case 'delegation':
        return delegation(change.row);
      case 'absence':
        return absence(change.row);
      case 'pre_approval':
        return preApproval(change.row);
    }
  };
}
