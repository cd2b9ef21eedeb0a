import { and, asc, eq, gt, lte, ne } from 'drizzle-orm';
import type { Assignment } from '../domain/assignment.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { putRow } from './put-row.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';

type AssignmentReads = Pick<Read, 'assignment' | 'assignmentsOf' | 'openAssignments'>;

export function assignmentReads({ db, t: { assignments: a, grants: g } }: Handle): AssignmentReads {
  const byId = prepared(
    'assignments.byId',
    db
      .select()
      .from(a)
      .where(eq(a.id, gap('id'))),
  );
  const ofPerson = prepared(
    'assignments.ofPerson',
    db
      .select()
      .from(a)
      .where(eq(a.person, gap('person')))
      .orderBy(asc(a.id)),
  );
  const open = prepared(
    'assignments.open',
    db
      .select({ assignment: a, desired: g.desired })
      .from(a)
      .leftJoin(g, eq(g.id, a.grant))
      .where(and(gt(a.person, gap('after')), lte(a.person, gap('upTo')), ne(a.state, 'ended')))
      .orderBy(asc(a.person), asc(a.id)),
  );
  return {
    assignment: async (id) => (await byId({ id })).map(toAssignment)[0],
    assignmentsOf: async (person) => (await ofPerson({ person })).map(toAssignment),
    openAssignments: async (after, upTo) =>
      (await open({ after, upTo })).map(({ assignment, desired }) => ({
        assignment: toAssignment(assignment),
        lasts: assignment.state === 'given' && desired === 'present',
      })),
  };
}

/** `assignment` as it is put. */
export function assignmentWrites(handle: Handle): (row: Assignment) => Promise<boolean> {
  const put = putRow(handle, handle.t.assignments, {
    name: 'assignments',
    fixed: ['person', 'entitlement', 'createdAt'],
  });
  return (assignment) => put(toRow(assignment));
}

type AssignmentRow = Tables['assignments']['$inferSelect'];

const toAssignment = ({ rest, grant, ...row }: AssignmentRow): Assignment =>
  ({ ...row, ...(grant === null ? {} : { grant }), ...rest }) as Assignment;

function toRow(assignment: Assignment): AssignmentRow {
  const { givenIn, takenIn } = assignment;
  const rest = {
    ...(givenIn === undefined ? {} : { givenIn }),
    ...(takenIn === undefined ? {} : { takenIn }),
    ...('conflict' in assignment ? { conflict: assignment.conflict } : {}),
    ...('terms' in assignment ? { terms: assignment.terms } : {}),
  };
  return { ...assignment, grant: 'grant' in assignment ? (assignment.grant ?? null) : null, rest };
}
