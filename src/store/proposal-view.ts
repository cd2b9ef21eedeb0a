import type { ProposalId } from '../domain/ids.ts';
import type { ProposalView } from '../domain/views.ts';
import { named } from './named.ts';
import type { Read } from './store.ts';

/** A proposed policy as its card shows it. */
export async function proposalView(read: Read, id: ProposalId): Promise<ProposalView | undefined> {
  const proposal = await read.proposal(id);
  if (proposal === undefined) return undefined;
  const { person } = proposal.author;
  const by = proposal.state === 'open' || proposal.decidedBy === 'policy' ? undefined : proposal.decidedBy;
  return {
    kind: 'proposal',
    proposal,
    author: person === undefined ? undefined : await named(read, person),
    decidedBy: by === undefined ? undefined : await named(read, by),
  };
}
