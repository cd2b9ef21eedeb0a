// What decisions about broken glass are taken on: the rule's people, what the person still owes, and who can review it.
import { reviewersNow, reviewSources } from '../domain/break-glass.ts';
import type { Command } from '../domain/command.ts';
import type { Facts } from '../domain/decide/decide.ts';
import type { GlassDebt } from '../domain/decide/glass-debt.ts';
import type { GrantFacts } from '../domain/decide/provisioning.ts';
import { asking } from '../domain/decide/submit-request.ts';
import type { Actor } from '../domain/identity.ts';
import type { CardId, PersonId } from '../domain/ids.ts';
import type { Item } from '../domain/item.ts';
import { findItem, itemOf } from '../domain/item.ts';
import type { Policy } from '../domain/policy.ts';
import { sourcesOf } from '../domain/policy-reach.ts';
import { oneOf } from '../domain/policy-sources.ts';
import type { Asked, Request } from '../domain/request.ts';
import type { Ask } from '../domain/route.ts';
import { matchRule } from '../domain/route.ts';
import { loadDirectory, nobodyKnown } from './directory.ts';
import { questAbout } from './quest.ts';
import type { Circumstances } from './request-facts.ts';
import { actorFacts, linkedPerson } from './request-facts.ts';
import type { Read, Write } from './store.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

export async function glassFacts(
  read: Write,
  command: Of<'break_glass'>,
  moment: Circumstances,
): Promise<Facts['break_glass']> {
  const before = await linkedPerson(read, command.actor);
  // Glass is broken one at a time, and a second try would not see the first: so it waits for it.
  if (before !== undefined) await read.alone(before.id);
  const who = await actorFacts(read, command.actor);
  const policy = await read.currentPolicy();
  const { linked } = who;
  const held = linked === undefined ? [] : await read.liveGrantsOf(linked.id);
  const item = policy && linked && findItem(policy.policy, command.target, linked);
  const directory =
    policy === undefined || linked === undefined || item === undefined
      ? nobodyKnown
      : await glassDirectory(read, policy.policy, { item, ask: asking(linked, command, { held, moment }) });
  return { ...who, policy, directory, held, debt: linked && (await glassDebtOf(read, linked.id, moment)) };
}

/** The people that the rule for breaking this glass may turn to. */
export async function glassDirectory(
  read: Read,
  policy: Policy,
  { item, ask }: { readonly item: Item; readonly ask: Ask },
) {
  const route = matchRule(policy, item, { ...ask, breaksGlass: true })?.route;
  return route?.kind === 'break_glass'
    ? loadDirectory(read, [oneOf(...sourcesOf(route))], { policy, item, ask, inPerson: true })
    : nobodyKnown;
}

/** The last glass that this person broke, unless it is closed. A review that nobody could do holds nobody back. */
export async function glassDebtOf(
  read: Read,
  person: PersonId,
  moment: Circumstances,
): Promise<GlassDebt | undefined> {
  const request = await read.lastBrokenBy(person);
  if (request?.broken === undefined) return undefined;
  const policy = (await read.policyVersion(request.policyVersion))?.policy;
  const name = (policy && itemOf(policy, request.target))?.name ?? request.target.id;
  if (request.broken.task === undefined) return { request, name };
  const task = await read.task(request.broken.task);
  if (task?.state !== 'open') return undefined;
  const ids = (await reviewersOf(read, request, moment)).map((one) => one.person);
  if (ids.length === 0) return undefined;
  const people = await read.people(ids);
  return { request, name, review: { task, with: people.map((one) => one.name) } };
}

/** Who can review a request whose glass was broken: the rule as it was then, the people and their places as they are now. */
export async function reviewersOf(
  read: Read,
  request: Request,
  moment: Circumstances,
): Promise<readonly Asked[]> {
  const frozen = (await read.policyVersion(request.policyVersion))?.policy;
  const current = (await read.currentPolicy())?.policy;
  const requester = await read.person(request.requester);
  const item = frozen && itemOf(frozen, request.target);
  if (request.broken === undefined || requester === undefined || frozen === undefined || item === undefined)
    return [];
  const policy = current ?? frozen;
  const { review } = request.broken;
  const sources = reviewSources(review, { item, policy }).flat();
  const held = await read.heldBy(requester.id);
  const quest = questAbout(request, {
    ...moment,
    item,
    requester,
    asker: undefined,
    held,
    frozen,
    current,
  });
  const directory = await loadDirectory(read, [oneOf(...sources)], { ...quest, inPerson: true });
  return reviewersNow(review, { item, requester, directory, policy });
}

/** For a grant that comes from broken glass: what its end may lead to. */
export async function glassOf(
  read: Read,
  request: Request | undefined,
  moment: Circumstances,
): Promise<Pick<GrantFacts, 'glass'>> {
  if (request?.broken === undefined) return {};
  const siblings = await read.grantsOfRequest(request.id);
  return { glass: { siblings, reviewers: await reviewersOf(read, request, moment) } };
}

export async function reviewFacts(
  read: Read,
  command: { readonly actor: Actor; readonly press: { readonly card: CardId } },
  moment: Circumstances,
): Promise<Facts['finish_review']> {
  const card = await read.card(command.press.card);
  const about = await reviewAbout(read, card?.about.kind === 'task' ? card.about.id : undefined, moment);
  const { task } = about;
  const by =
    task === undefined || task.state === 'open' || task.by === 'clock' || task.by === 'worker'
      ? undefined
      : task.by;
  return {
    ...(await actorFacts(read, command.actor)),
    card,
    ...about,
    doneBy: by === undefined ? undefined : await read.person(by),
  };
}

export const reviewDueFacts = async (
  read: Read,
  command: Of<'remind_review'>,
  moment: Circumstances,
): Promise<Facts['remind_review']> => ({
  ...(await actorFacts(read, command.actor)),
  ...(await reviewAbout(read, command.task, moment)),
});

async function reviewAbout(
  read: Read,
  id: Of<'remind_review'>['task'] | undefined,
  moment: Circumstances,
): Promise<Pick<Facts['remind_review'], 'task' | 'request' | 'reviewers'>> {
  const task = id === undefined ? undefined : await read.task(id);
  const grant = task?.work === 'review' ? await read.grant(task.grant) : undefined;
  const request = grant && (await read.request(grant.request));
  return { task, request, reviewers: request === undefined ? [] : await reviewersOf(read, request, moment) };
}
