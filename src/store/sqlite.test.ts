import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entitlementId, grantId, personId } from '../domain/ids.ts';
import { sqliteKit } from './columns.ts';
import { connect } from './connect-sqlite.ts';
import { openStore } from './open.ts';
import { reads, writes } from './queries.ts';
import { openSqlite } from './sqlite.ts';
import type { Read } from './store.ts';
import { tables } from './tables.ts';
import { grant, noon, person, sealed } from './test-rows.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hallpass-sqlite-'));
  file = join(folder, 'data', 'hallpass.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const openAndClose = async () => (await openSqlite(file)).close();
const mode = (path: string) => statSync(path).mode & 0o777;

describe('opening a file', () => {
  it('makes it and its folder for this user alone', async () => {
    await openAndClose();
    expect([mode(join(folder, 'data')), mode(file)]).toEqual([0o700, 0o600]);
  });

  it('waits for the disk at every open, not only at the first', async () => {
    await openAndClose();
    for (let open = 1; open <= 2; open += 1) {
      const connection = connect(file);
      expect(connection.pragma('synchronous', { simple: true })).toBe(2);
      expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
      connection.close();
    }
  });

  it('refuses what cannot be made durable', () => {
    expect(() => connect(':memory:')).toThrow(expect.objectContaining({ code: 'E-DB-MODE' }));
  });

  it('refuses a database that a newer Hallpass changed', async () => {
    await openAndClose();
    const raw = new Database(file);
    raw.exec("insert into __drizzle_migrations (hash, created_at) values ('x', 9999999999999)");
    raw.close();
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'E-DB-NEWER' });
  });

  it('says so when the file is something else or cannot be made', async () => {
    mkdirSync(file, { recursive: true });
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'E-STORE-UNAVAILABLE' });
    await expect(openSqlite(join(import.meta.filename, 'x.db'))).rejects.toMatchObject({
      code: 'E-STORE-UNAVAILABLE',
    });
  });

  it('is refused to a second, by whatever path, until the first is closed', async () => {
    const first = await openSqlite(file);
    symlinkSync(join(folder, 'data'), join(folder, 'link'));
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'E-DB-LOCK' });
    await expect(openSqlite(join(folder, 'link', 'hallpass.db'))).rejects.toMatchObject({
      code: 'E-DB-LOCK',
    });
    await first.write((tx) => tx.put({ put: 'person', row: person('ana') }));
    await first.close();
    await expect(first.write((tx) => tx.jobRun('x'))).rejects.toMatchObject({ code: 'E-STORE-UNAVAILABLE' });
    const second = await openSqlite(file);
    expect(await second.read.person(personId('ana'))).toBeDefined();
    await second.close();
  });

  it('finishes what waits before it closes', async () => {
    const store = await openSqlite(file);
    const writing = store.write((tx) => tx.put({ put: 'person', row: person('late') }));
    await store.close();
    await store.close();
    expect(await writing).toBe(true);
  });
});

describe('a URL', () => {
  it('names a file, relative or absolute', async () => {
    for (const url of [`file:${file}`, `file://${file}`]) await (await openStore(url)).close();
    expect(mode(file)).toBe(0o600);
  });

  it.each(['file::memory:', 'file:', 'file://host/x.db', 'mysql://x', './x.db', ''])(
    'that names none is refused: %s',
    async (url) => {
      await expect(openStore(url)).rejects.toMatchObject({ code: 'E-DB-URL' });
    },
  );
});

describe('the audit table', () => {
  it.each([
    "update audit set because = 'nothing happened' where seq = 1",
    'delete from audit where seq = 1',
    "insert or replace into audit select seq, at, 'x', action, object, outcome, because, detail, prev_hash, hash from audit",
  ])('takes no other statement than a further entry: %s', async (statement) => {
    const store = await openSqlite(file);
    await store.write(async (tx) => tx.appendAudit(sealed(await tx.auditHead())));
    await store.close();
    const raw = new Database(file);
    expect(() => raw.exec(statement)).toThrow('The audit log is append-only');
    raw.close();
  });
});

