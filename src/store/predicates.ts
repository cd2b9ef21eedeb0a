// The predicates of the partial indexes. Queries use the very same ones, or the indexes would not serve them.
import { type AnyColumn, sql } from 'drizzle-orm';

export const predicate = {
  live: (t: { state: AnyColumn }) => sql`${t.state} not in ('revoked', 'not_started', 'written_off')`,
  present: (t: { state: AnyColumn; desired: AnyColumn }) =>
    sql`${t.desired} = 'present' and ${predicate.live(t)}`,
  /** `warn_at` of a planned grant is its start: the clock looks at it then. */
  toStart: (t: { state: AnyColumn; warnAt: AnyColumn }) =>
    sql`${t.state} = 'planned' and ${t.warnAt} is not null`,
  toWarn: (t: { state: AnyColumn; warnAt: AnyColumn }) =>
    sql`${t.state} = 'active' and ${t.warnAt} is not null`,
  open: (t: { state: AnyColumn }) => sql`${t.state} in ('pending', 'needs_info')`,
  pending: (t: { state: AnyColumn }) => sql`${t.state} = 'pending'`,
  heldBack: (t: { state: AnyColumn }) => sql`${t.state} = 'held_back'`,
  openTask: (t: { state: AnyColumn }) => sql`${t.state} = 'open'`,
  openProposal: (t: { state: AnyColumn }) => sql`${t.state} = 'open'`,
  broken: (t: { origin: AnyColumn }) => sql`${t.origin} = 'break_glass'`,
  toRemind: (t: { remindAt: AnyColumn }) => sql`${t.remindAt} is not null`,
  home: (t: { role: AnyColumn }) => sql`${t.role} = 'home'`,
  handled: (t: { handledAt: AnyColumn }) => sql`${t.handledAt} is not null`,
  unheld: (t: { leaseUntil: AnyColumn }) => sql`${t.leaseUntil} is null`,
  held: (t: { leaseUntil: AnyColumn }) => sql`${t.leaseUntil} is not null`,
  notEnded: (t: { endedAt: AnyColumn }) => sql`${t.endedAt} is null`,
  due: (t: { dueAt: AnyColumn }) => sql`${t.dueAt} is not null`,
  stuck: (t: { attempts: AnyColumn }) => sql`${t.attempts} > 0`,
};
