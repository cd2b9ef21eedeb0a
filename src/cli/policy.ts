import { policyApplyWord } from './policy-apply.ts';
import { policyCheckWord } from './policy-check.ts';
import { policyExplainWord } from './policy-explain.ts';
import { policyPlanWord } from './policy-plan.ts';
import { policyProposalsWord } from './policy-proposals.ts';
import { policyReplayWord } from './policy-replay.ts';
import { policyTestWord } from './policy-test.ts';
import type { Word } from './word.ts';

const words: readonly Word[] = [
  policyCheckWord,
  policyExplainWord,
  policyTestWord,
  policyPlanWord,
  policyApplyWord,
  policyProposalsWord,
  policyReplayWord,
];

export const policyWord: Word = {
  name: 'policy',
  usage: `policy ${words.map((one) => one.name).join('|')} …`,
  summary: 'Read a policy file, answer questions about it, and bring it into force.',
  help: words.map((one) => `hallpass ${one.usage}\n    ${one.summary}`).join('\n'),
  words,
  async run() {
    console.error(this.help);
    return 2;
  },
};
