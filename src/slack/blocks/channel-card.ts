import type { KnownBlock } from '@slack/types';
import { stageWords } from '../../domain/approvers.ts';
import type { Card } from '../../domain/card.ts';
import { expiresAt } from '../../domain/decide/way.ts';
import type { RequestView } from '../../domain/views.ts';
import { decisionButtons } from './approver-card.ts';
import { askedFacts, wishOf } from './asked-facts.ts';
import type { Drawing, Ink } from './drawing.ts';
import { draw, header, smallPrint } from './drawing.ts';
import { grantState } from './grant-words.ts';
import { endOf } from './request-words.ts';
import { bullets, rich, say, when } from './rich.ts';
import { stageLines, unpinged } from './stage-words.ts';

/** The card that many people decide on, in a channel: everybody there reads it, and whoever may not decide is told so at the click. */
export function channelCard(loud: RequestView, card: Card, ink: Ink): Drawing {
  const view = unpinged(loud);
  return draw([header(wishOf(view)), askedFacts(view, ink.now), ...outcome(view, card, ink)]);
}

function outcome(view: RequestView, card: Card, ink: Ink): readonly KnownBlock[] {
  const { request } = view;
  if ('end' in request) {
    const grants = view.grants.map(grantState);
    return [rich([endOf(view, request), ...(grants.length === 0 ? [] : [bullets(grants)])])];
  }
  const stages = stageLines(view);
  const way = stages.length === 0 ? [] : [rich([bullets(stages)])];
  if (request.way.channel !== card.channel)
    return [...way, rich([say('Nothing more is needed from this channel now.')])];
  return [
    smallPrint(`Who decides: ${deciders(view)} Rule “${request.rule}”: ${request.because}`),
    ...way,
    decisionButtons(view, card.id, ink),
    rich([say('Without a decision it expires ', when(expiresAt(request)), '.')]),
  ];
}

function deciders({ request, asked }: RequestView): string {
  const stage = request.way.stages[request.way.at];
  const who = stage === undefined ? '' : `${stageWords(stage)}, `;
  return `${who}which is ${asked.length} people today. Anybody else who presses a button is refused.`;
}
