// The demo company's files in a folder of their own, so that a story can change them.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { companyPolicyFile } from '../cli/local.ts';

const companyFiles = ['access.yml', 'people.csv', 'usage.csv'] as const;
type CompanyFile = (typeof companyFiles)[number];

export type OwnPolicy = {
  readonly policyFile: string;
  /** Replaces a text that must be in the file. */
  edit(file: CompanyFile, from: string | RegExp, to: string): Promise<void>;
  remove(): Promise<void>;
};

/** Copies the files; `remove` them at the end. */
export async function ownPolicy(): Promise<OwnPolicy> {
  const folder = await mkdtemp(join(tmpdir(), 'hallpass-policy-'));
  for (const file of companyFiles)
    await writeFile(join(folder, file), await readFile(join(dirname(companyPolicyFile), file), 'utf8'));
  return {
    policyFile: join(folder, 'access.yml'),
    async edit(file, from, to) {
      const before = await readFile(join(folder, file), 'utf8');
      const text = before.replace(from, to);
      if (text === before) throw new Error(`${file} has no ${String(from)}`);
      await writeFile(join(folder, file), text);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
