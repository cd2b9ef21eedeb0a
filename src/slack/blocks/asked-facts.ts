// The facts of a request for whoever decides it: who, what, why, how risky, for how long, and what they hold already.
import type { RichTextBlock } from '@slack/types';
import { formatDuration } from '../../domain/duration.ts';
import { after } from '../../domain/instant.ts';
import type { Named, RequestView } from '../../domain/views.ts';
import { fact, personOf, riskWords, whatIsAsked } from './request-words.ts';
import { bold, bullets, quote, rich, say, when } from './rich.ts';

export function askedFacts(view: RequestView, now: number): RichTextBlock {
  const { request, requester } = view;
  return rich([
    fact('Who', personOf(requester), titleOf(requester)),
    ...whatIsAsked(view),
    say(bold('Why: ')),
    quote(request.reason),
    fact('Risk', riskWords[request.risk]),
    howLong(view, now),
    ...held(view),
    ...(view.excess === undefined ? [] : [fact('Less would do', view.excess)]),
    ...request.conflicts.map((name) =>
      fact('Separation of duties', `an exception from “${name}” is asked for`),
    ),
  ]);
}

/** `asks for Payments DB write`, or to keep it longer: behind the name of who asks. */
export const wishOf = ({ request, name }: RequestView): string =>
  request.extends === undefined ? `asks for ${name}` : `asks to keep ${name} longer`;

function howLong(view: RequestView, now: number) {
  const { request } = view;
  const length = formatDuration(request.duration);
  return 'end' in request
    ? fact('How long', length)
    : fact('How long', `${length}, until about `, when(after(now, request.duration)), ' if you approve now');
}

function held(view: RequestView) {
  const lines = view.held.slice(0, 5).map((line) => say(line.name, ', until ', when(line.grant.expiresAt)));
  const more = view.held.length - lines.length;
  return lines.length === 0
    ? [fact('Holds already', 'nothing in the same system through Hallpass')]
    : [fact('Holds already', ''), bullets([...lines, ...(more > 0 ? [say(`and ${more} more`)] : [])])];
}

export function titleOf({ person }: Named): string {
  const words = [person.title, person.department].filter((word) => word !== '');
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
