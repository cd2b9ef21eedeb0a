// What changes of the policy are decided on.
import type { Command } from '../domain/command.ts';
import { peopleNamedBy } from '../domain/decide/apply-policy.ts';
import type { Case, Facts } from '../domain/decide/decide.ts';
import type { Person } from '../domain/person.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { pressFacts } from './press-facts.ts';
import { actorFacts } from './request-facts.ts';
import type { Read } from './store.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

type PolicyKind = 'apply_policy' | 'propose_policy' | 'decide_proposal';

/** Loads the facts of a command that changes the policy. */
export async function loadPolicyCase(read: Read, command: Of<PolicyKind>): Promise<Case> {
  switch (command.kind) {
    case 'apply_policy':
      return { kind: command.kind, command, facts: await applyFacts(read, command) };
    case 'propose_policy':
      return { kind: command.kind, command, facts: await proposePolicyFacts(read, command) };
    case 'decide_proposal':
      return { kind: command.kind, command, facts: await proposalFacts(read, command) };
  }
}

async function applyFacts(read: Read, command: Of<'apply_policy'>): Promise<Facts['apply_policy']> {
  return {
    ...(await actorFacts(read, command.actor)),
    current: await read.policyAsFiled(),
    known: await read.people(peopleNamedBy(command.policy)),
    waiting: await read.openProposals(),
  };
}

async function proposePolicyFacts(
  read: Read,
  command: Of<'propose_policy'>,
): Promise<Facts['propose_policy']> {
  const current = await read.policyAsFiled();
  return {
    ...(await actorFacts(read, command.actor)),
    current,
    known: await read.people(peopleNamedBy(command.content.policy)),
    admins: await reached(read, await policyAdmins(read, current)),
    same: await read.proposalsOfFile(command.hash),
  };
}

async function proposalFacts(read: Read, command: Of<'decide_proposal'>): Promise<Facts['decide_proposal']> {
  const pressed = await pressFacts(read, command);
  const id = pressed.card?.about.kind === 'proposal' ? pressed.card.about.id : undefined;
  const proposal = id && (await read.proposal(id));
  const content = id && (await read.proposedFile(id));
  const current = await read.policyAsFiled();
  const by =
    proposal === undefined || proposal.state === 'open' || proposal.decidedBy === 'policy'
      ? undefined
      : proposal.decidedBy;
  return {
    ...pressed,
    proposal,
    content,
    current,
    known: content === undefined ? [] : await read.people(peopleNamedBy(content.policy)),
    admins: await policyAdmins(read, current),
    waiting: await read.openProposals(),
    decidedBy: by === undefined ? undefined : await read.person(by),
  };
}

/** Everybody whom the policy in force names as its admin, each once, active or not. */
async function policyAdmins(read: Read, version: PolicyVersion | undefined): Promise<readonly Person[]> {
  const found = new Map<Person['id'], Person>();
  for (const spec of version?.policy.settings.policy.admins ?? []) {
    const people =
      spec.by === 'group' ? await read.peopleInGroup(spec.group) : await read.people([spec.person]);
    for (const person of people) found.set(person.id, person);
  }
  return [...found.values()];
}

async function reached(read: Read, people: readonly Person[]): Promise<readonly Person[]> {
  const found: Person[] = [];
  for (const person of people) if ((await read.accountsOf(person.id, 'slack')).length > 0) found.push(person);
  return found;
}
