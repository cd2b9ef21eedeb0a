import type { KnownBlock } from '@slack/types';
import type { Named } from '../../domain/called.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { CardId } from '../../domain/ids.ts';
import type { RequestView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import { askAgainButton, cancelButton, returnButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header } from './drawing.ts';
import { progress } from './progress.ts';
import { detailFacts, fact } from './request-words.ts';
import { bullets, quote, rich, when } from './rich.ts';

/** The card of whoever gets the access or asked for it: one message that follows the request from asking to the end. */
export function requesterCard(
  view: RequestView,
  of: { readonly card: CardId; readonly viewer: Named },
  ink: Ink,
): Drawing {
  const { request } = view;
  return draw([
    header(title(view, of.viewer)),
    rich([
      fact('How long', formatDuration(request.duration)),
      ...(request.startAt === undefined ? [] : [fact('From', when(request.startAt))]),
      quote(request.reason),
      ...detailFacts(view),
      bullets(progress(view)),
    ]),
    ...nextSteps(view, of, ink),
  ]);
}

function title({ request, requester, asker, name }: RequestView, viewer: Named): string {
  if (request.extends !== undefined) return `You asked to keep ${name} longer`;
  if (asker === undefined) return `You asked for ${name}`;
  return viewer.person.id === requester.person.id
    ? `${asker.person.name} asked for ${name} for you`
    : `You asked for ${name} for ${requester.person.name}`;
}

function nextSteps(
  view: RequestView,
  { card, viewer }: { readonly card: CardId; readonly viewer: Named },
  ink: Ink,
): readonly KnownBlock[] {
  const { request } = view;
  if (!('end' in request)) return [buttons([cancelButton(view, ink)], `${actionIds.cancel}:${card}`)];
  // What was given is in the hands of who has it.
  if (viewer.person.id !== request.requester) return [];
  const returns = returnButtons(view, card, ink);
  if (returns.length > 0) return returns;
  const over = view.grants.every((line) => 'endedAt' in line.grant);
  return over
    ? [
        buttons(
          [askAgainButton(view.request.target, { card, name: view.name }, ink)],
          `${actionIds.askAgain}:${card}`,
        ),
      ]
    : [];
}

/** One for each access that is still held. */
export function returnButtons(view: RequestView, card: CardId, ink: Ink): readonly KnownBlock[] {
  const live = view.grants.filter((line) => line.grant.desired === 'present');
  // A block each: Slack wants every action_id once in a block.
  return live
    .slice(0, 20)
    .map((line) =>
      buttons(
        [returnButton(line, { card, several: live.length > 1 }, ink)],
        `${actionIds.giveBack}:${line.grant.id}`,
      ),
    );
}
