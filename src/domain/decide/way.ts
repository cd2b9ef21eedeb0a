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
  const voted = new Set(
    yesVotes(request, facts.votes)
      .filter((vote) => vote.stage < at && stages[vote.stage]?.distinct !== false)
      .map((vote) => vote.person),
  );
  return askedIn(stages, at, { ...facts, voted });
}

/** How many more must agree in the present stage; only votes of people who may decide today count. */
export function stillMissing(request: Request, votes: readonly Vote[], eligible: readonly Asked[]): number {
  const stage = request.way.stages[request.way.at];
  if (stage === undefined) return 1;
  return Math.max(0, seatsOf(stage, eligible.length) - agreed(request, votes, eligible).length);
}

const agreed = (request: Request, votes: readonly Vote[], eligible: readonly Asked[]): readonly Vote[] =>
  yesVotes(request, votes).filter(
    (vote) => vote.stage === request.way.at && eligible.some((one) => one.person === vote.person),
  );

export const yesVotes = (request: Request, votes: readonly Vote[]): readonly Vote[] =>
  votes.filter((vote) => vote.revision === request.revision && vote.verdict === 'approve');

/** The people of the present stage who have not agreed yet. */
export const awaited = (request: Request, votes: readonly Vote[]): readonly PersonId[] =>
  request.asked
    .map((one) => one.person)
    .filter(
      (person) =>
        !yesVotes(request, votes).some((vote) => vote.stage === request.way.at && vote.person === person),
    );

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
