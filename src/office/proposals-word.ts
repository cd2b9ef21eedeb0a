import { inARow } from '../domain/in-a-row.ts';
import type { PolicyProposal } from '../domain/proposal.ts';
import type { OfficeParts } from './parts.ts';
import type { Answer } from './words.ts';

const mostShown = 20;

/** The newest proposals, whatever became of them. */
export async function proposalsWord({ read }: Pick<OfficeParts, 'read'>): Promise<Answer> {
  const proposals = await read.recentProposals(mostShown);
  return {
    exit: 0,
    text:
      proposals.length === 0
        ? 'No policy waits, or waited, for a second person.'
        : proposals.map(told).join('\n\n'),
    value: { proposals: proposals.map(({ summary, ...one }) => ({ ...one, ...summary })) },
  };
}

function told(proposal: PolicyProposal): string {
  const { id, state, createdAt, author, summary } = proposal;
  const who = author.person ?? `nobody said who (${author.by})`;
  const end =
    proposal.state === 'open'
      ? ''
      : ` by ${proposal.decidedBy}, ${new Date(proposal.at).toISOString()}${proposal.reason === '' ? '' : `: ${proposal.reason}`}`;
  return [
    `${id}  ${state}${end}`,
    `    ${new Date(createdAt).toISOString()}, made by ${who}${author.osUser === undefined ? '' : `, signed in as ${author.osUser}`}`,
    ...(summary.gains.length === 0 ? [] : [`    the author would gain: ${inARow(summary.gains, 5)}`]),
    ...summary.lines.map((line) => `    ${line}`),
  ].join('\n');
}
