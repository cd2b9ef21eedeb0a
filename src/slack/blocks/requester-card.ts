import type { KnownBlock } from '@slack/types';
import { formatDuration } from '../../domain/duration.ts';
import type { CardId } from '../../domain/ids.ts';
import type { RequestView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import { askAgainButton, cancelButton, returnButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header } from './drawing.ts';
import { progress } from './progress.ts';
import { fact } from './request-words.ts';
import { bullets, quote, rich } from './rich.ts';

/** The requester's own card: one message that follows the request and its access from asking to the end. */
export function requesterCard(view: RequestView, card: CardId, ink: Ink): Drawing {
  const { request } = view;
  return draw([
    header(
      request.extends === undefined ? `You asked for ${view.name}` : `You asked to keep ${view.name} longer`,
    ),
    rich([
      fact('How long', formatDuration(request.duration)),
      quote(request.reason),
      bullets(progress(view)),
    ]),
    ...nextSteps(view, card, ink),
  ]);
}

function nextSteps(view: RequestView, card: CardId, ink: Ink): readonly KnownBlock[] {
  const { request } = view;
  if (!('end' in request)) return [buttons([cancelButton(view, ink)], `${actionIds.cancel}:${card}`)];
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
