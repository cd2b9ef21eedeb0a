// An admin says yes or no to a proposed policy. Who they are, what they are and what is in force is read afresh.
import type { Command } from '../command.ts';
import type { Change, Decision, Moment } from '../decision.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { PolicyProposal, ProposedFile } from '../proposal.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import { cleanText } from '../text.ts';
import { inForce, nextVersion, overtaken, strangers, superseded } from './apply-policy.ts';
import { newCard, post } from './plan.ts';
import type { PressFacts } from './press.ts';
import { checkPress } from './press.ts';
import { whoLooks } from './propose-policy.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type ProposalFacts = PressFacts & {
  readonly proposal: PolicyProposal | undefined;
  readonly content: ProposedFile | undefined;
  readonly current: PolicyVersion | undefined;
  /** Of the people the proposed policy names, those the directory knows. */
  readonly known: readonly Person[];
  readonly admins: readonly Person[];
  readonly waiting: readonly PolicyProposal[];
  readonly decidedBy: Person | undefined;
};

type Decide = Extract<Command, { readonly kind: 'decide_proposal' }>;
type Open = Extract<PolicyProposal, { readonly state: 'open' }>;

export function decideProposal(command: Decide, facts: ProposalFacts, moment: Moment): Decision {
  const { proposal, content, current } = facts;
  const tried = {
    action: `policy.${command.verdict === 'apply' ? 'applied' : 'rejected'}`,
    object: `card:${command.press.card}`,
  };
  const pressed = checkPress(command.press, facts, moment.now);
  if (pressed.is === 'refused')
    return pressed.refusal.code === 'E-TOKEN-OLD'
      ? tooOld(pressed.refusal, facts, moment)
      : refuse(facts, pressed.refusal, tried);
  if (proposal === undefined || content === undefined || current === undefined)
    return refuse(
      facts,
      refusal('E-TOKEN', 'The proposal behind this button does not exist, so nothing was done.'),
      tried,
    );
  if (proposal.state !== 'open') return refuse(facts, late(proposal, facts), tried);
  if (proposal.base !== current.id) return overtake(proposal, facts, moment);
  const no = mayDecide(pressed.person, proposal, facts.admins);
  if (no !== undefined) return refuse(facts, no, tried);
  return command.verdict === 'reject'
    ? reject(command, { facts, proposal, person: pressed.person, moment })
    : apply({ facts, proposal, content, current, person: pressed.person, moment });
}

/** An admin today, who did not make it, and (where nobody knows who did) would not gain from it either. */
function mayDecide(
  person: Person,
  { author, summary }: PolicyProposal,
  admins: readonly Person[],
): Refusal | undefined {
  if (person.id === author.person)
    return refusal(
      'E-SELF',
      'You made this change yourself, so another admin has to look at it. Nothing was done.',
    );
  if (!whoLooks(admins, author.person).some((one) => one.id === person.id))
    return refusal('E-NOT-YOURS', 'You are no admin of the policy now, so nothing was done.');
  const gain = summary.gaining.find((one) => one.person === person.id)?.words[0];
  return author.person === undefined && gain !== undefined
    ? refusal(
        'E-SELF',
        `Nobody said who made this change, and you would gain from it (${gain}), so another admin has to look at it. Nothing was done.`,
      )
    : undefined;
}

type Told = {
  readonly facts: ProposalFacts;
  readonly proposal: Open;
  readonly person: Person;
  readonly moment: Moment;
};

function reject({ reason }: Decide, { facts, proposal, person, moment }: Told): Decision {
  const said = cleanText(reason, 3);
  if (said.is !== 'text')
    return correct(
      refusal('E-REQ-REASON', 'Say why not (3–4,000 characters), so that its author knows.', 'reason'),
    );
  const row = ended(proposal, { state: 'rejected', person, moment, reason: said.text });
  return accept({
    text: 'You rejected it; the policy in force stays.',
    changes: [{ put: 'policy_proposal', row }],
    effects: [redraw(proposal)],
    audit: [
      note(facts, { action: 'policy.rejected', object: `proposal:${proposal.id}`, because: said.text }),
    ],
  });
}

function apply({
  facts,
  proposal,
  content,
  current,
  person,
  moment,
}: Told & { readonly content: ProposedFile; readonly current: PolicyVersion }): Decision {
  const tried = { action: 'policy.applied', object: `proposal:${proposal.id}` };
  // A file with a fault does not stop it: this is how it is put right.
  if (moment.doubt !== undefined && moment.doubt.code !== 'E-POL-INVALID')
    return refuse(facts, moment.doubt, tried);
  const no = strangers(content.policy, facts.known);
  if (no !== undefined) return refuse(facts, no, tried);
  const version = nextVersion({ ...proposal, policy: content.policy }, current, moment);
  const row = ended(proposal, { state: 'applied', person, moment, reason: '' });
  const decision = inForce(version, {
    facts,
    author: proposal.author,
    moment,
    because: `Version ${version.number} of the policy file, proposed by ${proposal.author.person ?? proposal.author.by} (${proposal.id}) and looked at by ${person.id}.`,
    overtaken: facts.waiting.filter((one) => one.id !== proposal.id),
  });
  const change: Change = { put: 'policy_proposal', row };
  return {
    ...decision,
    changes: [...decision.changes, change],
    effects: [...decision.effects, redraw(proposal)],
  };
}

/** Another version came into force since: the proposal ends, and nothing else happens. */
function overtake(proposal: Open, facts: ProposalFacts, moment: Moment): Decision {
  return refuse(facts, overtaken, {
    action: 'policy.superseded',
    object: `proposal:${proposal.id}`,
    changes: [{ put: 'policy_proposal', row: superseded(proposal, moment) }],
    effects: [redraw(proposal)],
  });
}

/** The old card is replaced by a fresh one, if there is still something to decide. */
function tooOld(no: Refusal, { card, proposal }: ProposalFacts, moment: Moment): Decision {
  if (card?.person === undefined || proposal?.state !== 'open') return correct(no);
  const fresh = newCard(moment, { role: 'proposal', about: card.about, person: card.person });
  return correct(
    {
      ...no,
      text: 'This card is more than seven days old, so nothing was done. A fresh one is on its way to you.',
    },
    post([fresh]),
  );
}

function late(proposal: Exclude<PolicyProposal, Open>, { decidedBy }: ProposalFacts): Refusal {
  const by = decidedBy === undefined ? '' : ` by ${decidedBy.name}`;
  const verb = proposal.state === 'superseded' ? 'overtaken by another version' : proposal.state;
  return {
    ...refusal('E-DECIDED', `Already ${verb}${by} at {at}. Nothing was changed.`),
    at: proposal.at,
  };
}

const ended = (
  proposal: Open,
  how: {
    readonly state: 'applied' | 'rejected';
    readonly person: Person;
    readonly moment: Moment;
    readonly reason: string;
  },
): PolicyProposal => ({
  ...proposal,
  version: proposal.version + 1,
  state: how.state,
  decidedBy: how.person.id,
  at: how.moment.now,
  reason: how.reason,
});

const redraw = ({ id }: PolicyProposal) => ({ kind: 'redraw', about: { kind: 'proposal', id } }) as const;
