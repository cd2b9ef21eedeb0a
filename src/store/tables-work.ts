// Cards in Slack, what came in, what is to go out, the audit log and the calendar's memory.
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { About, Card } from '../domain/card.ts';
import type { CardId, PersonId } from '../domain/ids.ts';
import type { Kit } from './columns.ts';
import { predicate } from './predicates.ts';
import type { OutboxKind } from './store.ts';

export const workTables = (kit: Kit) => ({
  cards: cardTable(kit),
  inbox: inboxTable(kit),
  outbox: outboxTable(kit),
  audit: auditTable(kit),
  auditHead: kit.table('audit_head', {
    id: kit.whole('id').primaryKey(),
    seq: kit.long('seq').notNull(),
    hash: kit.text('hash').notNull(),
  }),
  jobRuns: kit.table('job_runs', {
    job: kit.text('job').primaryKey(),
    at: kit.instant('at').notNull(),
  }),
});

const cardTable = (kit: Kit) =>
  kit.table(
    'cards',
    {
      id: kit.text<CardId>('id').primaryKey(),
      version: kit.whole('version').notNull(),
      role: kit.text<Card['role']>('role').notNull(),
      aboutKind: kit.text<About['kind']>('about_kind').notNull(),
      aboutId: kit.text('about_id').notNull(),
      person: kit.text<PersonId>('person'),
      createdAt: kit.instant('created_at').notNull(),
      channel: kit.text('channel'),
      ts: kit.text('ts'),
      shown: kit.text('shown'),
    },
    (t) => [
      kit.index('cards_about').on(t.aboutId, t.aboutKind, t.id),
      kit.uniqueIndex('cards_home').on(t.person).where(predicate.home(t)),
    ],
  );

const inboxTable = (kit: Kit) =>
  kit.table(
    'inbox',
    {
      source: kit.text('source').notNull(),
      key: kit.text('key').notNull(),
      receivedAt: kit.instant('received_at').notNull(),
      handledAt: kit.instant('handled_at'),
      outcome: kit.text('outcome'),
    },
    (t) => [kit.primaryKey({ columns: [t.source, t.key] }), kit.index('inbox_received').on(t.receivedAt)],
  );

const outboxTable = (kit: Kit) =>
  kit.table(
    'outbox',
    {
      kind: kit.text<OutboxKind>('kind').notNull(),
      key: kit.text('key').notNull(),
      /** 0 urgent, 1 reconcile, 2 card. */
      priority: kit.whole('priority').notNull(),
      notBefore: kit.instant('not_before').notNull(),
      attempts: kit.whole('attempts').notNull(),
      wanted: kit.whole('wanted').notNull(),
      fence: kit.long('fence').notNull(),
      leaseUntil: kit.instant('lease_until'),
      leaseOwner: kit.text('lease_owner'),
      enqueuedAt: kit.instant('enqueued_at').notNull(),
      lastError: kit.text('last_error'),
    },
    (t) => [
      kit.primaryKey({ columns: [t.kind, t.key] }),
      kit.index('outbox_order').on(t.priority, t.notBefore),
      kit.index('outbox_next').on(t.notBefore).where(predicate.unheld(t)),
      kit.index('outbox_held').on(t.leaseUntil).where(predicate.held(t)),
      kit.index('outbox_stuck').on(t.enqueuedAt).where(predicate.stuck(t)),
    ],
  );

const auditTable = (kit: Kit) =>
  kit.table('audit', {
    seq: kit.long('seq').primaryKey(),
    at: kit.instant('at').notNull(),
    actor: kit.text('actor').notNull(),
    action: kit.text('action').notNull(),
    object: kit.text('object').notNull(),
    outcome: kit.text<AuditEntry['outcome']>('outcome').notNull(),
    because: kit.text('because').notNull(),
    detail: kit.json<AuditEntry['detail']>('detail').notNull(),
    prevHash: kit.text('prev_hash').notNull(),
    hash: kit.text('hash').notNull(),
  });
