import { and, asc, eq, gt } from 'drizzle-orm';
import type { PreApproval } from '../domain/pre-approval.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import { putRow } from './put-row.ts';
import { withoutNulls } from './rows.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';

export function preApprovalReads({
  db,
  t: { preApprovals: p },
}: Handle): Pick<Read, 'preApproval' | 'preApprovalsFor' | 'preApprovalsBy'> {
  const byId = prepared(
    'preApprovals.byId',
    db
      .select()
      .from(p)
      .where(eq(p.id, gap('id'))),
  );
  const open = and(gt(p.endsAt, gap('now')), predicate.notEnded(p));
  const of = (who: typeof p.person | typeof p.approver, name: string) =>
    prepared(
      `preApprovals.${name}`,
      db
        .select()
        .from(p)
        .where(and(eq(who, gap('person')), open))
        .orderBy(asc(p.endsAt), asc(p.id)),
    );
  const [forPerson, by] = [of(p.person, 'for'), of(p.approver, 'by')];
  return {
    preApproval: async (id) => (await byId({ id })).map(toPreApproval)[0],
    preApprovalsFor: async (person, now) => (await forPerson({ person, now })).map(toPreApproval),
    preApprovalsBy: async (person, now) => (await by({ person, now })).map(toPreApproval),
  };
}

/** `pre_approval` as it is put. */
export function preApprovalWrites(handle: Handle): (row: PreApproval) => Promise<boolean> {
  const put = putRow(handle, handle.t.preApprovals, {
    name: 'preApprovals',
    fixed: ['approver', 'person', 'createdAt'],
  });
  return ({ target, ...row }) => put({ endedAt: null, ...row, targetKind: target.kind, targetId: target.id });
}

function toPreApproval({
  targetKind,
  targetId,
  ...row
}: Tables['preApprovals']['$inferSelect']): PreApproval {
  return { ...withoutNulls(row), target: { kind: targetKind, id: targetId } } as PreApproval;
}
