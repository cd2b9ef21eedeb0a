// A change of the policy that waits for a second person: written down, and shown to every admin who did not make it.
import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { PersonId } from '../ids.ts';
import { proposalId } from '../ids.ts';
import { inARow } from '../in-a-row.ts';
import type { Person } from '../person.ts';
import type { PolicyVersion } from '../policy.ts';
import type { PolicyProposal } from '../proposal.ts';
import { refusal } from '../refusal.ts';
import { overtaken, strangers } from './apply-policy.ts';
import { newCard, post } from './plan.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note, refuse } from './verdicts.ts';

export type ProposePolicyFacts = ActorFacts & {
  readonly current: PolicyVersion | undefined;
  /** Of the people the policy names, those the directory knows. */
  readonly known: readonly Person[];
  /** Admins by the policy in force whom a message in Slack reaches. */
  readonly admins: readonly Person[];
  /** Proposals of this very file. */
  readonly same: readonly PolicyProposal[];
};

type Propose = Extract<Command, { readonly kind: 'propose_policy' }>;

/** The proposal is put down and shown once, however often the same file is read; what was rejected is not shown again by a start or a reload. */
export function proposePolicy(command: Propose, facts: ProposePolicyFacts, moment: Moment): Decision {
  const { current, same } = facts;
  const tried = { action: 'policy.proposed', object: `policy:${command.hash.slice(0, 12)}` };
  if (command.actor.kind !== 'system')
    return correct(refusal('E-NOT-YOURS', 'A policy is proposed from its file, at the command line.'));
  if (current?.id !== command.base) return refuse(facts, overtaken, tried);
  const no = strangers(command.content.policy, facts.known);
  if (no !== undefined) return refuse(facts, no, tried);
  const earlier = same.filter((one) => one.base === command.base);
  const waits = earlier.find((one) => one.state === 'open' && one.author.person === command.author.person);
  if (waits !== undefined) return accept({ text: `It waits as proposal ${waits.id} already.` });
  const rejected = earlier.find((one) => one.state === 'rejected');
  if (rejected !== undefined && command.author.person === undefined)
    return accept({ text: `It was rejected as proposal ${rejected.id}; nobody is asked again.` });
  const asked = whoLooks(facts.admins, command.author.person);
  return asked.length === 0 ? refuse(facts, nobody, tried) : propose(command, { facts, asked, moment });
}

/** Active admins other than the author. */
export const whoLooks = (admins: readonly Person[], author: PersonId | undefined): readonly Person[] =>
  admins.filter((one) => one.status === 'active' && one.id !== author);

const nobody = refusal(
  'E-POL-4EYES',
  'A second person has to look at this change, and there is none: no other admin of the policy is active and reached by Slack. Add somebody to the group that settings: policy: admins names.',
);

function propose(
  command: Propose,
  of: { readonly facts: ProposePolicyFacts; readonly asked: readonly Person[]; readonly moment: Moment },
): Decision {
  const { facts, asked, moment } = of;
  const { hash, content, author, base, summary } = command;
  const id = proposalId(moment.newId('prop'));
  const row: PolicyProposal = {
    id,
    version: 1,
    base,
    hash,
    author,
    summary,
    createdAt: moment.now,
    state: 'open',
  };
  const cards = asked.map(({ id: person }) =>
    newCard(moment, { role: 'proposal', about: { kind: 'proposal', id }, person }),
  );
  const posted = post(cards);
  const entry = note(facts, {
    action: 'policy.proposed',
    object: `proposal:${id}`,
    because: 'A second person has to look at it.',
    detail: {
      hash,
      base,
      asked: asked.map((one) => one.id),
      gains: summary.gains,
      ...(author.osUser === undefined ? {} : { os_user: author.osUser }),
    },
  });
  const names = inARow(
    asked.map((one) => one.name),
    5,
  );
  return accept({
    text: `It waits as proposal ${id}: ${names} ${asked.length > 1 ? 'were' : 'was'} asked in Slack.`,
    changes: [{ put: 'policy_proposal', row, content }, ...posted.changes],
    effects: posted.effects,
    audit: [author.person === undefined ? entry : { ...entry, actor: `person:${author.person}` }],
  });
}
