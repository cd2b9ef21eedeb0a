// Who works here, and what the current policy says there is to ask for.
import type { App, Bundle, Entitlement } from '../domain/catalogue.ts';
import type {
  AccountId,
  AppId,
  BundleId,
  EntitlementId,
  PersonId,
  PolicyVersionId,
  ProposalId,
} from '../domain/ids.ts';
import type { PersonStatus } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { PolicyAuthor, PolicyProposal, ProposalSummary } from '../domain/proposal.ts';
import type { UserGroup } from '../domain/user-group.ts';
import type { Kit } from './columns.ts';
import { predicate } from './predicates.ts';

export const companyTables = (kit: Kit) => ({
  ...peopleTables(kit),
  accounts: accountTable(kit),
  ...userGroupTables(kit),
  policyVersions: policyTable(kit),
  policyProposals: proposalTable(kit),
  ...catalogueTables(kit),
});

function peopleTables(kit: Kit) {
  const people = kit.table(
    'people',
    {
      id: kit.text<PersonId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      email: kit.text('email').notNull(),
      name: kit.text('name').notNull(),
      manager: kit.text<PersonId>('manager'),
      department: kit.text('department').notNull(),
      title: kit.text('title').notNull(),
      location: kit.text('location').notNull(),
      status: kit.text<PersonStatus>('status').notNull(),
      startDate: kit.text('start_date'),
      endDate: kit.text('end_date'),
      groups: kit.json<readonly string[]>('groups').notNull(),
      attributes: kit.json<Readonly<Record<string, string>>>('attributes').notNull(),
    },
    (t) => [
      kit.index('people_of_role').on(t.department, t.title, t.id),
      kit.index('people_of_manager').on(t.manager),
    ],
  );
  const personGroups = kit.table(
    'person_groups',
    {
      group: kit.text('group_name').notNull(),
      person: kit
        .text<PersonId>('person')
        .notNull()
        .references(() => people.id),
    },
    (t) => [
      kit.primaryKey({ columns: [t.group, t.person] }),
      kit.index('person_groups_of_person').on(t.person),
    ],
  );
  return { people, personGroups };
}

const accountTable = (kit: Kit) =>
  kit.table(
    'accounts',
    {
      id: kit.text<AccountId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      person: kit.text<PersonId>('person').notNull(),
      system: kit.text('system').notNull(),
      native: kit.text('native').notNull(),
    },
    (t) => [
      kit.uniqueIndex('accounts_native').on(t.system, t.native),
      kit.index('accounts_of_person').on(t.person, t.system, t.id),
    ],
  );

/** One row, and its members as rows of their own, to be found by. */
const userGroupTables = (kit: Kit) => ({
  userGroups: kit.table('user_groups', {
    id: kit.text<'slack'>('id').primaryKey(),
    version: kit.whole('version').notNull(),
    syncedAt: kit.instant('synced_at').notNull(),
    groups: kit.json<readonly UserGroup[]>('groups').notNull(),
  }),
  userGroupMembers: kit.table(
    'user_group_members',
    { handle: kit.text('handle').notNull(), native: kit.text('native').notNull() },
    (t) => [kit.primaryKey({ columns: [t.handle, t.native] })],
  ),
});

const policyTable = (kit: Kit) =>
  kit.table('policy_versions', {
    id: kit.text<PolicyVersionId>('id').primaryKey(),
    number: kit.whole('number').notNull().unique(),
    hash: kit.text('hash').notNull(),
    appliedAt: kit.instant('applied_at').notNull(),
    appliedBy: kit.text('applied_by').notNull(),
    policy: kit.json<Policy>('policy').notNull(),
  });

/** Policies that wait, or waited, for a second person. The file and what it was read as are only looked at when one is decided. */
const proposalTable = (kit: Kit) =>
  kit.table(
    'policy_proposals',
    {
      id: kit.text<ProposalId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      base: kit.text<PolicyVersionId>('base').notNull(),
      hash: kit.text('hash').notNull(),
      file: kit.text('file').notNull(),
      policy: kit.json<Policy>('policy').notNull(),
      author: kit.json<PolicyAuthor>('author').notNull(),
      summary: kit.json<ProposalSummary>('summary').notNull(),
      state: kit.text<PolicyProposal['state']>('state').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      rest: kit.json<object>('rest').notNull(),
    },
    (t) => [
      kit.index('policy_proposals_open').on(t.id).where(predicate.openProposal(t)),
      kit.index('policy_proposals_file').on(t.hash, t.id),
    ],
  );

/** The catalogue of the current policy, for joins and reports; what a later policy no longer names is retired, never deleted. */
const catalogueTables = (kit: Kit) => ({
  apps: kit.table('apps', {
    id: kit.text<AppId>('id').primaryKey(),
    name: kit.text('name').notNull(),
    connector: kit.text('connector').notNull(),
    row: kit.json<App>('row').notNull(),
    policyVersion: kit.text<PolicyVersionId>('policy_version').notNull(),
    retiredAt: kit.instant('retired_at'),
  }),
  entitlements: kit.table('entitlements', {
    id: kit.text<EntitlementId>('id').primaryKey(),
    name: kit.text('name').notNull(),
    app: kit.text<AppId>('app').notNull(),
    risk: kit.text<Entitlement['risk']>('risk').notNull(),
    row: kit.json<Entitlement>('row').notNull(),
    policyVersion: kit.text<PolicyVersionId>('policy_version').notNull(),
    retiredAt: kit.instant('retired_at'),
  }),
  bundles: kit.table('bundles', {
    id: kit.text<BundleId>('id').primaryKey(),
    name: kit.text('name').notNull(),
    row: kit.json<Bundle>('row').notNull(),
    policyVersion: kit.text<PolicyVersionId>('policy_version').notNull(),
    retiredAt: kit.instant('retired_at'),
  }),
});
