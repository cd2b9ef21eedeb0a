/** The demo app's own database: its users, its groups and who is in which. Hallpass never reads it but over SCIM. */
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { z } from 'zod';

const storedSchema = z.object({
  id: z.string(),
  externalId: z.string().nullable(),
  body: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
  created: z.string(),
  modified: z.string(),
});
const linkSchema = z.object({ value: z.string(), display: z.string() });

/** A user or a group as the database holds it; `body` is everything the SCIM client may write but membership. */
export type Stored = z.infer<typeof storedSchema>;
/** The other end of a membership: a user seen from a group, or a group seen from a user. */
type Link = z.infer<typeof linkSchema>;
export type Kind = 'users' | 'groups';
type Draft = { readonly name: string; readonly externalId: string | null; readonly body: object };

export type ScimStore = ReturnType<typeof openStore>;

/** `file` is a path or ':memory:'. `userName` is unique whatever its case (RFC 7643 §4.1.1); group names need not be. */
export function openStore(file: string) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = ON');
  db.exec(TABLES);
  return { ...resources(db), ...memberships(db), close: () => void db.close() };
}

const TABLES = `
  create table if not exists users (id text primary key, name text not null, name_key text not null unique,
    externalId text, body text not null, created text not null, modified text not null);
  create table if not exists groups (id text primary key, name text not null, name_key text not null,
    externalId text, body text not null, created text not null, modified text not null);
  create table if not exists members (
    group_id text not null references groups (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    primary key (group_id, user_id)) without rowid;`;

function resources(db: Database.Database) {
  const now = () => new Date().toISOString();
  return {
    all: (kind: Kind): Stored[] =>
      z.array(storedSchema).parse(db.prepare(`select * from ${kind} order by created, id`).all()),
    find: (kind: Kind, id: string): Stored | undefined =>
      storedSchema.optional().parse(db.prepare(`select * from ${kind} where id = ?`).get(id)),
    /** The ids that bear this name, in any case. */
    named: (kind: Kind, name: string): string[] =>
      z
        .array(z.string())
        .parse(db.prepare(`select id from ${kind} where name_key = ?`).pluck().all(name.toLowerCase())),
    insert(kind: Kind, draft: Draft): string {
      const id = randomUUID();
      db.prepare(
        `insert into ${kind} (id, name, name_key, externalId, body, created, modified) values (?, ?, ?, ?, ?, ?, ?)`,
      ).run(id, ...columns(draft), now(), now());
      return id;
    },
    update(kind: Kind, id: string, draft: Draft): boolean {
      const sql = `update ${kind} set name = ?, name_key = ?, externalId = ?, body = ?, modified = ? where id = ?`;
      return db.prepare(sql).run(...columns(draft), now(), id).changes > 0;
    },
    remove: (kind: Kind, id: string): boolean =>
      db.prepare(`delete from ${kind} where id = ?`).run(id).changes > 0,
    atomically: <T>(work: () => T): T => db.transaction(work).immediate(),
  };
}

function memberships(db: Database.Database) {
  const links = (sql: string, id: string): Link[] => z.array(linkSchema).parse(db.prepare(sql).all(id));
  return {
    membersOf: (groupId: string): Link[] =>
      links(
        `select u.id as value, u.name as display from members m join users u on u.id = m.user_id
         where m.group_id = ? order by u.name_key`,
        groupId,
      ),
    groupsOf: (userId: string): Link[] =>
      links(
        `select g.id as value, g.name as display from members m join groups g on g.id = m.group_id
         where m.user_id = ? order by g.name_key`,
        userId,
      ),
    setMembers(groupId: string, userIds: Iterable<string>): void {
      db.prepare('delete from members where group_id = ?').run(groupId);
      const insert = db.prepare('insert or ignore into members (group_id, user_id) values (?, ?)');
      for (const userId of userIds) insert.run(groupId, userId);
    },
  };
}

function columns({ name, externalId, body }: Draft): [string, string, string | null, string] {
  return [name, name.toLowerCase(), externalId, JSON.stringify(body)];
}
