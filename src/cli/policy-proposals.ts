import { parseArgs } from 'node:util';
import type { Word } from './word.ts';

export const policyProposalsWord: Word = {
  name: 'proposals',
  usage: 'policy proposals [--json]',
  summary: 'List the changes that wait, or waited, for a second person.',
  help: 'The newest 20, with who made them, what they change, what their author would gain and what became of them. Reads DATABASE_URL\n(default file:./data/hallpass.db), through the running bot if there is one. They are decided in Slack.',
  async run(args) {
    const { askOffice } = await import('./policy-office.ts');
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    return askOffice('proposals', {}, values.json === true);
  },
};
