// What a whole test run needs once: the workspace's page and the program, built, and one PostgreSQL server.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openStore } from '../store/open.ts';
import {
  migratedVariable,
  missingVariable,
  postgresForTests,
  serverVariable,
  startPostgres,
} from '../store/test-postgres.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/** Called by vitest before the first test; the answer is called after the last one. */
export async function setup(): Promise<() => Promise<void>> {
  const postgres = offerPostgres();
  try {
    await build();
  } catch (error) {
    await (await postgres)();
    throw error;
  }
  return postgres;
}

/**
 * A page that does not compile fails the run with the compiler's words; the rest of the program is written out even with
 * type errors, which `npm run check` reports by itself.
 */
async function build(): Promise<void> {
  const [page] = await Promise.all([
    compile(['-p', 'src/sandbox/page/tsconfig.json']),
    compile(['-p', 'tsconfig.build.json', '--noEmitOnError', 'false']),
  ]);
  if (page.code !== 0) throw new Error(`The page of the local workspace does not compile:\n${page.output}`);
}

/** Names one server to all tests of the run, or tells them, and whoever reads the output, why there is none. A CI run may not do without. */
async function offerPostgres(): Promise<() => Promise<void>> {
  if (process.env[serverVariable] !== undefined) return migrate();
  const server = await startPostgres();
  if ('missing' in server) {
    if (process.env['CI'] !== undefined) throw new Error(server.missing);
    process.env[missingVariable] = server.missing;
    console.warn(`The tests on PostgreSQL are left out: ${server.missing}`);
    return async () => undefined;
  }
  process.env[serverVariable] = server.url;
  const drop = await migrate();
  return async () => {
    await drop();
    await server.stop();
  };
}

/** Stories begin with a copy of one migrated database: to migrate each would take longer than most of them. */
async function migrate(): Promise<() => Promise<void>> {
  const database = await postgresForTests();
  if ('missing' in database) throw new Error(database.missing);
  const store = await openStore(database.url);
  await store.close();
  process.env[migratedVariable] = new URL(database.url).pathname.slice(1);
  return database.stop;
}

function compile(
  options: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const compiler = spawn(process.execPath, [tsc, ...options], { cwd: root });
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
    };
    compiler.stdout.on('data', read);
    compiler.stderr.on('data', read);
    compiler.on('error', reject);
    compiler.on('close', (code) => resolve({ code, output }));
  });
}
