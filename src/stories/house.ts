// A whole company for one test: workspace, target, bot and a database of its own, with the clock standing still until it is moved.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Local, LocalOptions } from '../cli/local.ts';
import { startLocal } from '../cli/local.ts';
import type { MessageState } from '../sandbox/page/protocol.ts';
import type { SealedEntry, Store } from '../store/store.ts';
import { migratedVariable, postgresForTests, postgresMissing } from '../store/test-postgres.ts';

export type House = Local & {
  /** The newest message in the DM with the bot that has this button. */
  card(userId: string, action: string): Promise<MessageState>;
  /** Presses a button on the newest card that has it, and lets everything settle. */
  press(userId: string, action: string): Promise<void>;
  /** Everything somebody sees in the DM with the bot, as one text. */
  reads(userId: string): string;
  /** Asks for access by command and settles. */
  ask(userId: string, text: string): Promise<string>;
};

export const people = {
  ana: 'U001',
  bo: 'U002',
  carla: 'U003',
  dee: 'U004',
  grace: 'U005',
  samir: 'U006',
  ines: 'U007',
  tom: 'U008',
  lucy: 'U009',
  raj: 'U010',
  kit: 'U011',
} as const;

export const noon = Date.UTC(2026, 10, 23, 12);

export type Kind = { readonly mode: 'socket' | 'http'; readonly dialect: 'sqlite' | 'postgres' };
const dialects = postgresMissing() === undefined ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);
/** Both ways to Slack on both databases; without PostgreSQL (the run says so at its start) on SQLite alone. */
export const kinds: readonly Kind[] = (['socket', 'http'] as const).flatMap((mode) =>
  dialects.map((dialect) => ({ mode, dialect })),
);

/** Opens a house of the given kind. `close` it in a `finally` or an `afterEach`. */
export async function openHouse(
  kind: Kind = { mode: 'socket', dialect: 'sqlite' },
  options: Partial<LocalOptions> = {},
): Promise<House & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hallpass-test-'));
  const database = await databaseFor(kind, folder);
  const local = await startLocal({
    databaseUrl: database.url,
    mode: kind.mode,
    clock: { start: noon, running: false },
    ...options,
  });
  await local.settle();
  return {
    ...housekeeping(local),
    async close() {
      await local.stop();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function databaseFor(
  kind: Kind,
  folder: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  if (kind.dialect === 'sqlite')
    return { url: `file:${join(folder, 'hallpass.db')}`, stop: async () => undefined };
  const database = await postgresForTests(process.env[migratedVariable]);
  if ('missing' in database) throw new Error(database.missing);
  return database;
}

function housekeeping(local: Local): House {
  const { sandbox } = local;
  const find = (userId: string, action: string) =>
    sandbox.dm(userId).findLast((message) => actionsIn(message).includes(action));
  const card = (userId: string, action: string) =>
    sandbox.waitFor(() => find(userId, action), `a card with “${action}” for ${userId}`);
  return {
    ...local,
    card,
    async press(userId, action) {
      const message = await card(userId, action);
      const clicked = await sandbox
        .as(userId)
        .click({ kind: 'message', channel: message.channel, ts: message.ts }, action);
      if (!clicked.ok) throw new Error(clicked.text);
      await local.settle();
    },
    reads: (userId) =>
      sandbox
        .dm(userId)
        .map((message) => textOf(message))
        .join('\n---\n'),
    async ask(userId, text) {
      const answer = await sandbox.as(userId).command(`/access ${text}`);
      await local.settle();
      return [...answer.ephemeral, ...sandbox.dm(userId).filter((message) => message.ephemeral)]
        .map((message) => textOf(message))
        .join('\n');
    },
  };
}

/** The action ids of the buttons a message has now. */
export const actionsIn = (message: MessageState): readonly string[] => valuesOf(toJson(message), 'action_id');

/** Every word a message shows: its blocks' texts, or its text where it has no blocks. */
export const textOf = (message: MessageState): string =>
  message.blocks.length > 0 ? valuesOf(toJson(message.blocks), 'text').join('\n') : message.text;

/** What the audit log has about things that people asked for; what comes with a role is left out. */
export async function askedEntries(store: Pick<Store, 'read'>): Promise<readonly SealedEntry[]> {
  const entries = await store.read.auditAfter(0, 10_000);
  const given = new Set(
    entries.flatMap((one) => (one.action === 'birthright.given' ? [one.detail['grant']] : [])),
  );
  return entries.filter((one) => !given.has(one.object.replace('grant:', '')));
}

/** Everybody whom the target lets in because they asked; what comes with a role is left out. */
export const letIn = (house: Pick<House, 'target'>): readonly string[] =>
  house.target.table().flatMap((row) => (row.group.startsWith('Handbook') ? [] : row.members));

/** The value that a button of this message would send. */
export const buttonValue = (message: MessageState, action: string): string | undefined =>
  valueIn(toJson(message.blocks), action);

function valueIn(value: unknown, action: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = Object.entries(value);
  const is = own.some(([name, one]) => name === 'action_id' && one === action);
  const sent = own.find(([name, one]) => is && name === 'value' && typeof one === 'string');
  return sent === undefined
    ? own.map(([, one]) => valueIn(one, action)).find((one) => one !== undefined)
    : String(sent[1]);
}

const toJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function valuesOf(value: unknown, key: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesOf(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    name === key && typeof one === 'string' ? [one] : valuesOf(one, key),
  );
}
