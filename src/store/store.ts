// The store's port: what the engine, the scheduler and the auditors may do with it. sqlite.ts and postgres.ts open one.
import type { Assignment } from '../domain/assignment.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { About, Card } from '../domain/card.ts';
import type { Target } from '../domain/catalogue.ts';
import type { Change, Effect } from '../domain/decision.ts';
import type { Absence, Delegation } from '../domain/delegation.ts';
import type { Grant } from '../domain/grant.ts';
import type {
  AbsenceId,
  AssignmentId,
  CardId,
  DelegationId,
  EntitlementId,
  GrantId,
  PersonId,
  PolicyVersionId,
  PreApprovalId,
  ProposalId,
  RequestId,
  TaskId,
} from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { OwnerSettings } from '../domain/owner-settings.ts';
import type { Account, Person } from '../domain/person.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import type { PreApproval } from '../domain/pre-approval.ts';
import type { PolicyProposal, ProposedFile } from '../domain/proposal.ts';
import type { Request, Vote } from '../domain/request.ts';
import type { Task } from '../domain/task.ts';
import type { Usage } from '../domain/usage.ts';
import type { UserGroups } from '../domain/user-group.ts';

/** A page of a list: at most `limit` rows after the key `after` (exclusive), in key order. Paged by key, never by offset. */
export type Page = { readonly after?: string; readonly limit: number };

/** An audit entry as it stands in the chain. `hash` covers every other field and the hash before it. */
export type SealedEntry = AuditEntry & {
  /** Gap-free, from 1. */
  readonly seq: number;
  readonly at: Instant;
  readonly prevHash: string;
  readonly hash: string;
};

/** Makes the next link of the chain; `previous` is undefined for the first. */
export type Seal = (
  previous: { readonly seq: number; readonly hash: string } | undefined,
  entry: AuditEntry,
  at: Instant,
) => SealedEntry;

export type OutboxKind = 'reconcile' | 'card' | 'assign';

/** A piece of work as its holder sees it. `fence` grows with each claim: a result under an old fence is not written. */
export type Claim = {
  readonly kind: OutboxKind;
  readonly key: string;
  readonly attempts: number;
  readonly fence: number;
  /** How often the work was wanted when it was claimed; more by the end means it is to be done again. */
  readonly wanted: number;
  readonly enqueuedAt: Instant;
  readonly lastError: string | null;
};

export type InboxRow = {
  readonly source: string;
  readonly key: string;
  readonly receivedAt: Instant;
};

