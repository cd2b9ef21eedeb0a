// The same rows by hand: prepared statements of better-sqlite3 and nothing else. The limit that the engine is compared with.
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Waiting } from './company.ts';

export type Raw = {
  /** Approves one waiting request in one transaction: vote, request, grant, audit entry, work and delivery. */
  approve(one: Waiting): void;
  /** One row in one transaction. */
  row(): void;
  close(): void;
};

/** Opens a database that the store made, as durable as the store does: WAL, synchronous=FULL. */
export function openRaw(file: string): Raw {
  const db = new Database(file);
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'cache_size = -65536',
  ])
    db.pragma(pragma);
  db.exec(
    'create table if not exists bench (id integer primary key, at integer not null, text text not null)',
  );
  const row = db.prepare('insert into bench (at, text) values (?, ?)');
  return {
    approve: lazily(() => approver(db).immediate),
    row: () => row.run(Date.now(), 'a row of about the size of a delivery'),
    close: () => db.close(),
  };
}

/** A database without the store's tables serves single rows all the same. */
function lazily<In>(make: () => (value: In) => unknown): (value: In) => void {
  let made: ((value: In) => unknown) | undefined;
  return (value) => {
    made ??= make();
    made(value);
  };
}

function approver(db: Database.Database) {
  const steps = stepsOf(db);
  let count = 0;
  return db.transaction((one: Waiting) => {
    count += 1;
    const now = Date.now();
    const approved = steps.request.get(one.request);
    if (approved === undefined) throw new Error(`There is no request ${one.request}.`);
    steps.vote.run(`vote_${count}`, one.request, `p${one.approver}`, now);
    steps.approve.run(JSON.stringify({ end: { by: one.approver, at: now, why: '' } }), one.request);
    steps.forget.run(one.request);
    steps.grant.run(`gr_${count}`, one.request, `p${count}`, 'ledger/e1', now, now + 3_600_000);
    for (const [kind, key] of [
      ['reconcile', `p${count}|ledger/e1`],
      ['card', one.card],
      ['card', one.card.replace('_a', '_r')],
    ])
      steps.work.run(kind, key, now, now);
    link(steps, one, now);
    steps.delivery.run(
      `http:${count}`,
      now,
      now,
      JSON.stringify({ is: 'accepted', answer: 'You approved it.' }),
    );
  });
}

function link(steps: Steps, one: Waiting, at: number): void {
  const before = steps.head.get();
  if (before === undefined) throw new Error('The audit log has no head.');
  const seq = before.seq + 1;
  const entry = {
    action: 'request.approved',
    actor: `person:p${one.approver}`,
    at,
    because: 'You are their manager. Rule “rule”.',
    detail: JSON.stringify({ grants: [one.request], revision: 1 }),
    object: `request:${one.request}`,
    seq,
  };
  const hash = createHash('sha256').update(before.hash).update(JSON.stringify(entry)).digest('hex');
  steps.advance.run(seq, hash);
  steps.audit.run({ ...entry, prevHash: before.hash, hash });
}

type Steps = ReturnType<typeof stepsOf>;

const stepsOf = (db: Database.Database) => ({
  request: db.prepare<[string], unknown>('select * from requests where id = ?'),
  vote: db.prepare(
    `insert into votes (id, request, revision, person, verdict, reason, at) values (?, ?, 1, ?, 'approve', '', ?)`,
  ),
  approve: db.prepare(
    `update requests set state = 'approved', version = version + 1, rest = ? where id = ? and version = 1`,
  ),
  forget: db.prepare('delete from request_asked where request = ?'),
  grant: db.prepare(
    `insert into grants (id, version, request, person, entitlement, duration, state, desired, observed, adopted, attempts,
       created_at, expires_at, rest) values (?, 1, ?, ?, ?, 3600, 'planned', 'present', 'unknown', 0, 0, ?, ?, '{}')`,
  ),
  work: db.prepare(
    `insert into outbox (kind, key, priority, not_before, attempts, wanted, fence, enqueued_at) values (?, ?, 1, ?, 0, 1, 0, ?)
       on conflict (kind, key) do update set wanted = wanted + 1`,
  ),
  head: db.prepare<[], { seq: number; hash: string }>('select seq, hash from audit_head where id = 1'),
  advance: db.prepare('update audit_head set seq = ?, hash = ? where id = 1'),
  audit: db.prepare(
    `insert into audit (seq, at, actor, action, object, outcome, because, detail, prev_hash, hash)
       values (@seq, @at, @actor, @action, @object, 'ok', @because, @detail, @prevHash, @hash)`,
  ),
  delivery: db.prepare(
    `insert into inbox (source, key, received_at, handled_at, outcome) values ('slack', ?, ?, ?, ?)
       on conflict (source, key) do update set handled_at = excluded.handled_at, outcome = excluded.outcome`,
  ),
});
