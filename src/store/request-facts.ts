// What decisions about requests are taken on: the policy, the people it may turn to, what the requester holds, and the votes.
import type { Directory } from '../domain/approvers.ts';
import type { Target } from '../domain/catalogue.ts';
import type { Facts } from '../domain/decide/decide.ts';
import { chainOf, lengthWith } from '../domain/decide/extend-grant.ts';
import { asking } from '../domain/decide/submit-request.ts';
import type { ActorFacts } from '../domain/decide/verdicts.ts';
import type { Moment } from '../domain/decision.ts';
import type { Details } from '../domain/details.ts';
import { detailsOf } from '../domain/details.ts';
import type { Grant } from '../domain/grant.ts';
import { justifies } from '../domain/grant.ts';
import type { Actor } from '../domain/identity.ts';
import type { CardId, GrantId, PersonId, RequestId } from '../domain/ids.ts';
import { entitlementId } from '../domain/ids.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import { findItem } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import { slackNative } from '../domain/person.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import { aheadFacts } from './ahead.ts';
import { loadDirectory, nobodyKnown, stagesFor } from './directory.ts';
import { gapFacts } from './gap.ts';
import { questAbout } from './quest.ts';
import type { Read, Write } from './store.ts';

/** When a question is put, and who judges the conditions. */
export type Circumstances = Pick<Moment, 'now' | 'judge'>;

/** The person linked to a Slack account, if any. */
export async function linkedPerson(read: Read, actor: Actor): Promise<Person | undefined> {
  if (actor.kind !== 'slack') return undefined;
  const account = await read.account('slack', slackNative(actor.identity.team, actor.identity.user));
  return account === undefined ? undefined : read.person(account.person);
}

export async function actorFacts(read: Read, actor: Actor): Promise<ActorFacts> {
  return { actor, linked: await linkedPerson(read, actor) };
}

type Asked = Details & {
  readonly subject?: PersonId;
  readonly startAt?: Instant;
  readonly actor: Actor;
  readonly target: Target;
  readonly duration: Seconds;
  readonly reason: string;
};

export async function submitFacts(
  read: Write,
  command: Asked,
  moment: Circumstances,
): Promise<Facts['submit_request']> {
  const before = command.subject ?? (await linkedPerson(read, command.actor))?.id;
  // Two requests for one person at once would not see each other; so the second waits for the first.
  if (before !== undefined) await read.alone(before);
  const who = await actorFacts(read, command.actor);
  const subject = command.subject === undefined ? undefined : await read.person(command.subject);
  const policy = await read.currentPolicy();
  const requester = command.subject === undefined ? who.linked : subject;
  const held = requester === undefined ? [] : await read.liveGrantsOf(requester.id);
  const asker = who.linked === undefined ? {} : { asker: who.linked };
  const known = { version: policy, requester, held, ...asker };
  const directory = await directoryFor(read, { ...known, command, moment });
  return {
    ...who,
    subject,
    policy,
    directory,
    gap: await gapFacts(read, { ...known, ...command, directory, moment }),
    open: requester === undefined ? [] : await read.openRequestsOf(requester.id),
    held,
    ...(await aheadFacts(
      read,
      {
        requester,
        ...asker,
        frozen: policy,
        current: policy,
        directory,
        votes: [],
        cards: [],
        held: held.filter(justifies).map((grant) => grant.entitlement),
      },
      moment.now,
    )),
  };
}

async function directoryFor(
  read: Read,
  of: {
    readonly version: PolicyVersion | undefined;
    readonly requester: Person | undefined;
    readonly asker?: Person;
    readonly held: readonly Grant[];
    readonly command: Asked;
    readonly moment: Circumstances;
  },
): Promise<Directory> {
  const { version, requester, command } = of;
  const item = version && requester && findItem(version.policy, command.target, requester);
  if (version === undefined || requester === undefined || item === undefined) return nobodyKnown;
  const ask = asking(requester, command, of);
  const stages = stagesFor(version.policy, item, [ask]);
  return loadDirectory(read, stages, { policy: version.policy, item, ask });
}

