import type { Card } from '../card.ts';
import type { Target } from '../catalogue.ts';
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import { after, day } from '../instant.ts';
import { newCard, post } from './plan.ts';
import type { GrantFacts } from './provisioning.ts';
import { accept, note } from './verdicts.ts';

export type ProposeFacts = GrantFacts & {
  /** What the use that is known leads to for this grant. */
  readonly proposal:
    | { readonly because: string; readonly askFor: readonly { readonly target: Target }[] }
    | undefined;
  /** Every card about the grant. */
  readonly cards: readonly Card[];
};

/** About a quarter: nobody is asked about the same access more often. */
const pause = 91 * day;

/** Whoever holds what they do not use is asked whether they need it. Nothing is taken away. */
export function proposeReturn(
  _: Extract<Command, { readonly kind: 'propose_return' }>,
  facts: ProposeFacts,
  moment: Moment,
): Decision {
  const { grant, proposal, cards } = facts;
  if (grant?.state !== 'active' || proposal === undefined) return accept({ text: 'Nothing to propose.' });
  if (cards.some((one) => one.role === 'unused' && after(one.createdAt, pause) > moment.now))
    return accept({ text: 'They were asked already.' });
  const card = newCard(moment, {
    role: 'unused',
    about: { kind: 'grant', id: grant.id },
    person: grant.person,
  });
  return accept({
    text: 'They are asked.',
    ...post([card]),
    audit: [
      note(facts, {
        action: 'grant.return_proposed',
        object: `grant:${grant.id}`,
        because: proposal.because,
        detail: { askFor: proposal.askFor.map((one) => one.target.id) },
      }),
    ],
  });
}
