// The policy file and the people beside it, read without a database and without Slack.
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { processEnvironment } from '../config.ts';
import { renderImportFaults } from '../directory/fault.ts';
import { readDirectory } from '../directory/sync.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { filesBeside } from '../office/files-beside.ts';
import { renderFaults } from '../policy/fault.ts';
import type { ParsedPolicy } from '../policy/parse.ts';
import { parsePolicy } from '../policy/parse.ts';
import { anyVariables } from '../policy/variables.ts';

type Read<What> = ({ readonly is: 'read' } & What) | { readonly is: 'refused'; readonly text: string };
export type Company = { readonly policy: Policy; readonly people: readonly Person[] };

/** The policy file a word means: the one that is named, `HALLPASS_CONFIG`, or `./access.yml`. */
export const policyFileOf = (named: string | undefined): string =>
  named ?? processEnvironment().env['HALLPASS_CONFIG'] ?? './access.yml';

/** Reads the policy and its `people.csv`; `text` says what keeps it from that. */
export async function readCompany(file: string): Promise<Read<Company>> {
  const read = await readPolicyFile(file);
  if (read.is === 'refused') return read;
  const { policy, people } = read.parsed;
  if (people === undefined)
    return { is: 'refused', text: `${file} has no people: section, so there is nobody to ask about.` };
  const path = resolve(dirname(file), people.file);
  const directory = await readDirectory(path, teamOfNobody);
  if (directory.is === 'faults') return { is: 'refused', text: renderImportFaults(directory, path) };
  return { is: 'read', policy, people: directory.entries.map(({ person }) => ({ ...person, version: 1 })) };
}

/** The variables of an environment that are set. */
export const plainVariables = (
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

// Who may have what does not hang on Slack ids; the real team is only known to Slack.
const teamOfNobody = 'T0';

/** Reads a policy file alone. Variables that are not set do not matter here: they are the connectors', and `policy check` tells of them. */
export async function readPolicyFile(
  file: string,
): Promise<Read<{ readonly parsed: Extract<ParsedPolicy, { is: 'policy' }> }>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { is: 'refused', text: `${file} cannot be read.` };
  const parsed = parsePolicy(text, anyVariables(text), filesBeside(file).fileNamed);
  return parsed.is === 'faults'
    ? { is: 'refused', text: renderFaults(text, parsed.faults, file) }
    : { is: 'read', parsed };
}