/** Select only. Everything is read from committed rows, or, inside a transaction, from its own. */
export type Read = {
  person(id: PersonId): Promise<Person | undefined>;
  people(ids: readonly PersonId[]): Promise<readonly Person[]>;
  /** Active or not, in id order. */
  listPeople(page: Page): Promise<readonly Person[]>;
  peopleInGroup(group: string): Promise<readonly Person[]>;
  /** Active or not, with this department and title, in id order. */
  peopleOfRole(role: Pick<Person, 'department' | 'title'>, limit: number): Promise<readonly Person[]>;
  /** Whether anybody has this person for a manager. */
  manages(person: PersonId): Promise<boolean>;
  /** The account and its person, found by `(system, native)`. */
  account(system: string, native: string): Promise<Account | undefined>;
  accountsOf(person: PersonId, system: string): Promise<readonly Account[]>;
  /** The user groups of Slack that the policy names, as they were last told. */
  userGroups(): Promise<UserGroups | undefined>;
  /** Members whom the directory knows by their Slack account, active or not, in id order. */
  peopleInUserGroup(handle: string): Promise<readonly Person[]>;
  /** The policy in force, with what owners chose. Its id names both, so that a request finds the very policy it was made under. */
  currentPolicy(): Promise<PolicyVersion | undefined>;
  /** The newest version as its file has it, without what owners chose. */
  policyAsFiled(): Promise<PolicyVersion | undefined>;
  policyVersion(id: PolicyVersionId): Promise<PolicyVersion | undefined>;
  /** The newest choice of each entitlement's owners, in the order they were made. */
  ownerSettings(): Promise<readonly OwnerSettings[]>;
  proposal(id: ProposalId): Promise<PolicyProposal | undefined>;
  /** The file that is proposed: up to 1 MB, and what it was read as. */
  proposedFile(id: ProposalId): Promise<ProposedFile | undefined>;
  /** Those that wait for a second person, oldest first. */
  openProposals(): Promise<readonly PolicyProposal[]>;
  /** Every proposal of a file with this hash, oldest first. */
  proposalsOfFile(hash: string): Promise<readonly PolicyProposal[]>;
  /** In any state, newest first. */
  recentProposals(limit: number): Promise<readonly PolicyProposal[]>;
  request(id: RequestId): Promise<Request | undefined>;
  /** Pending or needs_info, newest first. */
  openRequestsOf(person: PersonId): Promise<readonly Request[]>;
  /** Pending or needs_info, of anybody, in id order. */
  openRequests(page: Page): Promise<readonly Request[]>;
  /** In any state and of anybody, in id order, which is that in which they were made. */
  listRequests(page: Page): Promise<readonly Request[]>;
  /** The person's newest requests in any state. */
  recentRequestsOf(person: PersonId, limit: number): Promise<readonly Request[]>;
  /** The last request by which the person broke glass. */
  lastBrokenBy(person: PersonId): Promise<Request | undefined>;
  /** Open requests that this person was asked to decide, oldest first. */
  waitingFor(person: PersonId, limit: number): Promise<readonly Request[]>;
  votesOn(request: RequestId): Promise<readonly Vote[]>;
  grant(id: GrantId): Promise<Grant | undefined>;
  grantsOfRequest(request: RequestId): Promise<readonly Grant[]>;
  /** Grants of one person on one entitlement that may still exist in the target. */
  liveGrantsOn(person: PersonId, entitlement: EntitlementId): Promise<readonly Grant[]>;
  /** Grants of a person that may still exist in a target, soonest end first. */
  liveGrantsOf(person: PersonId): Promise<readonly Grant[]>;
  /** The entitlements a person is to have now, each once. */
  heldBy(person: PersonId): Promise<readonly EntitlementId[]>;
  /** Every grant that may still exist, in id order. */
  listLiveGrants(page: Page): Promise<readonly Grant[]>;
  assignment(id: AssignmentId): Promise<Assignment | undefined>;
  /** All that rules ever gave this person, oldest first. */
  assignmentsOf(person: PersonId): Promise<readonly Assignment[]>;
  /** The assignments that are not ended of everybody between two ids (the first one not); `lasts`: their grant is to be present. */
  openAssignments(
    after: string,
    upTo: PersonId,
  ): Promise<readonly { readonly assignment: Assignment; readonly lasts: boolean }[]>;
  /** Grants desired present whose end has come, soonest first. */
  grantsToExpire(now: Instant, limit: number): Promise<readonly Grant[]>;
  /** Approved grants whose later start has come. */
  grantsToStart(now: Instant, limit: number): Promise<readonly Grant[]>;
  /** Active grants whose warning is due. */
  grantsToWarn(now: Instant, limit: number): Promise<readonly Grant[]>;
  requestsToExpire(now: Instant, limit: number): Promise<readonly Request[]>;
  /** Open tasks about which somebody is to be asked again. */
  tasksToRemind(now: Instant, limit: number): Promise<readonly Task[]>;
  /** The earliest instant at which one of the four lists above will not be empty. */
  delegation(id: DelegationId): Promise<Delegation | undefined>;
  /** What these people handed over and nobody ended; some may be over or still to come. */
  delegationsFrom(people: readonly PersonId[]): Promise<readonly Delegation[]>;
  /** What was handed to this person and nobody ended. */
  delegationsTo(person: PersonId): Promise<readonly Delegation[]>;
  /** Delegations whose beginning or end has come and whose open requests have to be asked anew. */
  delegationsDue(now: Instant, limit: number): Promise<readonly Delegation[]>;
  preApproval(id: PreApprovalId): Promise<PreApproval | undefined>;
  /** What this person was allowed ahead, neither withdrawn nor over, soonest end first. */
  preApprovalsFor(person: PersonId, now: Instant): Promise<readonly PreApproval[]>;
  /** What this person allowed ahead, neither withdrawn nor over, soonest end first. */
  preApprovalsBy(person: PersonId, now: Instant): Promise<readonly PreApproval[]>;
  absence(id: AbsenceId): Promise<Absence | undefined>;
  lastAbsenceOf(person: PersonId): Promise<Absence | undefined>;
  /** The earliest instant at which one of the lists of what is due will not be empty. */
  nextDue(): Promise<Instant | undefined>;
  task(id: TaskId): Promise<Task | undefined>;
  openTasksOf(grant: GrantId): Promise<readonly Task[]>;
  openTasksFor(person: PersonId, limit: number): Promise<readonly Task[]>;
  /** When this person last used what, as far as it was reported, in the order of its names. */
  usagesOf(person: PersonId): Promise<readonly Usage[]>;
  /** Everybody of whom any use was reported, in id order. */
  peopleWithUsage(page: Page): Promise<readonly PersonId[]>;
  card(id: CardId): Promise<Card | undefined>;
  cardsAbout(about: About): Promise<readonly Card[]>;
  /** The cards that told somebody that nobody can decide about this item for this person, at whatever length; in no order. */
  gapCards(item: Target, person: PersonId): Promise<readonly Card[]>;
  homeCardOf(person: PersonId): Promise<Card | undefined>;
  auditHead(): Promise<{ readonly seq: number; readonly hash: string } | undefined>;
  /** Entries with `seq` greater than `after`, in order. */
  auditAfter(after: number, limit: number): Promise<readonly SealedEntry[]>;
  jobRun(job: string): Promise<Instant | undefined>;
  /** Work in the outbox that failed at least once, oldest first. */
  stuckWork(limit: number): Promise<readonly Claim[]>;
  /** When the next piece of unclaimed (or abandoned) work may be done. */
  nextWork(): Promise<Instant | undefined>;
};