describe('the plan of a query', () => {
  const questions: readonly (readonly [string, string, (read: Read) => Promise<unknown>])[] = [
    [
      'the Home tab',
      'USING COVERING INDEX grants_home (person=?)',
      (read) => read.liveGrantsOf(personId('a')),
    ],
    [
      'what one holds at all',
      'USING COVERING INDEX grants_home (person=?)',
      (read) => read.heldBy(personId('a')),
    ],
    [
      'what one holds of an entitlement',
      'grants_home (person=?)',
      (read) => read.liveGrantsOn(personId('a'), entitlementId('b')),
    ],
    ['grants that end', 'USING INDEX grants_due (expires_at<?)', (read) => read.grantsToExpire(1, 9)],
    [
      'grants to warn of',
      'USING INDEX grants_to_warn (warn_at>? AND warn_at<?)',
      (read) => read.grantsToWarn(1, 9),
    ],
    [
      'grants that start',
      'USING INDEX grants_to_start (warn_at>? AND warn_at<?)',
      (read) => read.grantsToStart(1, 9),
    ],
    ['who manages', 'people_of_manager (manager=?)', (read) => read.manages(personId('a'))],
    ['requests that end', 'USING INDEX requests_due (deadline_at<?)', (read) => read.requestsToExpire(1, 9)],
    ['pages of grants', 'USING INDEX grants_live (id>?)', (read) => read.listLiveGrants({ limit: 9 })],
    [
      'open requests',
      'USING INDEX requests_open (requester=?)',
      (read) => read.openRequestsOf(personId('a')),
    ],
    [
      'everybody’s open requests',
      'USING INDEX requests_waiting (id>?)',
      (read) => read.openRequests({ limit: 9 }),
    ],
    ['everybody’s requests', 'sqlite_autoindex_requests_1 (id>?)', (read) => read.listRequests({ limit: 9 })],
    ['proposals that wait', 'USING INDEX policy_proposals_open', (read) => read.openProposals()],
    [
      'proposals of a file',
      'USING INDEX policy_proposals_file (hash=?)',
      (read) => read.proposalsOfFile('a'),
    ],
    ['the newest proposals', 'sqlite_autoindex_policy_proposals_1', (read) => read.recentProposals(9)],
    ['requests', 'USING INDEX requests_of_person', (read) => read.recentRequestsOf(personId('a'), 9)],
    ['approvals', 'request_asked_person (person=?)', (read) => read.waitingFor(personId('a'), 9)],
    ['tasks', 'task_fulfillers_person (person=?)', (read) => read.openTasksFor(personId('a'), 9)],
    ['broken glass', 'USING INDEX requests_broken (requester=?)', (read) => read.lastBrokenBy(personId('a'))],
    [
      'reminders',
      'USING INDEX tasks_to_remind (remind_at>? AND remind_at<?)',
      (read) => read.tasksToRemind(1, 9),
    ],
    ['tasks of a grant', 'USING INDEX tasks_open (grant_id=?)', (read) => read.openTasksOf(grantId('a'))],
    [
      'who was told of a gap',
      'USING INDEX cards_about (about_id>? AND about_id<?)',
      (read) => read.gapCards({ kind: 'entitlement', id: entitlementId('a/b') }, personId('c')),
    ],
    [
      'people of a role',
      'USING INDEX people_of_role (department=? AND title=?)',
      (read) => read.peopleOfRole({ department: 'd', title: 't' }, 9),
    ],
    [
      'use of one',
      'USING INDEX sqlite_autoindex_usages_1 (person=?)',
      (read) => read.usagesOf(personId('a')),
    ],
    [
      'people whose use is known',
      'USING COVERING INDEX sqlite_autoindex_usages_1 (person>?)',
      (read) => read.peopleWithUsage({ limit: 9 }),
    ],
    ['what owners chose', 'USING INDEX owner_settings_number (number=?)', (read) => read.ownerSettings()],
    [
      'what rules gave one person',
      'USING INDEX assignments_of_person (person=?)',
      (read) => read.assignmentsOf(personId('a')),
    ],
    [
      'what rules gave a page of people',
      'USING INDEX assignments_of_person (person>? AND person<?)',
      (read) => read.openAssignments('a', personId('b')),
    ],
    [
      'who handed over',
      'USING INDEX delegations_from (from_person=?)',
      (read) => read.delegationsFrom([personId('a')]),
    ],
    [
      'what was handed to one',
      'USING INDEX delegations_to (to_person=?)',
      (read) => read.delegationsTo(personId('a')),
    ],
    [
      'delegations that begin or end',
      'USING INDEX delegations_due (due_at>? AND due_at<?)',
      (read) => read.delegationsDue(1, 9),
    ],
    [
      'the last absence',
      'USING INDEX absences_person (person=?)',
      (read) => read.lastAbsenceOf(personId('a')),
    ],
    [
      'what one was allowed ahead',
      'USING INDEX pre_approvals_for (person=? AND ends_at>?)',
      (read) => read.preApprovalsFor(personId('a'), 1),
    ],
    [
      'what one allowed ahead',
      'USING INDEX pre_approvals_by (approver=? AND ends_at>?)',
      (read) => read.preApprovalsBy(personId('a'), 1),
    ],
    [
      'members of a user group',
      'sqlite_autoindex_user_group_members_1 (handle=?)',
      (read) => read.peopleInUserGroup('leads'),
    ],
    ['stuck work', 'USING INDEX outbox_stuck', (read) => read.stuckWork(9)],
  ];

  it.each(questions)('about %s reads %s and sorts nothing', async (_name, index, ask) => {
    const plan = (await plansOf(ask)).join('\n');
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/TEMP B-TREE|^SCAN (?!.*USING (COVERING )?INDEX)/m);
  });

  it.each([
    [
      'due',
      [
        'grants_due',
        'grants_to_start',
        'grants_to_warn',
        'requests_due',
        'tasks_to_remind',
        'delegations_due',
      ],
      (read: Read) => read.nextDue(),
    ],
    ['to be done', ['outbox_next', 'outbox_held'], (read: Read) => read.nextWork()],
  ] as const)('about what is next %s looks at the head of an index', async (_name, indexes, ask) => {
    const plans = await plansOf(ask);
    expect(plans).toHaveLength(indexes.length);
    for (const [at, index] of indexes.entries())
      expect(plans[at]).toMatch(new RegExp(`^SEARCH \\w+ USING (COVERING )?INDEX ${index}`));
  });

  it('that looks for cards about gaps reads these alone', async () => {
    const plan = (await plansOf((_read, tx) => tx.enqueue([{ kind: 'redraw_gaps', since: 1 }], 1))).join(
      '\n',
    );
    expect(plan).toContain('USING INDEX cards_about (about_id>? AND about_id<?)');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('that claims work walks the order of the outbox', async () => {
    const ask = { now: 1, leaseUntil: 2, owner: 'w', limit: 9, kinds: ['card'] as const };
    const plan = (await plansOf((_read, tx) => tx.claimWork(ask))).join('\n');
    expect(plan).toContain('USING INDEX outbox_order');
    expect(plan).not.toContain('TEMP B-TREE FOR ORDER BY');
  });

  /** The plans of the very statements that the store runs. */
  async function plansOf(ask: (read: Read, tx: ReturnType<typeof writes>) => Promise<unknown>) {
    await openAndClose();
    const raw = new Database(file);
    const asked: { query: string; params: unknown[] }[] = [];
    const handle = { db: drizzle(listening(raw, asked)), t: tables(sqliteKit) };
    await ask(reads(handle), writes(handle));
    const plans = asked.map(({ query, params }) =>
      raw
        .prepare<unknown[], { detail: string }>(`explain query plan ${query}`)
        .all(...params)
        .map((step) => step.detail)
        .join('\n'),
    );
    raw.close();
    return plans;
  }
});

/** The connection, noting each statement that is run with what it is given. */
function listening(raw: Database.Database, asked: { query: string; params: unknown[] }[]): Database.Database {
  const noting = (statement: Database.Statement): Database.Statement =>
    Object.assign(Object.create(statement), {
      raw: () => noting(statement.raw(true)),
      all: (params: unknown[]) => {
        asked.push({ query: statement.source, params });
        return statement.all(params);
      },
    });
  return Object.assign(Object.create(raw), { prepare: (sql: string) => noting(raw.prepare(sql)) });
}

it('loses nothing that was acknowledged when the process is killed, and the file opens at once again', async () => {
  const seen: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const from = (seen.at(-1) ?? -1) + 1;
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, file, String(from)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.length > 600) child.kill('SIGKILL');
    });
    await once(child, 'close');
    expect(child.signalCode).toBe('SIGKILL');
    const acknowledged = text.slice(0, text.lastIndexOf('\n')).split('\n').map(Number);
    const store = await openSqlite(file);
    for (const number of acknowledged)
      expect(await store.read.grant(grantId(`gr_${number}`)), `grant ${number}`).toBeDefined();
    const entries = await store.read.auditAfter(0, 100_000);
    const grants = await store.read.listLiveGrants({ limit: 100_000 });
    expect(grants.length).toBe(entries.length);
    expect((await store.read.auditHead())?.seq).toBe(entries.length);
    await store.close();
    seen.push(...grants.map((one) => Number(one.id.slice(3))).sort((a, b) => a - b));
  }
  expect(seen.length).toBeGreaterThan(100);
});

/** Writes grants with an audit entry each, eight at once, and says each number only when its write resolved. */
const writer = `
  import { openSqlite } from ${JSON.stringify(new URL('../../dist/store/sqlite.js', import.meta.url).href)};
  const [file, from] = process.argv.slice(1);
  const store = await openSqlite(file);
  const row = ${JSON.stringify(grant('gr_x'))};
  const one = async (number) => {
    await store.write(async (tx) => {
      await tx.put({ put: 'grant', row: { ...row, id: 'gr_' + number } });
      const head = await tx.auditHead();
      const seq = (head?.seq ?? 0) + 1;
      await tx.appendAudit({ ...${JSON.stringify(sealed(undefined))}, seq, at: ${noon}, hash: 'hash ' + seq });
    });
    process.stdout.write(number + '\\n');
  };
  for (let number = Number(from); ; number += 8)
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((more) => one(number + more)));
`;
