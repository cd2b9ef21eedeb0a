// The way of a request through its stages: who is asked next, until when, and what is still missing.
import type { Directory } from '../approvers.ts';
import { askedIn, seatsOf } from '../approvers.ts';
import type { Card } from '../card.ts';
import type { Moment } from '../decision.ts';
import type { PersonId } from '../ids.ts';
import type { Instant, Seconds } from '../instant.ts';
import { after } from '../instant.ts';
import type { Item } from '../item.ts';
import type { Person } from '../person.ts';
import type { Settings } from '../policy.ts';
import type { Asked, Request, Vote, Way } from '../request.ts';
import { seatOf } from '../request.ts';
import { workingTime } from '../working-time.ts';
import { asking } from './begin-way.ts';
import { stageCards } from './stage-cards.ts';

export type Pending = Extract<Request, { readonly state: 'pending' }>;
/** What the way is judged on, read afresh. */
export type WayFacts = {
  readonly item: Item;
  readonly requester: Person;
  readonly directory: Directory;
  /** All votes on the request; those of earlier revisions do not count. */
  readonly votes: readonly Vote[];
  /** The cards of the request so far. */
  readonly cards: readonly Card[];
  readonly settings: Settings;
};

/** When the next step of the present stage is due, or the request expires. */
export function dueAt(way: Way): Instant {
  const stage = way.stages[way.at];
  return counted(way, stage?.steps[way.step]?.after ?? stage?.deadline ?? way.patience);
}

/** When the request ends if nobody decides and no step leads on; what people are told. */
export function expiresAt({ way }: Pick<Request, 'way'>): Instant {
  return counted(way, way.stages[way.at]?.deadline ?? way.patience);
}

/** So long after the stage began, in the time that it counts. */
const counted = ({ since, atWork }: Way, length: Seconds): Instant =>
  atWork === undefined
    ? after(since, length)
    : workingTime(since, Math.max(0, length - (atWork.spent ?? 0)), atWork);

/** Who may decide the present stage now. */
export function eligibleNow(request: Request, facts: Omit<WayFacts, 'cards' | 'settings'>): readonly Asked[] {
  const { stages, at } = request.way;
  const yes = yesVotes(request, facts.votes);
  const voted = new Set(
    yes
      .filter((vote) => vote.stage < at && stages[vote.stage]?.distinct !== false)
      .flatMap((vote) => [vote.person, seatOf(vote)]),
  );
  const answered = new Set(
    yes.filter((vote) => vote.stage === at && vote.standsInFor === undefined).map((vote) => vote.person),
  );
  const asker = request.submittedBy === undefined ? {} : { asker: { id: request.submittedBy } };
  return askedIn(stages, at, { ...facts, ...asker, voted, answered });
}

/** What an answer is measured on: who may decide today, and who is still here. */
type Today = { readonly eligible: readonly Asked[]; readonly directory: Directory };

/** How many more must agree in the present stage; only votes of people who may decide today count, and nobody counts twice. */
export function stillMissing(request: Request, votes: readonly Vote[], today: Today): number {
  const stage = request.way.stages[request.way.at];
  if (stage === undefined) return 1;
  const agreed = yesVotes(request, votes).filter((vote) =>
    today.eligible.some((one) => speaksFor(vote, one, { request, ...today })),
  );
  const different = Math.min(
    new Set(agreed.map((vote) => vote.person)).size,
    new Set(agreed.map(seatOf)).size,
  );
  return Math.max(0, seatsOf(stage, today.eligible.length) - different);
}

/** Has this person agreed in the present stage, or somebody in their place, or they in somebody's? */
export const hasAgreed = (
  one: Asked,
  votes: readonly Vote[],
  of: { readonly request: Request; readonly directory: Directory },
): boolean => yesVotes(of.request, votes).some((vote) => speaksFor(vote, one, of));

/** A vote in somebody's place stays theirs when they are back, as long as whoever cast it still works here. */
const speaksFor = (
  vote: Vote,
  one: Asked,
  of: { readonly request: Request; readonly directory: Directory },
): boolean =>
  vote.stage === of.request.way.at &&
  (vote.person === one.person ||
    (seatOf(vote) === seatOf(one) && of.directory.person(vote.person)?.status === 'active'));

export const yesVotes = (request: Request, votes: readonly Vote[]): readonly Vote[] =>
  votes.filter((vote) => vote.revision === request.revision && vote.verdict === 'approve');

/** The people of the present stage who have not agreed yet. */
export const awaited = (
  request: Request,
  votes: readonly Vote[],
  directory: Directory,
): readonly PersonId[] =>
  request.asked.filter((one) => !hasAgreed(one, votes, { request, directory })).map((one) => one.person);

export type Entered =
  | { readonly is: 'waiting'; readonly request: Pending; readonly cards: readonly Card[] }
  | { readonly is: 'undecidable' };

/** The request enters a stage (or the same one, with more people): whoever is asked or told and was not before gets a card. */
export function enter(
  request: Pending,
  at: Way,
  of: { readonly facts: WayFacts; readonly moment: Moment },
): Entered {
  const { facts, moment } = of;
  const asked = eligibleNow({ ...request, way: at }, facts);
  if (asked.length === 0) return { is: 'undecidable' };
  const way = asking(at, asked, facts);
  const next: Pending = {
    ...request,
    version: request.version + 1,
    way,
    asked,
    deadlineAt: dueAt(way),
  };
  return {
    is: 'waiting',
    request: next,
    cards: stageCards(next, { case: facts, cards: facts.cards }, moment),
  };
}
