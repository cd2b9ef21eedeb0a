import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Named } from '../../domain/called.ts';
import { cardId, personId, policyVersionId, proposalId } from '../../domain/ids.ts';
import type { PolicyProposal } from '../../domain/proposal.ts';
import type { ProposalView } from '../../domain/views.ts';
import type { Json } from '../../sandbox/page/protocol.ts';
import { checkMessage } from '../../sandbox/validate/views.ts';
import { proposalCard } from './proposal-card.ts';

const nine = Date.UTC(2027, 2, 1, 9);
const ink = { now: nine, token: (action: string) => `token-of-${action}` };
const card = cardId('card_1');

const named = (id: string, name: string, slack: string): Named => ({
  slack,
  person: {
    id: personId(id),
    version: 1,
    email: `${id}@tidewater.example`,
    name,
    department: '',
    title: '',
    location: '',
    status: 'active',
    groups: [],
    attributes: {},
  },
});
const samir = named('samir', 'Samir Haddad', 'U006');
const ines = named('ines', 'Inês Carvalho', 'U007');

const core = {
  id: proposalId('prop_1'),
  version: 1,
  base: policyVersionId('pol_1'),
  hash: 'h',
  author: { by: 'cli', person: personId('samir'), osUser: 'deploy' },
  summary: {
    lines: ['loosens: asked before, granted at once now: Samir Haddad', 'rules: 1 added (samir-at-once)'],
    gains: ['Payments DB admin (payments-db/admin) for 30 min: asked before, granted at once now'],
    gaining: [],
  },
  createdAt: nine,
} as const;

const view = (proposal: PolicyProposal, more: Partial<ProposalView> = {}): ProposalView => ({
  kind: 'proposal',
  proposal,
  author: samir,
  decidedBy: undefined,
  ...more,
});
const draw = (of: ProposalView) => proposalCard(of, card, ink);
const actions = (of: ProposalView) => JSON.stringify(draw(of).blocks).match(/"action_id":"(\w+)"/g) ?? [];

describe('the card about a proposed policy', () => {
  test('says who changed what, what they gain, and asks for a decision', () => {
    expect(draw(view({ ...core, state: 'open' })).text).toBe(
      `A change of the policy waits for you
Who changed it: <@U006>, signed in on the server as deploy
When: <!date^1803891600^{date_short_pretty} at {time}|2027-03-01 09:00 UTC>
Proposal: prop_1
What whoever changed it would gain:
• Payments DB admin (payments-db/admin) for 30 min: asked before, granted at once now
What changes:
• loosens: asked before, granted at once now: Samir Haddad
• rules: 1 added (samir-at-once)
The policy in force stays until one of the admins applies the change.`,
    );
    expect(actions(view({ ...core, state: 'open' }))).toEqual([
      '"action_id":"apply_policy"',
      '"action_id":"reject_policy"',
    ]);
  });

  test('says so where nobody knows who changed it', () => {
    const proposal: PolicyProposal = { ...core, author: { by: 'reload' }, state: 'open' };
    const { text } = draw(view(proposal, { author: undefined }));
    expect(text).toContain('Who changed it: nobody said who; the file was read again');
    expect(text).toContain('whoever looks at it must not gain from it');
  });

  test.each<[PolicyProposal, RegExp]>([
    [
      { ...core, state: 'applied', decidedBy: personId('ines'), at: nine, reason: '' },
      /^The change of the policy is in force[^]*Applied by <@U007> /,
    ],
    [
      { ...core, state: 'rejected', decidedBy: personId('ines'), at: nine, reason: 'Not at night.' },
      /^The change of the policy was rejected[^]*Rejected by <@U007> [^]*“Not at night.”$/,
    ],
    [
      { ...core, state: 'superseded', decidedBy: 'policy', at: nine, reason: 'Another came first.' },
      /^The change of the policy was overtaken[^]*Overtaken [^]*: Another came first.$/,
    ],
  ])('shows what became of it, and no button any more', (proposal, says) => {
    const ended = view(proposal, proposal.state === 'superseded' ? {} : { decidedBy: ines });
    expect(draw(ended).text).toMatch(says);
    expect(actions(ended)).toEqual([]);
  });

  test('is a message Slack takes, whatever rules and people are called', () => {
    const any = fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' });
    const lines = fc.array(any, { maxLength: 60 });
    fc.assert(
      fc.property(lines, lines, any, (...[changes, gains, reason]) => {
        const summary = { lines: changes, gains, gaining: [] };
        const end = { state: 'rejected', decidedBy: personId('ines'), at: nine, reason } as const;
        for (const proposal of [
          { ...core, summary, state: 'open' },
          { ...core, summary, ...end },
        ] as const) {
          const wired: Json = JSON.parse(JSON.stringify(draw(view(proposal))));
          expect(checkMessage(wired)).toEqual([]);
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});
