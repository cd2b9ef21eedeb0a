// What decisions about who decides for whom, and what is allowed ahead, are taken on.
import type { Command } from '../domain/command.ts';
import { peopleNamedBy } from '../domain/decide/apply-policy.ts';
import type { Case, Facts } from '../domain/decide/decide.ts';
import { asking } from '../domain/decide/submit-request.ts';
import { findItem } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import { slackNative } from '../domain/person.ts';
import { loadDirectory, nobodyKnown, stagesFor } from './directory.ts';
import type { Circumstances } from './request-facts.ts';
import { actorFacts, dueFacts, linkedPerson } from './request-facts.ts';
import type { Read, Write } from './store.ts';

type DelegationKind =
  | 'delegate'
  | 'end_delegation'
  | 'delegation_due'
  | 'ask_anew'
  | 'notice_absence'
  | 'dismiss_absence'
  | 'pre_approve'
  | 'withdraw_pre_approval';
type DelegationCommand = Extract<Command, { readonly kind: DelegationKind }>;

/** Loads the facts of a command about who decides for whom. */
export async function loadDelegationCase(
  read: Write,
  command: DelegationCommand,
  moment: Circumstances,
): Promise<Case> {
  switch (command.kind) {
    case 'delegate':
      return { kind: command.kind, command, facts: await delegateFacts(read, command) };
    case 'end_delegation':
      return { kind: command.kind, command, facts: await endFacts(read, command) };
    case 'delegation_due':
      return { kind: command.kind, command, facts: await endFacts(read, command) };
    case 'ask_anew':
      return { kind: command.kind, command, facts: await dueFacts(read, command, moment) };
    case 'notice_absence':
      return { kind: command.kind, command, facts: await awayFacts(read, command) };
    case 'pre_approve':
      return { kind: command.kind, command, facts: await preApproveFacts(read, command, moment) };
    case 'withdraw_pre_approval':
      return {
        kind: command.kind,
        command,
        facts: {
          ...(await actorFacts(read, command.actor)),
          preApproval: await read.preApproval(command.preApproval),
        },
      };
    case 'dismiss_absence':
      return {
        kind: command.kind,
        command,
        facts: { ...(await actorFacts(read, command.actor)), absence: await read.absence(command.absence) },
      };
  }
}

async function delegateFacts(
  read: Write,
  command: Extract<Command, { kind: 'delegate' }>,
): Promise<Facts['delegate']> {
  const before = await linkedPerson(read, command.actor);
  // Two delegations of one person at once would not see each other; so the second waits for the first.
  if (before !== undefined) await read.alone(before.id);
  const who = await actorFacts(read, command.actor);
  return {
    ...who,
    to: await personAt(read, command.to),
    open: who.linked === undefined ? [] : await read.delegationsFrom([who.linked.id]),
    absence:
      command.absence === undefined
        ? who.linked && (await read.lastAbsenceOf(who.linked.id))
        : await read.absence(command.absence),
  };
}

const endFacts = async (
  read: Read,
  command: Extract<Command, { kind: 'end_delegation' | 'delegation_due' }>,
): Promise<Facts['end_delegation']> => ({
  ...(await actorFacts(read, command.actor)),
  delegation: await read.delegation(command.delegation),
});

async function awayFacts(
  read: Write,
  command: Extract<Command, { kind: 'notice_absence' }>,
): Promise<Facts['notice_absence']> {
  const who = await actorFacts(read, command.actor);
  const person = await personAt(read, command.who);
  if (person === undefined) return { ...who, person, decides: false, open: [], last: undefined };
  // Slack may tell of the same status twice at once; it is to be asked about once.
  await read.alone(person.id);
  const policy = (await read.currentPolicy())?.policy;
  const named = policy !== undefined && peopleNamedBy(policy).includes(person.id);
  return {
    ...who,
    person,
    decides: named || (await read.waitingFor(person.id, 1)).length > 0,
    open: await read.delegationsFrom([person.id]),
    last: await read.lastAbsenceOf(person.id),
  };
}

async function preApproveFacts(
  read: Read,
  command: Extract<Command, { readonly kind: 'pre_approve' }>,
  moment: Circumstances,
): Promise<Facts['pre_approve']> {
  const who = await actorFacts(read, command.actor);
  const policy = await read.currentPolicy();
  const person = await personAt(read, command.person);
  const item = policy && person && findItem(policy.policy, command.target, person);
  if (policy === undefined || person === undefined || item === undefined)
    return { ...who, person, policy, directory: nobodyKnown, held: [] };
  const held = await read.liveGrantsOf(person.id);
  const ask = asking(person, { duration: command.most, reason: command.reason }, { held, moment });
  const stages = stagesFor(policy.policy, item, [ask]);
  const directory = await loadDirectory(read, stages, { policy: policy.policy, item, ask });
  return { ...who, person, policy, directory, held };
}

async function personAt(
  read: Read,
  of: { readonly team: string; readonly user: string },
): Promise<Person | undefined> {
  const account = await read.account('slack', slackNative(of.team, of.user));
  return account && read.person(account.person);
}
