import type { Rule } from './policy.ts';

/** What a rule wants beside a reason, in words: “a ticket such as INC-1234”, “Customer”, “Region (EU or US), if you know it”. */
export const wantsWords = ({ ticket, fields = [] }: Pick<Rule, 'ticket' | 'fields'>): readonly string[] => [
  ...(ticket === undefined ? [] : [`a ticket such as ${ticket.example}`]),
  ...fields.map(
    ({ label, choices, required }) =>
      `${label}${choices === undefined ? '' : ` (${shown(choices)})`}${required ? '' : ', if there is something to say'}`,
  ),
];

const most = 4;
const shown = (choices: readonly string[]): string =>
  choices.length > most ? `one of ${choices.length}` : choices.join(' or ');
