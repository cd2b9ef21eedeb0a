import { readFile } from 'node:fs/promises';
import { processEnvironment } from '../config.ts';
import { settingsFaults } from '../connectors/registry.ts';
import { filesBeside } from '../office/files-beside.ts';
import { createJudge } from '../policy/condition/judge.ts';
import type { Fault } from '../policy/fault.ts';
import { renderFaults } from '../policy/fault.ts';
import { nobodyAssigned } from '../policy/lint-assign-people.ts';
import { emptyGroups } from '../policy/lint-groups.ts';
import { strangersOnCall } from '../policy/lint-people.ts';
import { parsePolicy } from '../policy/parse.ts';
import { policyFileOf, readCompany } from './company-files.ts';
import type { Word } from './word.ts';

export const policyCheckWord: Word = {
  name: 'check',
  usage: 'policy check [file] [--json]',
  summary: 'Read a policy file and say what is wrong with it, and where.',
  help: 'The file is HALLPASS_CONFIG or ./access.yml unless one is named. Exit code 1: it has errors. Warnings alone are 0.',
  async run(args) {
    const file = policyFileOf(args.find((word) => !word.startsWith('--')));
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) {
      console.error(`${file} cannot be read.`);
      return 1;
    }
    const parsed = parsePolicy(
      text,
      Object.fromEntries(
        Object.entries(processEnvironment().env).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      ),
      filesBeside(file).fileNamed,
    );
    const { strangers, unassigned } = parsed.is === 'policy' ? await peopleFaults(file, text) : noFaults;
    const faults = parsed.is === 'faults' ? parsed.faults : [...parsed.warnings, ...unassigned, ...strangers];
    const settings = parsed.is === 'policy' ? settingsFaults(parsed.policy) : [];
    const ok = parsed.is === 'policy' && settings.length + strangers.length === 0;
    const told = [renderFaults(text, faults, file), ...settings.map((fault) => `${file}: ${fault}`)]
      .filter(Boolean)
      .join('\n');
    if (args.includes('--json')) console.log(JSON.stringify({ ok, faults, settings }));
    else console.log(told === '' ? `${file} is in order.` : told);
    return ok ? 0 : 1;
  },
};

type PeopleFaults = { readonly strangers: readonly Fault[]; readonly unassigned: readonly Fault[] };
const noFaults: PeopleFaults = { strangers: [], unassigned: [] };

/** Strangers on call, and rules and groups of nobody; none where the people file cannot be read: that is told when it is read in earnest. */
async function peopleFaults(file: string, text: string): Promise<PeopleFaults> {
  const company = await readCompany(file);
  if (company.is === 'refused') return noFaults;
  const { policy, people } = company;
  return {
    strangers: strangersOnCall(
      text,
      policy,
      people.map((one) => one.id),
    ),
    unassigned: [
      ...nobodyAssigned(text, policy, { people, judge: createJudge() }),
      ...emptyGroups(text, people),
    ],
  };
}
