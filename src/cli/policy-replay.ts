import { parseArgs } from 'node:util';
import { parseDuration } from '../domain/duration.ts';
import { policyFileOf } from './company-files.ts';
import { Misuse } from './misuse.ts';
import type { Word } from './word.ts';

export const policyReplayWord: Word = {
  name: 'replay',
  usage: 'policy replay --since 90d [file]',
  summary: 'Put the requests of the past to a policy: which of them would have gone another way?',
  help: [
    'Every request since then is put to the file (HALLPASS_CONFIG or ./access.yml unless one is named) with its own length, reason and',
    'time, and its person as the directory knows them today; what a rule wants to be held counts as held. Requests of people who are no',
    'longer active are left out and counted. Also while the bot runs.',
    '',
    '  --since <90d>   how far back',
    '  --json          one JSON object',
    '',
    'The first 200 are named, all are counted. Exit code 0: done, whatever was found. 1: the file is not in order.',
  ].join('\n'),
  async run(args) {
    const { askOffice, textOf } = await import('./policy-office.ts');
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { since: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new Misuse('Name one policy file.');
    if (values.since === undefined) throw new Misuse('Say --since: how far back, such as 90d.');
    const since = parseDuration(values.since);
    if (since === undefined || since < 1)
      throw new Misuse(`--since ${values.since}: write a length of time such as 90d.`);
    const file = policyFileOf(positionals[0]);
    const text = await textOf(file);
    return text === undefined ? 1 : askOffice('replay', { since, text, file }, values.json === true);
  },
};
