// Who decides for whom while somebody is away, and what approvers allowed ahead.

import type { Target } from '../domain/catalogue.ts';
import type { Absence, Delegation } from '../domain/delegation.ts';
import type { AbsenceId, DelegationId, PersonId, PreApprovalId } from '../domain/ids.ts';
import type { Kit } from './columns.ts';
import { predicate } from './predicates.ts';

export const peopleTables = (kit: Kit) => ({
  delegations: delegationTable(kit),
  absences: absenceTable(kit),
  preApprovals: preApprovalTable(kit),
});

const delegationTable = (kit: Kit) =>
  kit.table(
    'delegations',
    {
      id: kit.text<DelegationId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      from: kit.text<PersonId>('from_person').notNull(),
      to: kit.text<PersonId>('to_person').notNull(),
      zone: kit.text('zone').notNull(),
      startsAt: kit.instant('starts_at').notNull(),
      endsAt: kit.instant('ends_at').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      dueAt: kit.instant('due_at'),
      endedAt: kit.instant('ended_at'),
      endedBy: kit.text<NonNullable<Delegation['ended']>['by']>('ended_by'),
    },
    (t) => [
      kit.index('delegations_from').on(t.from, t.id).where(predicate.notEnded(t)),
      kit.index('delegations_to').on(t.to, t.id).where(predicate.notEnded(t)),
      kit.index('delegations_due').on(t.dueAt, t.id).where(predicate.due(t)),
    ],
  );

const absenceTable = (kit: Kit) =>
  kit.table(
    'absences',
    {
      id: kit.text<AbsenceId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      person: kit.text<PersonId>('person').notNull(),
      until: kit.instant('until_at'),
      createdAt: kit.instant('created_at').notNull(),
      answer: kit.text<NonNullable<Absence['answer']>>('answer'),
    },
    (t) => [kit.index('absences_person').on(t.person, t.createdAt, t.id)],
  );

const preApprovalTable = (kit: Kit) =>
  kit.table(
    'pre_approvals',
    {
      id: kit.text<PreApprovalId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      approver: kit.text<PersonId>('approver').notNull(),
      person: kit.text<PersonId>('person').notNull(),
      targetKind: kit.text<Target['kind']>('target_kind').notNull(),
      targetId: kit.text<Target['id']>('target_id').notNull(),
      most: kit.whole('most').notNull(),
      startsAt: kit.instant('starts_at').notNull(),
      endsAt: kit.instant('ends_at').notNull(),
      zone: kit.text('zone').notNull(),
      reason: kit.text('reason').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      endedAt: kit.instant('ended_at'),
    },
    (t) => [
      kit.index('pre_approvals_for').on(t.person, t.endsAt, t.id).where(predicate.notEnded(t)),
      kit.index('pre_approvals_by').on(t.approver, t.endsAt, t.id).where(predicate.notEnded(t)),
    ],
  );
