import { parseArgs } from 'node:util';
import type { Person } from '../domain/person.ts';
import type { Planned } from '../office/planned.ts';
import { plannedText, plannedValue } from '../office/planned.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { planPolicy } from '../policy/plan.ts';
import { planBirthrights } from '../policy/plan-birthrights.ts';
import { dutyChanges, glassChanges } from '../policy/plan-duties.ts';
import { policyFileOf, readCompany, readPolicyFile } from './company-files.ts';
import { Misuse } from './misuse.ts';
import type { Word } from './word.ts';

export const policyPlanWord: Word = {
  name: 'plan',
  usage: 'policy plan [file] [--from <old file>]',
  summary: 'Say what a new policy changes, for whom: what it loosens first.',
  help: [
    'Compares the policy file (HALLPASS_CONFIG or ./access.yml unless one is named) with an older one, for every active',
    'person of its people.csv and everything either policy has: at the default length and at the longest that both allow,',
    'and how long it may last at most. People are looked at as holding nothing but what a rule wants them to hold already,',
    'and as giving an empty reason; a user group of Slack counts as one person, since no file says who is in it; rules for',
    'separation of duties are therefore compared as they are written. Birthrights are compared as if everybody had what the',
    'older policy gives, no more and no less.',
    '',
    'Without --from it compares with the version in force in the store (DATABASE_URL), for the people there, and tells too which open',
    'requests and which access that is held the change would touch. Also while the bot runs.',
    '',
    '  --from <file>   the older policy; only the file itself is read, not its people',
    '  --json          one JSON object',
    '',
    'Each kind of change is counted in full; the first 20 of it are named. Exit code 0: compared, whatever was found.',
    '1: a file is not in order.',
  ].join('\n'),
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { from: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new Misuse('Name one policy file, and the older one with --from.');
    if (values.from === undefined) return againstStore(policyFileOf(positionals[0]), values.json === true);
    const planned = await compare(policyFileOf(positionals[0]), values.from);
    if ('text' in planned) {
      console.error(planned.text);
      return 1;
    }
    console.log(values.json === true ? JSON.stringify(plannedValue(planned)) : plannedText(planned));
    return 0;
  },
};

async function againstStore(file: string, json: boolean): Promise<number> {
  const { askOffice, hasStore, textOf } = await import('./policy-office.ts');
  if (!hasStore()) throw new Misuse('There is no database to compare with. Set DATABASE_URL, or say --from.');
  const text = await textOf(file);
  return text === undefined ? 1 : askOffice('plan', { text, file }, json);
}

async function compare(file: string, from: string): Promise<Planned | { readonly text: string }> {
  const company = await readCompany(file);
  if (company.is === 'refused') return company;
  const old = await readPolicyFile(from);
  if (old.is === 'refused') return old;
  const before = old.parsed.policy;
  return {
    file,
    from,
    people: company.people.filter((one: Person) => one.status === 'active').length,
    names: new Map(company.people.map((one) => [one.id, one.name])),
    groups: planPolicy(before, company.policy, {
      people: company.people,
      judge: createJudge(),
      now: Date.now(),
    }),
    duties: dutyChanges(before, company.policy),
    glass: glassChanges(before, company.policy),
    birthrights: planBirthrights(before, company.policy, { people: company.people, judge: createJudge() }),
  };
}
