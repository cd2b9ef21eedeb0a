// The facts of a request for whoever decides it: who, what, why, how risky, for how long, and what they hold already.
import type { RichTextBlock } from '@slack/types';
import type { Named } from '../../domain/called.ts';
import { formatDuration } from '../../domain/duration.ts';
import { after } from '../../domain/instant.ts';
import type { RequestView } from '../../domain/views.ts';
import { detailFacts, fact, personOf, riskWords, whatIsAsked } from './request-words.ts';
import { bold, bullets, quote, rich, say, when } from './rich.ts';

export function askedFacts(view: RequestView, now: number): RichTextBlock {
  const { request, requester, asker } = view;
  return rich([
    fact('Who', personOf(requester), titleOf(requester)),
    ...(asker === undefined ? [] : [fact('Asked for by', personOf(asker), titleOf(asker))]),
    ...whatIsAsked(view),
    say(bold('Why: ')),
    quote(request.reason),
    ...detailFacts(view),
    fact('Risk', riskWords[request.risk]),
    howLong(view, now),
    ...held(view),
    ...(view.excess === undefined ? [] : [fact('Less would do', view.excess)]),
    ...request.conflicts.map((name) =>
      fact('Separation of duties', `an exception from “${name}” is asked for`),
    ),
  ]);
}

/** `Ana Ruiz asks for Payments DB write`, or to keep it longer, or on whose behalf. */
export function wishOf({ request, name, requester, asker }: RequestView): string {
  const what = request.extends === undefined ? `asks for ${name}` : `asks to keep ${name} longer`;
  const whom = asker === undefined ? '' : ` for ${requester.person.name}`;
  return `${(asker ?? requester).person.name} ${what}${whom}`;
}

function howLong(view: RequestView, now: number) {
  const { request } = view;
  const length = formatDuration(request.duration);
  const { startAt } = request;
  if (startAt !== undefined)
    return fact(
      'How long',
      `${length}, from `,
      when(startAt),
      ' until ',
      when(after(startAt, request.duration)),
    );
  return 'end' in request
    ? fact('How long', length)
    : fact('How long', `${length}, until about `, when(after(now, request.duration)), ' if you approve now');
}

function held(view: RequestView) {
  const lines = view.held.slice(0, 5).map(heldLine);
  const more = view.held.length - lines.length;
  return lines.length === 0
    ? [fact('Holds already', 'nothing in the same system through Hallpass')]
    : [fact('Holds already', ''), bullets([...lines, ...(more > 0 ? [say(`and ${more} more`)] : [])])];
}

const heldLine = ({ name, grant }: RequestView['held'][number]) =>
  grant.startsAt === undefined
    ? say(name, ', until ', when(grant.expiresAt))
    : say(name, ', from ', when(grant.startsAt), ' until ', when(grant.expiresAt));

export function titleOf({ person }: Named): string {
  const words = [person.title, person.department].filter((word) => word !== '');
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
