import type { KnownBlock } from '@slack/types';
import type { Named } from '../../domain/called.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { CardId } from '../../domain/ids.ts';
import type { GrantView, RequestView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import { askAgainButton, returnButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header } from './drawing.ts';
import { failureWords, grantState, systemOf } from './grant-words.ts';
import { endOf, fact } from './request-words.ts';
import { quote, rich, say, when } from './rich.ts';

/** Tells the requester how the request ended when nothing is granted: denied and why, or expired. */
export function requestOutcome(
  view: RequestView,
  { card, viewer }: { readonly card: CardId; readonly viewer: Named },
  ink: Ink,
): Drawing {
  const { request, requester, asker } = view;
  const whom = asker === undefined ? '' : ` for ${requester.person.name}`;
  const title = 'end' in request ? endTitle[request.state] : 'Your request is waiting';
  const how = 'end' in request ? [endOf(view, request)] : [];
  const next =
    request.state === 'denied'
      ? 'If you still need it, talk to the person who decided, or ask again with what they miss.'
      : request.state === 'expired'
        ? 'You can ask again; it goes to the same people. It helps to tell them.'
        : '';
  return draw([
    header(`${title}: ${view.name}${whom}`),
    rich([...how, ...(next === '' ? [] : [say(next)]), say(wrote(view, viewer)), quote(request.reason)]),
    ...(viewer.person.id === request.requester ? [again(view, card, ink)] : []),
  ]);
}

const again = (view: RequestView, card: CardId, ink: Ink): KnownBlock =>
  buttons(
    [askAgainButton(view.request.target, { card, name: view.name }, ink)],
    `${actionIds.askAgain}:${card}`,
  );

const wrote = ({ asker, request }: RequestView, viewer: Named): string =>
  asker === undefined || viewer.person.id !== request.requester
    ? 'You wrote:'
    : `${asker.person.name} wrote:`;

const endTitle: Readonly<Record<Extract<RequestView['request'], { end: unknown }>['state'], string>> = {
  approved: 'Approved',
  denied: 'Denied',
  cancelled: 'Cancelled',
  expired: 'Nobody decided in time',
  invalidated: 'Withdrawn',
};

/** Tells the requester that the access is there and how to use it, or why it is not. */
export function grantOutcome(view: GrantView, card: CardId, ink: Ink): Drawing {
  const { line, holder } = view;
  switch (line.grant.state) {
    case 'active':
      return draw([header(`You have ${line.name}`), ...howToUse(view, card, ink)]);
    case 'failed':
    case 'not_started':
      return draw([
        header(`${line.name} could not be granted${holder === undefined ? '' : ` to ${holder.person.name}`}`),
        ...whatWentWrong(view, card, ink),
      ]);
    default:
      return draw([header(line.name), rich([grantState(line)])]);
  }
}

function howToUse({ line }: GrantView, card: CardId, ink: Ink): readonly KnownBlock[] {
  const { grant } = line;
  const kept = grant.adopted ? [say('You had this before Hallpass, so it stays when the time is over.')] : [];
  return [
    rich([
      fact('Until', when(grant.expiresAt), ` (${formatDuration(grant.duration)})`),
      fact(
        'What to do next',
        `open ${systemOf(line)}; if you were signed in already, sign out and in again.`,
      ),
      ...kept,
      say('It ends by itself. If you are done sooner, return it.'),
    ]),
    buttons([returnButton(line, { card, several: false }, ink)], `${actionIds.giveBack}:${card}`),
  ];
}

function whatWentWrong({ line, request, holder }: GrantView, card: CardId, ink: Ink): readonly KnownBlock[] {
  const why = failureWords(line);
  return [
    rich([
      fact('Why', why === '' ? 'its time was over before it could begin.' : why),
      say(
        line.grant.state === 'failed'
          ? 'Whatever part of it arrived is being removed.'
          : 'Nothing was changed.',
        ' Ask again, or ask the owner of ',
        systemOf(line),
        ' if it happens twice.',
      ),
    ]),
    ...(request === undefined || holder !== undefined
      ? []
      : [
          buttons(
            [askAgainButton(request.target, { card, name: line.name }, ink)],
            `${actionIds.askAgain}:${card}`,
          ),
        ]),
  ];
}
