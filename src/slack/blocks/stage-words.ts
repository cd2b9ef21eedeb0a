// The way of a request in words: what it takes, who has agreed, what comes next.
import type { RichTextSection } from '@slack/types';
import { seatsOf, stageWords } from '../../domain/approvers.ts';
import type { RequestView } from '../../domain/views.ts';
import { askedPeople } from './request-words.ts';
import type { Bit } from './rich.ts';
import { channelLink, mention, say } from './rich.ts';

/** Behind the names of everybody who is asked: how many of them it takes. */
export function howManyDecide(view: RequestView): string {
  const stage = view.request.way.stages[view.request.way.at];
  const asked = view.asked.length;
  if (stage === undefined || asked < 2) return '';
  const seats = seatsOf(stage, asked);
  if (seats === 1) return '; one of them decides';
  return seats === asked ? '; all of them have to agree' : `; ${seats} of them have to agree`;
}

/** Behind that: in which channel they are asked, where it is one. */
export const askedWhere = ({ way }: Pick<RequestView['request'], 'way'>): readonly Bit[] =>
  way.channel === undefined ? [] : ['; they are asked in ', channelLink(way.channel)];

/** The same, with names for mentions of all who are asked: what only tells must not call on them. */
export const unpinged = (view: RequestView): RequestView => ({
  ...view,
  asked: view.asked.map(({ slack: _, ...one }) => one),
  votes: view.votes.map(({ slack: _, ...one }) => one),
});

/** One line a stage: decided by whom, waiting for whom, or still to come. Nothing where one yes is all it takes. */
export function stageLines(view: RequestView): readonly RichTextSection[] {
  const { stages, at } = view.request.way;
  const several = stages.length > 1;
  if (!several && stages.every((stage) => stage.need === 1)) return [];
  return stages.map((stage, index) => {
    const lead = several
      ? `Stage ${index + 1} of ${stages.length}, ${stageWords(stage)}: `
      : `${capital(stageWords(stage))}: `;
    if (index > at) return say(lead, 'still to come.');
    const agreed = agreedIn(view, index);
    if (index < at)
      return say(
        lead,
        ...(agreed.length === 0 ? ['passed without an answer in time'] : ['agreed by ', ...agreed]),
        '.',
      );
    return say(
      lead,
      ...(agreed.length === 0 ? [] : ['agreed so far: ', ...agreed, '; ']),
      ...waitingFor(view),
      '.',
    );
  });
}

/** Has this person said yes in the present stage? */
export const hasAgreed = (view: RequestView, person: string): boolean =>
  view.votes.some(
    (vote) => vote.stage === view.request.way.at && (vote.person === person || vote.standsInFor === person),
  );

function waitingFor(view: RequestView): readonly Bit[] {
  if ('end' in view.request) return ['not decided'];
  const open = view.asked.filter((one) => !hasAgreed(view, one.person));
  return open.length === 0
    ? ['waiting']
    : ['waiting for ', ...askedPeople(open), ...askedWhere(view.request)];
}

const agreedIn = (view: RequestView, stage: number): readonly Bit[] =>
  view.votes
    .filter((vote) => vote.stage === stage)
    .slice(0, 10)
    .flatMap((vote, index) => [
      ...(index === 0 ? [] : [', ']),
      mention(vote),
      ...(vote.inPlaceOf === undefined ? [] : [` in the place of ${vote.inPlaceOf}`]),
      ...(vote.reason === '' ? [] : [` (“${vote.reason.slice(0, 200)}”)`]),
    ]);

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