/** Inside a transaction. Nothing but these is awaited in it. */
export type Write = Read & {
  /** Puts one row. False: the version before it is not the one stored, so the decision must be taken again. */
  put(change: Change): Promise<boolean>;
  /**
   * Whoever else wants to be alone with this person waits until this transaction ends: for what is decided by looking for rows that
   * are not there, which no version guards. Called before those rows are read.
   */
  alone(person: PersonId): Promise<void>;
  /** Adds effects to the outbox; the same work wanted twice is one row. */
  enqueue(effects: readonly Effect[], now: Instant): Promise<void>;
  appendAudit(entry: SealedEntry): Promise<void>;
  /** The outcome recorded for this delivery, if it was handled before. */
  handledDelivery(source: string, key: string): Promise<string | undefined>;
  /** Records what came of a delivery (made if it was not received before). */
  markHandled(row: {
    readonly source: string;
    readonly key: string;
    readonly outcome: string;
    readonly at: Instant;
  }): Promise<void>;
  /** False: it was received before. */
  receive(row: InboxRow): Promise<boolean>;
  recordJobRun(job: string, at: Instant): Promise<void>;
  /** Takes up to `limit` due pieces of work that nobody holds, reconcile before card, urgent first, and holds them until `leaseUntil`. */
  claimWork(ask: {
    readonly now: Instant;
    readonly leaseUntil: Instant;
    readonly owner: string;
    readonly limit: number;
    readonly kinds: readonly OutboxKind[];
  }): Promise<readonly Claim[]>;
  /** The work is done: the row goes, unless it was wanted again meanwhile. False: the fence is old. */
  finishWork(claim: Claim, now: Instant): Promise<boolean>;
  /** The work did not succeed: try again at `notBefore`. False: the fence is old. */
  retryWork(claim: Claim, next: { readonly notBefore: Instant; readonly error: string }): Promise<boolean>;
  /** Takes every piece of work from its holder: for the start of the only process there can be. Returns how many. */
  freeWork(): Promise<number>;
  /** Drops deliveries received before `before`; returns how many. */
  forgetDeliveries(before: Instant): Promise<number>;
};

export type Store = {
  readonly dialect: 'sqlite' | 'postgres';
  readonly read: Read;
  /**
   * One transaction. It may share its commit with others that wait in the same event-loop turn; it resolves when it is durable.
   * A throw inside rolls back this one alone.
   */
  write<T>(work: (tx: Write) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Thrown by both openers when a write cannot be done now (locked, full, read-only, connection lost). */
export const storeUnavailable = 'E-STORE-UNAVAILABLE';

/** Thrown when the database broke a deadlock or lost a race: the same work in a new transaction may well succeed. */
export const storeConflict = 'E-STORE-CONFLICT';
