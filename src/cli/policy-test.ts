import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { rosterOf } from '../domain/roster.ts';
import type { PolicyCase } from '../policy/cases.ts';
import { readCases } from '../policy/cases.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { renderFaults } from '../policy/fault.ts';
import type { Difference } from '../policy/try-case.ts';
import { tryCase } from '../policy/try-case.ts';
import type { Company } from './company-files.ts';
import { policyFileOf, readCompany } from './company-files.ts';
import { Misuse } from './misuse.ts';
import type { Word } from './word.ts';

export const policyTestWord: Word = {
  name: 'test',
  usage: 'policy test [file] [cases] [--json]',
  summary: 'Try the cases written beside a policy: who asks for what, and what is expected to happen.',
  help: [
    'Reads the policy file (HALLPASS_CONFIG or ./access.yml unless one is named), its people.csv, and the cases: for',
    'access.yml they are in access.tests.yml beside it unless another file is named. A case is',
    '',
    '  - name: a short correction is for the manager',
    '    person: ana',
    '    item: payments-db/write',
    '    duration: 1h',
    '    reason: Refund 8812 is stuck      # may be left out: then its length is not judged',
    '    at: 2026-11-23T12:00Z             # may be left out: then it is now',
    '    holds: [payments-db/read]         # may be left out: then nothing is held',
    '    user_groups: { leads: [samir] }   # may be left out: then nobody is in any user group of Slack',
    '    expect: { is: ask, rule: short-payment-corrections, asked: [bo], stages: 1, max: 8h }',
    '',
    'expect.is is auto, ask or refuse; the rest may be left out; a refusal may have a code.',
    'birthright: <assign rule> (or none) expects that it is given without asking. --json prints one object.',
    'Exit code 1: a case fails, or a file is not in order.',
  ].join('\n'),
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    if (positionals.length > 2) throw new Misuse('Name one policy file and one file of cases.');
    const file = policyFileOf(positionals[0]);
    const tried = await tryAll(file, positionals[1] ?? casesBeside(file));
    if (tried.is === 'refused') {
      console.error(tried.text);
      return 1;
    }
    const failed = tried.results.filter((one) => one.differences.length > 0).length;
    if (values.json === true) console.log(JSON.stringify(valueOf(tried.results, failed)));
    else console.log(textOf(tried, failed));
    return failed === 0 ? 0 : 1;
  },
};

type Result = { readonly case: PolicyCase; readonly differences: readonly Difference[] };
type Tried =
  | { readonly is: 'tried'; readonly cases: string; readonly results: readonly Result[] }
  | { readonly is: 'refused'; readonly text: string };

const casesBeside = (file: string): string => `${file.replace(/\.ya?ml$/, '')}.tests.yml`;

async function tryAll(file: string, cases: string): Promise<Tried> {
  const company = await readCompany(file);
  if (company.is === 'refused') return company;
  const text = await readFile(cases, 'utf8').catch(() => undefined);
  if (text === undefined)
    return { is: 'refused', text: `${cases} cannot be read. Write the cases there, or name their file.` };
  const read = readCases(text, company);
  if (read.is === 'faults') return { is: 'refused', text: renderFaults(text, read.faults, cases) };
  return { is: 'tried', cases, results: resultsOf(company, read.cases) };
}

function resultsOf({ policy, people }: Company, cases: readonly PolicyCase[]): readonly Result[] {
  const world = { policy, directory: rosterOf(people), judge: createJudge() };
  const now = Date.now();
  return cases.map((one) => ({ case: one, differences: tryCase(world, one, now) }));
}

function textOf({ cases, results }: Extract<Tried, { is: 'tried' }>, failed: number): string {
  const lines = results.flatMap(({ case: { name, line }, differences }) =>
    differences.length === 0
      ? [`✓ ${name}`]
      : [
          `✗ ${name} (${cases}:${line})`,
          ...differences.map(({ what, expected, got }) => `    ${what}: expected ${expected}, got ${got}`),
        ],
  );
  const sum =
    failed === 0 ? `All ${results.length} cases hold.` : `${failed} of ${results.length} cases fail.`;
  return [...lines, '', sum].join('\n');
}

const valueOf = (results: readonly Result[], failed: number) => ({
  ok: failed === 0,
  cases: results.length,
  failed,
  results: results.map(({ case: { name, line }, differences }) => ({
    name,
    line,
    ok: differences.length === 0,
    differences,
  })),
});
