import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { migrationsFolder } from './migrate.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

it.each([
  ['sqlite', 'sqlite'],
  ['postgres', 'postgresql'],
] as const)(
  'the migrations of %s make the tables that the code speaks of: there is none to add',
  (folder, dialect) => {
    const copy = mkdtempSync(join(tmpdir(), 'hallpass-migrations-'));
    cpSync(migrationsFolder(folder), copy, { recursive: true });
    const before = readdirSync(copy, { recursive: true });
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/drizzle-kit/bin.cjs'),
        'generate',
        `--dialect=${dialect}`,
        `--schema=./src/store/schema.${folder}.ts`,
        // drizzle-kit puts ./ before it.
        `--out=${relative(root, copy)}`,
      ],
      { cwd: root, encoding: 'utf8' },
    );
    expect(run.stdout).toContain('No schema changes');
    expect(readdirSync(copy, { recursive: true })).toEqual(before);
    rmSync(copy, { recursive: true });
  },
);
