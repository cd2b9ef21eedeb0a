// What became of a request, in words; and the facts about it that several cards show alike.
import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Named } from '../../domain/called.ts';
import type { Risk } from '../../domain/catalogue.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { EndedRequest } from '../../domain/request.ts';
import type { RequestView } from '../../domain/views.ts';
import type { Bit } from './rich.ts';
import { bold, code, mention, say, when } from './rich.ts';

/** A person from the directory as a mention. */
export const personOf = (named: Named): RichTextElement =>
  mention(
    named.slack === undefined ? { name: named.person.name } : { name: named.person.name, slack: named.slack },
  );

/** Bold word, then what it is: one line of a card. */
export const fact = (label: string, ...bits: readonly Bit[]): RichTextSection =>
  say(bold(`${label}: `), ...bits);

/** Who asks for what, for how long, and for whom where it is somebody else. */
export const wish = (view: RequestView): readonly Bit[] => [
  personOf(view.asker ?? view.requester),
  ' asks for ',
  bold(view.name),
  ` for ${formatDuration(view.request.duration)}`,
  ...(view.request.startAt === undefined ? [] : [' from ', when(view.request.startAt)]),
  ...(view.asker === undefined ? [] : [', on behalf of ', personOf(view.requester)]),
];

/** Who had said yes in advance, until when and why. */
export const aheadLines = (view: RequestView): readonly RichTextSection[] =>
  view.ahead
    .slice(0, 5)
    .map((one) =>
      say(mention(one), ' had allowed it ahead, until ', when(one.until), `: “${one.reason.slice(0, 300)}”`),
    );

/** Everybody who was asked, as mentions with commas. */
export const askedPeople = (asked: RequestView['asked']): readonly Bit[] =>
  asked
    .slice(0, 10)
    .flatMap((one, index) => [...(index === 0 ? [] : [', ']), mention(one)])
    .concat(asked.length > 10 ? [` and ${asked.length - 10} more`] : []);

/** What is asked for, exactly: name, description, and the ids of every part. */
export function whatIsAsked(view: RequestView): readonly RichTextSection[] {
  const ids = view.request.entitlements.slice(0, 20);
  const description = view.item?.description ?? '';
  const more = view.request.entitlements.length - ids.length;
  return [
    fact('What', view.name, description === '' ? '' : ` – ${description}`),
    fact(
      ids.length === 1 ? 'Exactly' : 'Exactly these',
      ...ids.flatMap((id, index) => [...(index === 0 ? [] : [', ']), code(id)]),
      more > 0 ? ` and ${more} more` : '',
    ),
  ];
}

/** The ticket and the answers to further questions: a line each. */
export const detailFacts = ({ request, fields }: RequestView): readonly RichTextSection[] => [
  ...(request.ticket === undefined ? [] : [fact('Ticket', request.ticket)]),
  ...fields.map(({ label, text }) => fact(label, text)),
];

/** How the request ended: who, when, why. */
export function endOf(view: RequestView, request: EndedRequest): RichTextSection {
  const { end } = request;
  const why = end.why === '' || request.state === 'approved' ? '' : ` “${end.why}”`;
  if (end.by === 'policy' && request.state !== 'approved')
    return say(bold('Ended'), ' ', when(end.at), ': ', end.why);
  if (end.by === 'policy')
    return say(
      bold('Approved'),
      ' at once by the rule “',
      request.rule,
      '” ',
      when(end.at),
      '. ',
      request.because,
    );
  if (end.by === 'clock') return say(bold('Expired'), ' ', when(end.at), ': nobody decided in time.');
  return say(
    bold(endVerb[request.state]),
    ' by ',
    view.endedBy === undefined ? end.by : personOf(view.endedBy),
    view.endedFor === undefined ? ' ' : ` in the place of ${view.endedFor} `,
    when(end.at),
    '.',
    request.state === 'cancelled' ? '' : why,
  );
}

const endVerb: Readonly<Record<EndedRequest['state'], string>> = {
  approved: 'Approved',
  denied: 'Denied',
  cancelled: 'Cancelled',
  expired: 'Expired',
  invalidated: 'Withdrawn',
};

/** A risk class as a sentence: never only a colour or a sign. */
export const riskWords: Readonly<Record<Risk, string>> = {
  low: 'Low – little can go wrong.',
  medium: 'Medium – mistakes are visible and can be undone.',
  high: 'High – mistakes can harm customers or data.',
  critical: 'Critical – mistakes can stop the company or cannot be undone.',
};
