// What each decision is taken on, read inside the transaction that decides.

import type { Command } from '../domain/command.ts';
import type { Case, Facts, UpkeepKind } from '../domain/decide/decide.ts';
import type { GrantFacts } from '../domain/decide/provisioning.ts';
import type { Actor } from '../domain/identity.ts';
import type { CardId, GrantId, RequestId } from '../domain/ids.ts';
import { assignFacts } from './assign-facts.ts';
import { glassFacts, reviewDueFacts, reviewFacts } from './glass-facts.ts';
import { grantFacts } from './grant-facts.ts';
import { applyFacts, proposalFacts, proposePolicyFacts } from './policy-facts.ts';
import { pressFacts } from './press-facts.ts';
import { proposalFor } from './proposals.ts';
import type { Circumstances } from './request-facts.ts';
import { actorFacts, decideFacts, dueFacts, extendFacts, submitFacts } from './request-facts.ts';
import { settingsFacts } from './settings-facts.ts';
import type { Read, Write } from './store.ts';

/** Loads the facts one command is decided on. */
export async function loadCase(read: Write, command: Command, moment: Circumstances): Promise<Case> {
  switch (command.kind) {
    case 'apply_policy':
      return { kind: command.kind, command, facts: await applyFacts(read, command) };
    case 'propose_policy':
      return { kind: command.kind, command, facts: await proposePolicyFacts(read, command) };
    case 'decide_proposal':
      return { kind: command.kind, command, facts: await proposalFacts(read, command) };
    case 'sync_people':
      return { kind: command.kind, command, facts: await syncFacts(read, command) };
    case 'submit_request':
      return { kind: command.kind, command, facts: await submitFacts(read, command, moment) };
    case 'break_glass':
      return { kind: command.kind, command, facts: await glassFacts(read, command, moment) };
    case 'end_now':
      return { kind: command.kind, command, facts: await endNowFacts(read, command) };
    case 'finish_review':
      return { kind: command.kind, command, facts: await reviewFacts(read, command) };
    case 'remind_review':
      return { kind: command.kind, command, facts: await reviewDueFacts(read, command) };
    case 'extend_grant':
      return { kind: command.kind, command, facts: await extendFacts(read, command, moment) };
    case 'approve':
      return { kind: command.kind, command, facts: await decideFacts(read, command) };
    case 'deny':
      return { kind: command.kind, command, facts: await decideFacts(read, command) };
    case 'cancel_request':
      return { kind: command.kind, command, facts: await requestFacts(read, command) };
    case 'request_due':
      return { kind: command.kind, command, facts: await dueFacts(read, command) };
    case 'finish_task':
      return { kind: command.kind, command, facts: await taskFacts(read, command) };
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
      return loadGrantCase(read, command);
  }
}

async function loadUpkeepCase(
  read: Write,
  command: Extract<Command, { readonly kind: UpkeepKind }>,
  moment: Circumstances,
): Promise<Case> {
  switch (command.kind) {
    case 'set_owner_settings':
      return { kind: command.kind, command, facts: await settingsFacts(read, command) };
    case 'record_usage':
      return { kind: command.kind, command, facts: await usageFacts(read, command) };
    case 'propose_return':
      return { kind: command.kind, command, facts: await proposeFacts(read, command, moment) };
    case 'channel_closed':
      return { kind: command.kind, command, facts: await channelFacts(read, command) };
    case 'review_birthrights':
      return { kind: command.kind, command, facts: await actorFacts(read, command.actor) };
    case 'assign_birthright':
      return { kind: command.kind, command, facts: await assignFacts(read, command, moment) };
    case 'card_shown':
      return { kind: command.kind, command, facts: { card: await read.card(command.card) } };
    case 'home_opened':
      return { kind: command.kind, command, facts: { card: await read.homeCardOf(command.person) } };
  }
}

type GrantKind = {
  [Kind in keyof Facts]: Facts[Kind] extends GrantFacts
    ? GrantFacts extends Facts[Kind]
      ? Kind
      : never
    : never;
}[keyof Facts];

/** The commands about one grant. */
async function loadGrantCase(
  read: Read,
  command: Extract<Command, { readonly kind: GrantKind }>,
): Promise<Case> {
  const facts = await grantFacts(read, command);
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

async function channelFacts(
  read: Read,
  command: { actor: Actor; card: CardId },
): Promise<Facts['channel_closed']> {
  const card = await read.card(command.card);
  return {
    ...(await actorFacts(read, command.actor)),
    card,
    request: card?.about.kind === 'request' ? await read.request(card.about.id) : undefined,
    cards: card === undefined ? [] : await read.cardsAbout(card.about),
  };
}

async function requestFacts(
  read: Read,
  command: { actor: Actor; request: RequestId },
): Promise<Facts['cancel_request']> {
  return { ...(await actorFacts(read, command.actor)), request: await read.request(command.request) };
}

async function endNowFacts(
  read: Read,
  command: { actor: Actor; press: { card: CardId } },
): Promise<Facts['end_now']> {
  const pressed = await pressFacts(read, command);
  const about = pressed.card?.about;
  const request = about?.kind === 'request' ? await read.request(about.id) : undefined;
  const grants = [];
  for (const { id } of request === undefined ? [] : await read.grantsOfRequest(request.id))
    grants.push(await grantFacts(read, { actor: command.actor, grant: id }));
  return { ...pressed, request, grants };
}

async function taskFacts(
  read: Read,
  command: { actor: Actor; press: { card: CardId } },
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
    task === undefined ? nobody : await grantFacts(read, { actor: command.actor, grant: task.grant });
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
  return { ...(await actorFacts(read, command.actor)), people, accounts };
}

async function usageFacts(
  read: Read,
  command: Extract<Command, { kind: 'record_usage' }>,
): Promise<Facts['record_usage']> {
  const people = [...new Set(command.entries.map((entry) => entry.person))];
  const before = [];
  for (const person of people) before.push(...(await read.usagesOf(person)));
  return { ...(await actorFacts(read, command.actor)), known: await read.people(people), before };
}

async function proposeFacts(
  read: Write,
  command: { actor: Actor; grant: GrantId },
  moment: Circumstances,
): Promise<Facts['propose_return']> {
  const grant = await read.grant(command.grant);
  // Two processes that look at the same time would both find nobody asked yet; so the second waits for the first.
  if (grant !== undefined) await read.alone(grant.person);
  const cards = await read.cardsAbout({ kind: 'grant', id: command.grant });
  const facts = await grantFacts(read, command);
  return { ...facts, cards, proposal: facts.grant && (await proposalFor(read, facts.grant, moment.now)) };
}
