// The command line as operators use it, in a process of its own, beside the bot of a house.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Local } from '../cli/local.ts';

const program = fileURLToPath(new URL('../../dist/cli/hallpass.js', import.meta.url));

export type Said = { readonly code: number; readonly out: string; readonly err: string };

/** Runs `hallpass <words>` against the house's database; the bot goes on meanwhile. */
export function hallpass(house: Local, ...words: readonly string[]): Promise<Said> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: house.config.databaseUrl,
    HALLPASS_CONFIG: house.config.policyFile,
    DEMO_SCIM_URL: house.target.url,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { env, encoding: 'utf8' }, (error, out, err) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, out, err });
    });
  });
}
