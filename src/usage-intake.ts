// When things were last used, as the files say that the policy names.
import { dirname, resolve } from 'node:path';
import { renderImportFaults } from './directory/fault.ts';
import { readTextFile } from './directory/text-file.ts';
import type { UsageRow } from './directory/usage-csv.ts';
import { readUsage } from './directory/usage-csv.ts';
import type { App } from './domain/catalogue.ts';
import type { PersonId } from './domain/ids.ts';
import { personId } from './domain/ids.ts';
import type { Instant } from './domain/instant.ts';
import type { Policy } from './domain/policy.ts';
import type { Engine } from './engine.ts';
import type { Read } from './store/store.ts';

/** A file that says when things were last used has faults; the text lists them with their rows. */
export class UsageRefused extends Error {}

export type UsageParts = {
  readonly engine: Engine;
  readonly read: Read;
  readonly now: () => Instant;
  readonly policyFile: string;
  readonly log: { info(fields: object, message: string): void };
};

const perCommand = 100;

/** Reads every file that the policy in force names and records what is news. A faulty file is left out whole; throws `UsageRefused` at the end. */
export async function takeUsage(parts: UsageParts): Promise<void> {
  const policy = (await parts.read.currentPolicy())?.policy;
  const faults: string[] = [];
  for (const app of policy?.apps ?? []) {
    const read = policy && (await readUsageFile(policy, app, parts));
    if (read?.is === 'faults') faults.push(read.text);
    if (read?.is === 'usage') await record(app, read.rows, parts);
  }
  if (faults.length > 0) throw new UsageRefused(faults.join('\n'));
}

type FileRead =
  | { readonly is: 'usage'; readonly rows: readonly UsageRow[] }
  | { readonly is: 'faults'; readonly text: string };

/** The rows of the file of one app, or its faults as text; undefined where the app has none. */
export async function readUsageFile(
  policy: Policy,
  app: App,
  of: Pick<UsageParts, 'policyFile' | 'now'>,
): Promise<FileRead | undefined> {
  if (app.usage === undefined) return undefined;
  const { file } = app.usage;
  const found = await readTextFile(resolve(dirname(of.policyFile), file));
  const read =
    found.is === 'faults' ? found : readUsage(found.text, { names: namesIn(policy, app), now: of.now() });
  return read.is === 'faults' ? { is: 'faults', text: renderImportFaults(read, file) } : read;
}

/** What a file may call things: the ids of the app's entitlements, with or without the app, and the permissions they carry. */
function namesIn(policy: Policy, app: App): ReadonlyMap<string, string> {
  const own = policy.entitlements.filter((one) => one.app === app.id);
  return new Map([
    ...own.flatMap((one) => one.permissions.map((name): [string, string] => [name, name])),
    ...own.map((one): [string, string] => [one.id.slice(app.id.length + 1), one.id]),
    ...own.map((one): [string, string] => [one.id, one.id]),
  ]);
}

async function record(app: App, rows: readonly UsageRow[], parts: UsageParts): Promise<void> {
  const personOf = await finder(rows, parts.read);
  const entries = rows.flatMap(({ used, lastUsed, ...who }) => {
    const person = personOf(who);
    return person === undefined ? [] : [{ person, used, lastUsed }];
  });
  for (let from = 0; from < entries.length; from += perCommand)
    await parts.engine.handle({
      kind: 'record_usage',
      actor: { kind: 'system', name: 'usage' },
      source: `file:${app.id}`,
      entries: entries.slice(from, from + perCommand),
    });
  const unknown = rows.length - entries.length;
  parts.log.info(
    { app: app.id, rows: rows.length, unknown },
    'last uses were read; unknown people are left out',
  );
}

/** Finds people by id, else by e-mail address; an address of several people is of nobody. */
async function finder(
  rows: readonly UsageRow[],
  read: Read,
): Promise<(who: Pick<UsageRow, 'person' | 'email'>) => PersonId | undefined> {
  const byId = new Set((await read.people(rows.map((row) => personId(row.person)))).map((one) => one.id));
  const byEmail = rows.some((row) => row.person === '') ? await addresses(read) : new Map<string, PersonId>();
  return ({ person, email }) => {
    if (person === '') return byEmail.get(email);
    return byId.has(personId(person)) ? personId(person) : undefined;
  };
}

async function addresses(read: Read): Promise<ReadonlyMap<string, PersonId | undefined>> {
  const found = new Map<string, PersonId | undefined>();
  const limit = 500;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<Read['listPeople']>> = await read.listPeople({ after, limit });
    for (const one of page) {
      const email = one.email.toLowerCase();
      found.set(email, found.has(email) ? undefined : one.id);
    }
    after = page.length < limit ? undefined : page.at(-1)?.id;
  }
  return found;
}
