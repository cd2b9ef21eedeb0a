// What each decision is taken on, read inside the transaction that decides.

import type { Target } from '../domain/catalogue.ts';
import type { Command } from '../domain/command.ts';
import { peopleNamedBy } from '../domain/decide/apply-policy.ts';
import type { Case, Facts } from '../domain/decide/decide.ts';
import type { PressFacts } from '../domain/decide/press.ts';
import type { GrantFacts } from '../domain/decide/provisioning.ts';
import type { ActorFacts } from '../domain/decide/verdicts.ts';
import { justifies } from '../domain/grant.ts';
import type { Actor } from '../domain/identity.ts';
import type { CardId, GrantId, RequestId } from '../domain/ids.ts';
import type { Seconds } from '../domain/instant.ts';
import type { Person } from '../domain/person.ts';
import { slackNative } from '../domain/person.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import type { Directory } from '../domain/route.ts';
import { findItem } from '../domain/route.ts';
import { loadDirectory } from './directory.ts';
import { gapFacts } from './gap.ts';
import type { Read, Write } from './store.ts';

/** Loads the facts one command is decided on. */
export async function loadCase(read: Write, command: Command): Promise<Case> {
  switch (command.kind) {
    case 'apply_policy': {
      const known = await read.people(peopleNamedBy(command.policy));
      return {
        kind: command.kind,
        command,
        facts: { ...(await actorFacts(read, command.actor)), current: await read.currentPolicy(), known },
      };
    }
    case 'sync_people':
      return { kind: command.kind, command, facts: await syncFacts(read, command) };
    case 'submit_request':
      return { kind: command.kind, command, facts: await submitFacts(read, command) };
    case 'approve':
      return { kind: command.kind, command, facts: await decideFacts(read, command) };
    case 'deny':
      return { kind: command.kind, command, facts: await decideFacts(read, command) };
    case 'cancel_request':
      return { kind: command.kind, command, facts: await requestFacts(read, command) };
    case 'expire_request':
      return { kind: command.kind, command, facts: await requestFacts(read, command) };
    case 'finish_task':
      return { kind: command.kind, command, facts: await taskFacts(read, command) };
    case 'card_shown':
      return { kind: command.kind, command, facts: { card: await read.card(command.card) } };
    case 'home_opened':
      return { kind: command.kind, command, facts: { card: await read.homeCardOf(command.person) } };
    default:
      return loadGrantCase(read, command);
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

/** The person linked to a Slack account, if any. */
export async function linkedPerson(read: Read, actor: Actor): Promise<Person | undefined> {
  if (actor.kind !== 'slack') return undefined;
  const account = await read.account('slack', slackNative(actor.identity.team, actor.identity.user));
  return account === undefined ? undefined : read.person(account.person);
}

async function actorFacts(read: Read, actor: Actor): Promise<ActorFacts> {
  return { actor, linked: await linkedPerson(read, actor) };
}

async function submitFacts(
  read: Write,
  command: { actor: Actor; target: Target; duration: Seconds },
): Promise<Facts['submit_request']> {
  const asking = await linkedPerson(read, command.actor);
  // Two requests of one person at once would not see each other; so the second waits for the first.
  if (asking !== undefined) await read.alone(asking.id);
  const who = await actorFacts(read, command.actor);
  const policy = await read.currentPolicy();
  const { linked } = who;
  const { target, duration } = command;
  const ask = { version: policy, requester: linked, target, duration };
  const directory = await directoryFor(read, ask);
  return {
    ...who,
    policy,
    directory,
    gap: await gapFacts(read, { ...ask, directory }),
    open: linked === undefined ? [] : await read.openRequestsOf(linked.id),
    held: linked === undefined ? [] : await read.liveGrantsOf(linked.id),
  };
}

async function directoryFor(
  read: Read,
  ask: {
    version: PolicyVersion | undefined;
    requester: Person | undefined;
    target: Target | undefined;
    duration: Seconds;
  },
): Promise<Directory> {
  const { version, requester, target, duration } = ask;
  if (version === undefined) return { person: () => undefined, group: () => [] };
  const item = requester && target && findItem(version.policy, target, requester);
  return loadDirectory(read, { policy: version.policy, item, requester, durations: [duration] });
}

async function pressFacts(
  read: Read,
  command: { actor: Actor; press: { card: CardId } },
): Promise<PressFacts> {
  return { ...(await actorFacts(read, command.actor)), card: await read.card(command.press.card) };
}

async function decideFacts(
  read: Read,
  command: { actor: Actor; press: { card: CardId } },
): Promise<Facts['approve']> {
  const pressed = await pressFacts(read, command);
  const request =
    pressed.card?.about.kind === 'request' ? await read.request(pressed.card.about.id) : undefined;
  const requester = request === undefined ? undefined : await read.person(request.requester);
  const current = await read.currentPolicy();
  const frozen =
    request === undefined
      ? undefined
      : request.policyVersion === current?.id
        ? current
        : await read.policyVersion(request.policyVersion);
  const by =
    request !== undefined && 'end' in request && request.end.by !== 'policy' && request.end.by !== 'clock'
      ? request.end.by
      : undefined;
  return {
    ...pressed,
    request,
    requester,
    current,
    frozen,
    directory: await directoryFor(read, {
      version: frozen,
      requester,
      target: request?.target,
      duration: request?.duration ?? 0,
    }),
    endedBy: by === undefined ? undefined : await read.person(by),
  };
}

async function requestFacts(
  read: Read,
  command: { actor: Actor; request: RequestId },
): Promise<Facts['cancel_request']> {
  return { ...(await actorFacts(read, command.actor)), request: await read.request(command.request) };
}

async function grantFacts(read: Read, command: { actor: Actor; grant: GrantId }): Promise<GrantFacts> {
  const grant = await read.grant(command.grant);
  const who = await actorFacts(read, command.actor);
  const current = await read.currentPolicy();
  if (grant === undefined)
    return { ...who, grant, request: undefined, subject: undefined, current, openTasks: [], others: [] };
  const others = await read.liveGrantsOn(grant.person, grant.entitlement);
  return {
    ...who,
    grant,
    current,
    request: await read.request(grant.request),
    subject: await read.person(grant.person),
    openTasks: await read.openTasksOf(grant.id),
    others: others.filter((other) => other.id !== grant.id && justifies(other)),
  };
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
