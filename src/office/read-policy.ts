import { createHash } from 'node:crypto';
import { settingsFaults } from '../connectors/registry.ts';
import { renderFaults } from '../policy/fault.ts';
import type { ParsedPolicy } from '../policy/parse.ts';
import { parsePolicy } from '../policy/parse.ts';
import { anyVariables } from '../policy/variables.ts';
import { filesBeside } from './files-beside.ts';

export type PolicyText = {
  readonly text: string;
  /** How the file is called where its faults are told. */
  readonly file: string;
  readonly variables: Readonly<Record<string, string>>;
};
export type ReadPolicy =
  | ({ readonly is: 'read'; readonly hash: string } & Pick<
      Extract<ParsedPolicy, { is: 'policy' }>,
      'policy' | 'people' | 'warnings'
    >)
  | { readonly is: 'faults'; readonly text: string };

/** Reads a policy to look at: variables that are not set do not matter, they are the connectors'. */
export function readLeniently({ text, file }: Omit<PolicyText, 'variables'>): ReadPolicy {
  const beside = filesBeside(file);
  const parsed = parsePolicy(text, anyVariables(text), beside.fileNamed);
  if (parsed.is === 'faults') return { is: 'faults', text: renderFaults(text, parsed.faults, file) };
  return { ...parsed, is: 'read', hash: hashOf(text, ...beside.read()) };
}

/** SHA-256, hexadecimal: what a version of the file is known by. The files that it names belong to it. */
export const hashOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\0')).digest('hex');

/** Reads a policy as it is to come into force: with every variable it names, and settings that its connectors take. */
export function readPolicyText({ text, file, variables }: PolicyText): ReadPolicy {
  const beside = filesBeside(file);
  const parsed = parsePolicy(text, variables, beside.fileNamed);
  if (parsed.is === 'faults') return { is: 'faults', text: renderFaults(text, parsed.faults, file) };
  const wrong = settingsFaults(parsed.policy);
  if (wrong.length > 0) return { is: 'faults', text: wrong.map((fault) => `${file}: ${fault}`).join('\n') };
  return { ...parsed, is: 'read', hash: hashOf(text, ...beside.read()) };
}
