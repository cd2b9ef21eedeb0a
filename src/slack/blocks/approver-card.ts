import type { KnownBlock } from '@slack/types';
import type { Named } from '../../domain/called.ts';
import { expiresAt } from '../../domain/decide/way.ts';
import type { CardId } from '../../domain/ids.ts';
import type { RequestView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import type { Sealed } from '../token.ts';
import { askedFacts, wishOf } from './asked-facts.ts';
import type { Drawing, Ink } from './drawing.ts';
import { button, buttons, draw, header, smallPrint } from './drawing.ts';
import { grantState } from './grant-words.ts';
import { aheadLines, askedPeople, endOf, fact } from './request-words.ts';
import { bold, bullets, rich, say, when } from './rich.ts';
import { hasAgreed, howManyDecide, stageLines } from './stage-words.ts';
import { cut, firstName } from './text.ts';

/** The card an approver decides on: who, what, why, how risky, for how long, and why it is them. Decided, it says by whom and what became of it. */
export function approverCard(
  view: RequestView,
  of: { readonly card: CardId; readonly viewer: Named },
  ink: Ink,
): Drawing {
  const asks = `${firstName(of.viewer.person.name)}, ${wishOf(view)}`;
  return draw([header(asks), askedFacts(view, ink.now), ...outcome(view, of, ink)]);
}

function outcome(
  view: RequestView,
  of: { readonly card: CardId; readonly viewer: Named },
  ink: Ink,
): readonly KnownBlock[] {
  const { request } = view;
  if ('end' in request) {
    const grants = view.grants.map(grantState);
    return [
      rich([...aheadLines(view), endOf(view, request), ...(grants.length === 0 ? [] : [bullets(grants)])]),
    ];
  }
  const stages = stageLines(view);
  const way = stages.length === 0 ? [] : [rich([bullets(stages)])];
  if (!view.asked.some((one) => one.person === of.viewer.person.id) || hasAgreed(view, of.viewer.person.id))
    return [...way, rich([notNeeded(view, of.viewer)])];
  const others = view.asked.filter((one) => one.person !== of.viewer.person.id);
  const why =
    view.asked.find((one) => one.person === of.viewer.person.id)?.why ?? 'You may decide by the rule today.';
  return [
    smallPrint(`Why you: ${why} Rule “${request.rule}”: ${request.because}`),
    ...(others.length === 0 ? [] : [rich([fact('Also asked', ...askedPeople(others), theirs(view))])]),
    ...way,
    decisionButtons(view, of.card, ink),
    rich([say('Without a decision it expires ', when(expiresAt(request)), '.')]),
  ];
}

/** Whoever handed their deciding over sees where it went. */
function notNeeded({ asked }: RequestView, viewer: Named) {
  const standIn = asked.find((one) => one.standsInFor === viewer.person.id);
  return standIn === undefined
    ? say('Nothing more is needed from you now.')
    : say(
        bold('Moved: '),
        'you handed your deciding over, so ',
        ...askedPeople([standIn]),
        ' is asked in your place.',
      );
}

const theirs = (view: RequestView): string =>
  howManyDecide(view).startsWith('; one')
    ? '. The first decision counts.'
    : `${howManyDecide(view)}; one no ends it.`;

/** Approve and Deny for one request: the same on the card and on the Home tab. */
export function decisionButtons(view: RequestView, card: CardId, ink: Ink): KnownBlock {
  const sealed: Sealed = { card, about: `request:${view.request.id}`, revision: view.request.revision };
  const what = `${cut(view.name, 30)} for ${cut(view.requester.person.name, 25)}`;
  return buttons(
    [
      button({
        action: actionIds.approve,
        text: 'Approve',
        label: `Approve ${what}`,
        value: ink.token('approve', sealed),
        style: 'primary',
      }),
      button({
        action: actionIds.deny,
        text: 'Deny',
        label: `Deny ${what}`,
        value: ink.token('deny', sealed),
        style: 'danger',
      }),
    ],
    `decide:${card}`,
  );
}
