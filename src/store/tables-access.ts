// Requests, votes, grants and the tasks of humans who fulfil them.
import type { Assignment } from '../domain/assignment.ts';
import type { Target } from '../domain/catalogue.ts';
import type { Failure, Grant, GrantEnd } from '../domain/grant.ts';
import type {
  AssignmentId,
  BundleId,
  EntitlementId,
  GrantId,
  PersonId,
  PolicyVersionId,
  PreApprovalId,
  RequestId,
  TaskId,
  VoteId,
} from '../domain/ids.ts';
import type { Asked, Request, Vote } from '../domain/request.ts';
import type { Task } from '../domain/task.ts';
import type { Kit } from './columns.ts';
import { predicate } from './predicates.ts';

export const accessTables = (kit: Kit) => {
  const requests = requestTable(kit);
  const tasks = taskTable(kit);
  return {
    requests,
    requestAsked: requestAskedTable(kit, requests),
    votes: voteTable(kit, requests),
    grants: grantTable(kit),
    assignments: assignmentTable(kit),
    tasks,
    taskFulfillers: fulfillerTable(kit, tasks),
  };
};

const requestTable = (kit: Kit) =>
  kit.table(
    'requests',
    {
      id: kit.text<RequestId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      revision: kit.whole('revision').notNull(),
      state: kit.text<Request['state']>('state').notNull(),
      origin: kit.text<Request['origin']>('origin').notNull().default('asked'),
      requester: kit.text<PersonId>('requester').notNull(),
      targetKind: kit.text<Target['kind']>('target_kind').notNull(),
      targetId: kit.text<EntitlementId | BundleId>('target_id').notNull(),
      entitlements: kit.json<readonly EntitlementId[]>('entitlements').notNull(),
      risk: kit.text<Request['risk']>('risk').notNull(),
      duration: kit.whole('duration').notNull(),
      reason: kit.text('reason').notNull(),
      policyVersion: kit.text<PolicyVersionId>('policy_version').notNull(),
      rule: kit.text('rule').notNull(),
      because: kit.text('because').notNull(),
      asked: kit.json<readonly Asked[]>('asked').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      deadlineAt: kit.instant('deadline_at').notNull(),
      rest: kit.json<object>('rest').notNull(),
    },
    (t) => [
      kit.index('requests_open').on(t.requester, t.createdAt, t.id).where(predicate.open(t)),
      kit.index('requests_of_person').on(t.requester, t.createdAt, t.id),
      kit.index('requests_waiting').on(t.id).where(predicate.open(t)),
      kit.index('requests_broken').on(t.requester, t.createdAt, t.id).where(predicate.broken(t)),
      kit.index('requests_due').on(t.deadlineAt, t.id).where(predicate.pending(t)),
    ],
  );

type RequestTable = ReturnType<typeof requestTable>;

/** Who is waited for: one row a person and open request. */
const requestAskedTable = (kit: Kit, requests: RequestTable) =>
  kit.table(
    'request_asked',
    {
      request: kit
        .text<RequestId>('request')
        .notNull()
        .references(() => requests.id),
      person: kit.text<PersonId>('person').notNull(),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.primaryKey({ columns: [t.request, t.person] }),
      kit.index('request_asked_person').on(t.person, t.createdAt, t.request),
    ],
  );

const voteTable = (kit: Kit, requests: RequestTable) =>
  kit.table(
    'votes',
    {
      id: kit.text<VoteId>('id').primaryKey(),
      request: kit
        .text<RequestId>('request')
        .notNull()
        .references(() => requests.id),
      revision: kit.whole('revision').notNull(),
      stage: kit.whole('stage').notNull().default(0),
      person: kit.text<PersonId>('person').notNull(),
      verdict: kit.text<Vote['verdict']>('verdict').notNull(),
      reason: kit.text('reason').notNull(),
      at: kit.instant('at').notNull(),
      standsInFor: kit.text<PersonId>('stands_in_for'),
      preApproval: kit.text<PreApprovalId>('pre_approval'),
    },
    (t) => [kit.uniqueIndex('votes_once').on(t.request, t.revision, t.stage, t.person)],
  );

