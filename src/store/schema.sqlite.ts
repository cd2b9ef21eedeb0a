// What drizzle-kit reads to write migrations/sqlite.
import { sqliteKit } from './columns.ts';
import { tables } from './tables.ts';

export const {
  absences,
  accounts,
  apps,
  assignments,
  audit,
  auditHead,
  bundles,
  cards,
  delegations,
  entitlements,
  grants,
  inbox,
  jobRuns,
  outbox,
  ownerSettings,
  people,
  personGroups,
  policyProposals,
  policyVersions,
  preApprovals,
  requestAsked,
  requests,
  taskFulfillers,
  tasks,
  usages,
  userGroupMembers,
  userGroups,
  votes,
} = tables(sqliteKit);
