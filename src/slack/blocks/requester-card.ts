import type { KnownBlock, RichTextSection } from '@slack/types';
import { expiresAt } from '../../domain/decide/way.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { CardId } from '../../domain/ids.ts';
import type { RequestView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import { askAgainButton, cancelButton, returnButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header } from './drawing.ts';
import { grantState } from './grant-words.ts';
import { askedPeople, endOf, fact } from './request-words.ts';
import { bullets, quote, rich, say, when } from './rich.ts';
import { howManyDecide, stageLines } from './stage-words.ts';

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

/** The life of the request so far, one line for each step. */
export function progress(view: RequestView): readonly RichTextSection[] {
  const { request } = view;
  const asked = say('Asked ', when(request.createdAt), '.');
  if ('end' in request) return [asked, endOf(view, request), ...view.grants.map(grantState)];
  const until = ['Without a decision it expires ', when(expiresAt(request)), '.'];
  const stages = stageLines(view);
  if (stages.length > 0) return [asked, ...stages, say(...until)];
  const others = askedPeople(view.asked);
  const who = others.length === 0 ? ['a decision'] : others;
  return [asked, say('Waiting for ', ...who, howManyDecide(view), '. ', ...until)];
}

function nextSteps(view: RequestView, card: CardId, ink: Ink): readonly KnownBlock[] {
  const { request } = view;
  if (!('end' in request)) return [buttons([cancelButton(view, ink)], `${actionIds.cancel}:${card}`)];
  const live = view.grants.filter((line) => line.grant.desired === 'present');
  if (live.length > 0)
    // A block each: Slack wants every action_id once in a block.
    return live
      .slice(0, 20)
      .map((line) =>
        buttons(
          [returnButton(line, { card, several: live.length > 1 }, ink)],
          `${actionIds.giveBack}:${line.grant.id}`,
        ),
      );
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
