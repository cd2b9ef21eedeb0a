import { and, asc, eq, lte } from 'drizzle-orm';
import type { Task } from '../domain/task.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import { gapsFor, putRow } from './put-row.ts';
import { withoutNulls } from './rows.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';

export function taskReads({
  db,
  t,
}: Handle): Pick<Read, 'task' | 'openTasksOf' | 'openTasksFor' | 'tasksToRemind'> {
  const { tasks, taskFulfillers: fulfillers } = t;
  const byId = prepared(
    'tasks.byId',
    db
      .select()
      .from(tasks)
      .where(eq(tasks.id, gap('id'))),
  );
  const ofGrant = prepared(
    'tasks.ofGrant',
    db
      .select()
      .from(tasks)
      .where(and(eq(tasks.grant, gap('grant')), predicate.openTask(tasks)))
      .orderBy(asc(tasks.id)),
  );
  const ofPerson = prepared(
    'tasks.ofPerson',
    db
      .select({ task: tasks })
      .from(fulfillers)
      .innerJoin(tasks, eq(tasks.id, fulfillers.task))
      .where(eq(fulfillers.person, gap('person')))
      .orderBy(asc(fulfillers.createdAt), asc(fulfillers.task))
      .limit(gap('limit')),
  );
  const toRemind = prepared(
    'tasks.toRemind',
    db
      .select()
      .from(tasks)
      .where(and(lte(tasks.remindAt, gap('now')), predicate.toRemind(tasks)))
      .orderBy(asc(tasks.remindAt), asc(tasks.id))
      .limit(gap('limit')),
  );
  return {
    tasksToRemind: async (now, limit) => (await toRemind({ now, limit })).map(toTask),
    task: async (id) => (await byId({ id })).map(toTask)[0],
    openTasksOf: async (grant) => (await ofGrant({ grant })).map(toTask),
    openTasksFor: async (person, limit) =>
      (await ofPerson({ person, limit })).map(({ task }) => toTask(task)),
  };
}

/** `task` as it is put. Whoever an open task is for is also a row, to be found by. */
export function taskWrites(handle: Handle): (row: Task) => Promise<boolean> {
  const { db, t } = handle;
  const put = putRow(handle, t.tasks, { name: 'tasks', fixed: ['grant', 'createdAt'] });
  const forget = prepared(
    'taskFulfillers.forget',
    db.delete(t.taskFulfillers).where(eq(t.taskFulfillers.task, gap('task'))),
  );
  const ask = prepared(
    'taskFulfillers.ask',
    db
      .insert(t.taskFulfillers)
      .values(gapsFor(t.taskFulfillers) as never)
      .onConflictDoNothing(),
  );
  return async (task) => {
    if (!(await put(toRow(task)))) return false;
    if (task.version > 1) await forget({ task: task.id });
    if (task.state !== 'open') return true;
    for (const person of task.fulfillers) await ask({ task: task.id, person, createdAt: task.createdAt });
    return true;
  };
}

type TaskRow = Tables['tasks']['$inferSelect'];

const toTask = ({ rest, ...row }: TaskRow): Task => ({ ...withoutNulls(row), ...rest }) as Task;

function toRow(task: Task): TaskRow {
  const { id, version, grant, work, fulfillers, createdAt, remindAt = null, state, ...rest } = task;
  return { id, version, grant, work, fulfillers, createdAt, remindAt, state, rest };
}
