import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { policyFileOf } from './company-files.ts';
import { Misuse } from './misuse.ts';
import type { Word } from './word.ts';

export const policyApplyWord: Word = {
  name: 'apply',
  usage: 'policy apply [file] --as <person>',
  summary: 'Bring a policy into force as a new version; first say what it changes.',
  help: [
    'The file is HALLPASS_CONFIG or ./access.yml unless one is named. A running bot on SQLite is asked through its socket; without one,',
    'and always on PostgreSQL, this opens the store itself, and then needs the variables that the file names. A file with a fault',
    'changes nothing at all: the version in force stays in force.',
    '',
    '  --as <person>         who makes the change: an id or an e-mail address of the directory',
    '  --dry-run             only say what it would change, and what would stand against it',
    '  --expect-people <n>   go on although so many people lose a way to access: the very number that was counted',
    '  --json                one JSON object',
    '',
    'Exit code 0: it is in force (or was already). 1: it is not: it has a fault (E-POL-PARSE), takes too much from too many',
    '(E-POL-MASS), or waits for a second person (E-POL-4EYES). 2: misuse.',
  ].join('\n'),
  async run(args) {
    const { askOffice, textOf } = await import('./policy-office.ts');
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        'dry-run': { type: 'boolean' },
        'expect-people': { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if (positionals.length > 1) throw new Misuse('Name one policy file.');
    const expected = values['expect-people'];
    if (expected !== undefined && !/^\d{1,9}$/.test(expected))
      throw new Misuse(`--expect-people ${expected}: write the number of people.`);
    const file = policyFileOf(positionals[0]);
    const text = await textOf(file);
    if (text === undefined) return 1;
    const question = {
      text,
      file,
      osUser: userInfo().username.slice(0, 100),
      dryRun: values['dry-run'] === true,
      ...(values.as === undefined ? {} : { as: values.as }),
      ...(expected === undefined ? {} : { expectPeople: Number(expected) }),
    };
    return askOffice('apply', question, values.json === true);
  },
};
