// What drizzle-kit reads to write migrations/sqlite.
import { sqliteKit } from './columns.ts';
import { tables } from './tables.ts';

export const {
  accounts,
  apps,
  audit,
  auditHead,
  bundles,
  cards,
  entitlements,
  grants,
  inbox,
  jobRuns,
  outbox,
  people,
  personGroups,
  policyVersions,
  requestAsked,
  requests,
  taskFulfillers,
  tasks,
  votes,
} = tables(sqliteKit);
