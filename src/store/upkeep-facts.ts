// The facts of commands that are neither about a request nor about a grant's way into a target and out of it.
import type { Command } from '../domain/command.ts';
import type { Case, Facts, UpkeepKind } from '../domain/decide/decide.ts';
import type { Actor } from '../domain/identity.ts';
import type { CardId, GrantId } from '../domain/ids.ts';
import { assignFacts } from './assign-facts.ts';
import { grantFacts } from './grant-facts.ts';
import { proposalFor } from './proposals.ts';
import type { Circumstances } from './request-facts.ts';
import { actorFacts } from './request-facts.ts';
import { settingsFacts } from './settings-facts.ts';
import type { Read, Write } from './store.ts';

/** Loads the facts of one such command. */
export async function loadUpkeepCase(
  read: Write,
  command: Extract<Command, { readonly kind: UpkeepKind }>,
  moment: Circumstances,
): Promise<Case> {
  switch (command.kind) {
    case 'sync_user_groups':
      return { kind: command.kind, command, facts: await userGroupFacts(read, command.actor) };
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
  const facts = await grantFacts(read, command, moment);
  return { ...facts, cards, proposal: facts.grant && (await proposalFor(read, facts.grant, moment.now)) };
}

async function userGroupFacts(read: Read, actor: Actor): Promise<Facts['sync_user_groups']> {
  const [current, known] = [await read.currentPolicy(), await read.userGroups()];
  return { ...(await actorFacts(read, actor)), current, known };
}
