// A database with many years in it, written by SQL alone: grants and the requests behind them, in the order of time.
import Database from 'better-sqlite3';

export type Fill = {
  readonly file: string;
  /** How many grants; each person has `perPerson` of them, half of them still live. */
  readonly grants: number;
  readonly perPerson: number;
  readonly policy: string;
  readonly now: number;
};

const dayMs = 86_400_000;

/** The policy and the first people must be there already. Indexes are kept all the while, as they would be. */
export function fill({ file, grants, perPerson, policy, now }: Fill): void {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -1048576');
  const values = { count: grants, people: grants / perPerson, policy, now, dayMs };
  db.transaction(() => {
    for (const step of [peopleRows, accountRows, requestRows, grantRows]) db.prepare(step).run(values);
  })();
  db.exec('analyze');
  db.close();
}

// The n-th of each belongs to person n modulo people, so that a person's rows lie far apart.
const numbers = 'with recursive n (at) as (select 0 union all select at + 1 from n where at < @count - 1)';
const whose = `printf('p%05d', at % @people)`;

const peopleRows = `${numbers} insert or ignore into people (id, version, email, name, manager, department, title, location,
    status, groups, attributes)
  select printf('p%05d', at), 1, 'p' || at || '@bench.example', 'Person ' || at, 'p00001', 'Payments', 'Clerk', 'Vienna',
    'active', '[]', '{}'
  from n where at < @people`;

const accountRows = `${numbers} insert or ignore into accounts (id, version, person, system, native)
  select printf('acc_%012d', at), 1, printf('p%05d', at), 'slack', 'T0BENCH:U' || at from n where at < @people`;

const requestRows = `${numbers} insert into requests (id, version, revision, state, requester, target_kind, target_id,
    entitlements, risk, duration, reason, policy_version, rule, because, asked, created_at, deadline_at, rest)
  select printf('req_%012d', at), 2, 1, 'approved', ${whose}, 'entitlement', 'ledger/e' || (at % 5),
    '["ledger/e' || (at % 5) || '"]', 'medium', 3600, 'Closing the quarter with the auditors', @policy, 'rule 5',
    'Your manager knows what your work needs.', '[{"person":"p00001","why":"You are their manager."}]',
    @now - 400 * @dayMs + at * 30, @now - 399 * @dayMs + at * 30,
    '{"end":{"by":"p00001","at":' || (@now - 400 * @dayMs + at * 30) || ',"why":""}}'
  from n`;

const grantRows = `${numbers} insert into grants (id, version, request, person, entitlement, duration, state, desired,
    observed, adopted, attempts, created_at, expires_at, active_at, ended_at, rest)
  select printf('gr_%012d', at), 5, printf('req_%012d', at), ${whose}, 'ledger/e' || (at % 5), 3600,
    iif(at * 2 < @count, 'revoked', 'active'), iif(at * 2 < @count, 'absent', 'present'),
    iif(at * 2 < @count, 'absent', 'present'), 0, 0, @now - 400 * @dayMs + at * 30,
    iif(at * 2 < @count, @now - 399 * @dayMs + at * 30, @now + @dayMs + at * 30), @now - 400 * @dayMs + at * 30,
    iif(at * 2 < @count, @now - 399 * @dayMs + at * 30, null),
    iif(at * 2 < @count, '{"end":{"why":"expired","by":"clock","since":1}}', '{}')
  from n`;