export async function extendFacts(
  read: Write,
  command: { actor: Actor; grant: GrantId; duration: Seconds; reason: string },
  moment: Circumstances,
): Promise<Facts['extend_grant']> {
  const grant = await read.grant(command.grant);
  // A grant nobody knows is of nothing that anybody could ask for.
  const target = { kind: 'entitlement', id: grant?.entitlement ?? entitlementId('') } as const;
  const origin = grant === undefined ? undefined : await read.request(grant.request);
  const duration =
    grant === undefined ? command.duration : lengthWith(grant, chainOf(grant, origin), command.duration);
  const asked = { ...detailsOf(origin ?? {}), ...command, target, duration };
  return { ...(await submitFacts(read, asked, moment)), grant, origin };
}

export async function decideFacts(
  read: Write,
  command: { actor: Actor; press: { card: CardId } },
  moment: Circumstances,
): Promise<Facts['approve']> {
  const card = await read.card(command.press.card);
  const request = card?.about.kind === 'request' ? await read.request(card.about.id) : undefined;
  // Two requests of one person that must not both be granted: the second approval waits for the first, and sees what it gave.
  if (request !== undefined) await read.alone(request.requester);
  const by =
    request !== undefined && 'end' in request && request.end.by !== 'policy' && request.end.by !== 'clock'
      ? request.end.by
      : undefined;
  const extended = request?.extends && (await read.grant(request.extends.grant));
  const way = await wayFacts(read, request, moment);
  return {
    ...(await actorFacts(read, command.actor)),
    card,
    request,
    ...way,
    ...(await aheadFacts(read, way, moment.now)),
    extended,
    endedBy: by === undefined ? undefined : await read.person(by),
  };
}

export async function dueFacts(
  read: Read,
  command: { actor: Actor; request: RequestId },
  moment: Circumstances,
): Promise<Facts['request_due']> {
  const request = await read.request(command.request);
  const way = await wayFacts(read, request, { ...moment, everyCard: true });
  return {
    ...(await actorFacts(read, command.actor)),
    request,
    ...way,
    ...(await aheadFacts(read, way, moment.now)),
  };
}

type WayFacts = Pick<
  Facts['approve'],
  'requester' | 'asker' | 'frozen' | 'current' | 'directory' | 'votes' | 'held' | 'cards'
>;

/** The stages of a request, with the people they may turn to; a step may lead to any route of its policy. */
async function wayFacts(
  read: Read,
  request: Request | undefined,
  moment: Circumstances & { readonly everyCard?: true },
): Promise<WayFacts> {
  const current = await read.currentPolicy();
  const unknown = {
    requester: undefined,
    frozen: undefined,
    directory: nobodyKnown,
    current,
    votes: [],
    held: [],
    cards: [],
  };
  if (request === undefined) return unknown;
  const requester = await read.person(request.requester);
  const frozen = await read.policyVersion(request.policyVersion);
  const held = await read.heldBy(request.requester);
  const item = requester && frozen && findItem(frozen.policy, request.target, requester);
  const { stages, at } = request.way;
  // Read where it may go on to more people: the last yes needs none of them.
  const goesOn = moment.everyCard ?? (at + 1 < stages.length || (stages[at]?.steps.length ?? 0) > 0);
  const routed = stages
    .flatMap((stage) => stage.steps)
    .flatMap((step) => (step.do === 'route' ? (frozen?.policy.routes[step.route] ?? []) : []));
  const votes = await read.votesOn(request.id);
  const voters = votes.flatMap((vote) => (vote.standsInFor === undefined ? [] : vote.person));
  const asker = request.submittedBy && (await read.person(request.submittedBy));
  const known = { ...moment, asker, held, current: current?.policy };
  const quest = item && questAbout(request, { ...known, item, requester, frozen: frozen.policy });
  return {
    requester,
    asker,
    frozen,
    current,
    held,
    directory:
      quest === undefined
        ? nobodyKnown
        : await loadDirectory(read, [...stages, ...routed], { ...quest, voters }),
    votes,
    cards: goesOn ? await read.cardsAbout({ kind: 'request', id: request.id }) : [],
  };
}
