// What each decision is taken on, read inside the transaction that decides.

import type { Command } from '../domain/command.ts';
import type { Case, Facts } from '../domain/decide/decide.ts';
import type { GrantFacts } from '../domain/decide/provisioning.ts';
import type { Actor } from '../domain/identity.ts';
import type { CardId, GrantId, RequestId } from '../domain/ids.ts';
import { loadDelegationCase } from './delegation-facts.ts';
import { loadGlassCase } from './glass-case.ts';
import { grantFacts } from './grant-facts.ts';
import { loadPolicyCase } from './policy-facts.ts';
import { pressFacts } from './press-facts.ts';
import type { Circumstances } from './request-facts.ts';
import { actorFacts, decideFacts, dueFacts, extendFacts, submitFacts } from './request-facts.ts';
import type { Read, Write } from './store.ts';
import { loadUpkeepCase } from './upkeep-facts.ts';

/** Loads the facts one command is decided on. */
export async function loadCase(read: Write, command: Command, moment: Circumstances): Promise<Case> {
  switch (command.kind) {
    case 'apply_policy':
    case 'propose_policy':
    case 'decide_proposal':
      return loadPolicyCase(read, command);
    case 'sync_people':
      return { kind: command.kind, command, facts: await syncFacts(read, command) };
    case 'submit_request':
      return { kind: command.kind, command, facts: await submitFacts(read, command, moment) };
    case 'break_glass':
    case 'end_now':
    case 'finish_review':
    case 'remind_review':
      return loadGlassCase(read, command, moment);
    case 'extend_grant':
      return { kind: command.kind, command, facts: await extendFacts(read, command, moment) };
    case 'approve':
      return { kind: command.kind, command, facts: await decideFacts(read, command, moment) };
    case 'deny':
      return { kind: command.kind, command, facts: await decideFacts(read, command, moment) };
    case 'cancel_request':
      return { kind: command.kind, command, facts: await requestFacts(read, command) };
    case 'request_due':
      return { kind: command.kind, command, facts: await dueFacts(read, command, moment) };
    case 'delegate':
    case 'end_delegation':
    case 'delegation_due':
    case 'ask_anew':
    case 'notice_absence':
    case 'dismiss_absence':
    case 'pre_approve':
    case 'withdraw_pre_approval':
      return loadDelegationCase(read, command, moment);
    case 'start_grant':
      return { kind: command.kind, command, facts: await startFacts(read, command, moment) };
    case 'sync_user_groups':
    case 'set_owner_settings':
    case 'record_usage':
    case 'propose_return':
    case 'channel_closed':
    case 'review_birthrights':
    case 'assign_birthright':
    case 'card_shown':
    case 'home_opened':
      return loadUpkeepCase(read, command, moment);
    default:
      return loadGrantCase(read, command, moment);
  }
}

type GrantKind = {
  [Kind in keyof Facts]: Facts[Kind] extends GrantFacts
    ? GrantFacts extends Facts[Kind]
      ? Kind
      : never
    : never;
}[keyof Facts];

/** The commands about one grant, and the word of whoever did by hand what it takes. */
async function loadGrantCase(
  read: Read,
  command: Extract<Command, { readonly kind: GrantKind | 'finish_task' }>,
  moment: Circumstances,
): Promise<Case> {
  if (command.kind === 'finish_task')
    return { kind: command.kind, command, facts: await taskFacts(read, command, moment) };
  const facts = await grantFacts(read, command, moment);
  switch (command.kind) {
    case 'return_grant':
      return { kind: command.kind, command, facts };
    case 'start_provisioning':
      return { kind: command.kind, command, facts };
    case 'provisioned':
      return { kind: command.kind, command, facts };
    case 'provisioning_failed':
      return { kind: command.kind, command, facts };
    case 'await_human':
      return { kind: command.kind, command, facts };
    case 'start_revoking':
      return { kind: command.kind, command, facts };
    case 'revoked':
      return { kind: command.kind, command, facts };
    case 'revoking_failed':
      return { kind: command.kind, command, facts };
    case 'expire_grant':
      return { kind: command.kind, command, facts };
    case 'warn_of_end':
      return { kind: command.kind, command, facts };
  }
}

async function requestFacts(
  read: Read,
  command: { actor: Actor; request: RequestId },
): Promise<Facts['cancel_request']> {
  return { ...(await actorFacts(read, command.actor)), request: await read.request(command.request) };
}

async function startFacts(
  read: Write,
  command: { actor: Actor; grant: GrantId },
  moment: Circumstances,
): Promise<Facts['start_grant']> {
  const person = (await read.grant(command.grant))?.person;
  // Two starts of one person that must not both be: the second waits for the first, and sees what it gave.
  if (person !== undefined) await read.alone(person);
  const facts = await grantFacts(read, command, moment);
  const { request } = facts;
  return {
    ...facts,
    frozen: request && (await read.policyVersion(request.policyVersion)),
    asker: request?.submittedBy && (await read.person(request.submittedBy)),
    held: person === undefined ? [] : await read.heldBy(person),
  };
}

async function taskFacts(
  read: Read,
  command: { actor: Actor; press: { card: CardId } },
  moment: Circumstances,
): Promise<Facts['finish_task']> {
  const pressed = await pressFacts(read, command);
  const task = pressed.card?.about.kind === 'task' ? await read.task(pressed.card.about.id) : undefined;
  const nobody: GrantFacts = {
    ...pressed,
    grant: undefined,
    request: undefined,
    subject: undefined,
    current: undefined,
    openTasks: [],
    others: [],
  };
  const about =
    task === undefined ? nobody : await grantFacts(read, { actor: command.actor, grant: task.grant }, moment);
  const by =
    task === undefined || task.state === 'open' || task.by === 'clock' || task.by === 'worker'
      ? undefined
      : task.by;
  return { ...pressed, task, about, doneBy: by === undefined ? undefined : await read.person(by) };
}

async function syncFacts(
  read: Read,
  command: Extract<Command, { kind: 'sync_people' }>,
): Promise<Facts['sync_people']> {
  const people = await read.people(command.entries.map((entry) => entry.person.id));
  const natives = new Set(command.entries.flatMap((entry) => entry.slack));
  const accounts = [];
  for (const native of natives) {
    const account = await read.account('slack', native);
    if (account !== undefined) accounts.push(account);
  }
  const gone = new Set(
    command.entries.filter(({ person }) => person.status !== 'active').map(({ person }) => person.id),
  );
  const handedTo = [];
  for (const person of people)
    if (person.status === 'active' && gone.has(person.id))
      handedTo.push(...(await read.delegationsTo(person.id)));
  return { ...(await actorFacts(read, command.actor)), people, accounts, handedTo };
}
