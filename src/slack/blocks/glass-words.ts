// Broken glass in words: what is known of it, what became of it, and where its review stands.
import type { RichTextBlockElement, RichTextSection } from '@slack/types';
import type { Called } from '../../domain/called.ts';
import { formatDuration } from '../../domain/duration.ts';
import { secondsUntil } from '../../domain/instant.ts';
import type { GrantLine, RequestView } from '../../domain/views.ts';
import { titleOf } from './asked-facts.ts';
import { endWords, grantState, systemOf } from './grant-words.ts';
import { fact, personOf, riskWords, whatIsAsked } from './request-words.ts';
import type { Bit } from './rich.ts';
import { bold, channelLink, mention, quote, say, when } from './rich.ts';

export type Broken = NonNullable<RequestView['broken']>;
export type BrokenRequest = RequestView & { readonly broken: Broken };

/** Who, what, why, when and for how long: the same for whoever is told and whoever reviews. */
export const glassFacts = (view: BrokenRequest): readonly RichTextBlockElement[] => [
  fact('Who', personOf(view.requester), titleOf(view.requester)),
  ...whatIsAsked(view),
  say(bold('Why: ')),
  quote(view.request.reason),
  fact('Risk', riskWords[view.request.risk]),
  fact(
    'When',
    when(view.request.createdAt),
    `, for ${formatDuration(view.request.duration)}; it cannot be extended`,
  ),
  fact('Rule', `“${view.request.rule}”: ${view.request.because}`),
  ...view.request.conflicts.map((name) =>
    fact('Conflict', `it breaks the separation of duties “${name}”; nobody was asked for an exception`),
  ),
  fact('Told at once', ...toldWords(view)),
];

/** The steps so far, for the person who broke the glass. */
export const glassProgress = (view: RequestView, broken: Broken): readonly RichTextSection[] => [
  say('You broke glass ', when(view.request.createdAt), '. It is in the audit log.'),
  say('Told at once: ', ...toldWords({ ...view, broken }), '.'),
  ...view.grants.map(grantState),
  ...endedEarly(broken),
  reviewLine(broken),
];

/** Where the review stands, in one line. */
export function reviewLine({ review, reviewers, reviewedBy }: Broken): RichTextSection {
  const who = reviewers.length === 0 ? [nobody] : listed(reviewers);
  if (review === undefined) return fact('Review', 'opens when all of it has ended, with ', ...who, '.');
  if (review.state === 'open')
    return fact('Review', 'open since ', when(review.createdAt), ', with ', ...who, '.');
  const by = reviewedBy === undefined ? 'Hallpass' : personOf(reviewedBy);
  return fact('Review', `${foundWords(review.state)}, said `, by, ' ', when(review.at), '.');
}

const nobody = 'nobody yet: your IT team has to name owners or fulfillers in the policy';

/** `Justified` or `Not justified`. */
export const foundWords = (state: string): string => (state === 'justified' ? 'Justified' : 'Not justified');

/** What the reviewer wrote; nothing before that. */
export const foundNote = ({ review }: Broken): readonly RichTextBlockElement[] =>
  review === undefined || review.state === 'open' || review.note === '' ? [] : [quote(review.note)];

export const endedEarly = ({ endedEarlyBy }: Broken): readonly RichTextSection[] =>
  endedEarlyBy === undefined ? [] : [say(personOf(endedEarlyBy), ' ended it early.')];

/** One access as it was in the target: when it was seen there, when it was gone. */
export function traceOf(line: GrantLine): RichTextSection {
  const { grant } = line;
  const seen = 'activeAt' in grant ? grant.activeAt : undefined;
  if (!('endedAt' in grant)) return grantState(line);
  if (seen === undefined) return say(bold(line.name), ': never seen in ', systemOf(line), '.');
  const left = grant.adopted ? ' It was there before Hallpass, so it was left in place.' : '';
  return say(
    bold(line.name),
    `: seen in ${systemOf(line)} `,
    when(seen),
    ', ended ',
    when(grant.endedAt),
    `, after ${formatDuration(secondsUntil(grant.endedAt, seen))}. ${endWords(grant.end)}${left}`,
  );
}

const toldWords = ({ broken, request }: BrokenRequest): readonly Bit[] => [
  ...listed(broken.told),
  ...(request.broken?.channels ?? []).flatMap((channel) => [', ', channelLink(channel)]),
];

const listed = (people: readonly Called[]): readonly Bit[] =>
  people
    .slice(0, 10)
    .flatMap((one, index) => [...(index === 0 ? [] : [', ']), mention(one)])
    .concat(people.length > 10 ? [` and ${people.length - 10} more`] : []);