/** In SQLite a migration widens `grants_home` to cover every column, so that a Home tab is one range of one index. */
const grantTable = (kit: Kit) =>
  kit.table(
    'grants',
    {
      id: kit.text<GrantId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      request: kit.text<RequestId>('request').notNull(),
      person: kit.text<PersonId>('person').notNull(),
      entitlement: kit.text<EntitlementId>('entitlement').notNull(),
      duration: kit.whole('duration').notNull(),
      state: kit.text<Grant['state']>('state').notNull(),
      desired: kit.text<Grant['desired']>('desired').notNull(),
      observed: kit.text<Grant['observed']>('observed').notNull(),
      adopted: kit.flag('adopted').notNull(),
      attempts: kit.whole('attempts').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      expiresAt: kit.instant('expires_at').notNull(),
      /** When the clock looks at it next: an active grant is warned of, a planned one is started. */
      warnAt: kit.instant('warn_at'),
      activeAt: kit.instant('active_at'),
      endedAt: kit.instant('ended_at'),
      rest: kit
        .json<{
          readonly end?: GrantEnd;
          readonly lastFailure?: Failure;
          readonly birthright?: string;
        }>('rest')
        .notNull(),
    },
    (t) => [
      kit.index('grants_home').on(t.person, t.expiresAt, t.id).where(predicate.live(t)),
      kit.index('grants_live').on(t.id).where(predicate.live(t)),
      kit.index('grants_of_request').on(t.request, t.id),
      kit.index('grants_due').on(t.expiresAt, t.id).where(predicate.present(t)),
      kit.index('grants_to_start').on(t.warnAt, t.id).where(predicate.toStart(t)),
      kit.index('grants_to_warn').on(t.warnAt, t.id).where(predicate.toWarn(t)),
    ],
  );

/** What rules give by birthright, and what became of it. */
const assignmentTable = (kit: Kit) =>
  kit.table(
    'assignments',
    {
      id: kit.text<AssignmentId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      person: kit.text<PersonId>('person').notNull(),
      entitlement: kit.text<EntitlementId>('entitlement').notNull(),
      rule: kit.text('rule').notNull(),
      state: kit.text<Assignment['state']>('state').notNull(),
      grant: kit.text<GrantId>('grant_id'),
      createdAt: kit.instant('created_at').notNull(),
      since: kit.instant('since').notNull(),
      rest: kit.json<object>('rest').notNull(),
    },
    (t) => [
      kit.index('assignments_of_person').on(t.person, t.id),
      kit.index('assignments_held_back').on(t.person).where(predicate.heldBack(t)),
    ],
  );

const taskTable = (kit: Kit) =>
  kit.table(
    'tasks',
    {
      id: kit.text<TaskId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      grant: kit.text<GrantId>('grant_id').notNull(),
      work: kit.text<Task['work']>('work').notNull(),
      fulfillers: kit.json<readonly PersonId[]>('fulfillers').notNull(),
      state: kit.text<Task['state']>('state').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      remindAt: kit.instant('remind_at'),
      rest: kit.json<object>('rest').notNull(),
    },
    (t) => [
      kit.index('tasks_open').on(t.grant, t.id).where(predicate.openTask(t)),
      kit.index('tasks_to_remind').on(t.remindAt, t.id).where(predicate.toRemind(t)),
    ],
  );

/** Whose list a task is on: one row a fulfiller and open task. */
const fulfillerTable = (kit: Kit, tasks: ReturnType<typeof taskTable>) =>
  kit.table(
    'task_fulfillers',
    {
      task: kit
        .text<TaskId>('task')
        .notNull()
        .references(() => tasks.id),
      person: kit.text<PersonId>('person').notNull(),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.primaryKey({ columns: [t.task, t.person] }),
      kit.index('task_fulfillers_person').on(t.person, t.createdAt, t.task),
    ],
  );
