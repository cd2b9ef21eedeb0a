// Buttons that several cards and the Home tab share.
import type { Button } from '@slack/types';
import type { Target } from '../../domain/catalogue.ts';
import { isUpcoming } from '../../domain/grant.ts';
import type { GrantId } from '../../domain/ids.ts';
import type { GrantLine, RequestView } from '../../domain/views.ts';
import { actionIds } from '../action-ids.ts';
import type { Ink } from './drawing.ts';
import { button } from './drawing.ts';
import { systemOf } from './grant-words.ts';
import { cut } from './text.ts';

/** Gives one grant back, after a question. `card` is empty where no card of ours is around it. */
export function returnButton(
  line: GrantLine,
  of: { readonly card: string; readonly several: boolean },
  ink: Ink,
): Button {
  const name = cut(line.name, 50);
  if (isUpcoming(line.grant)) return notStartButton(line, of, ink);
  return button({
    action: actionIds.giveBack,
    text: of.several ? `Return ${name}` : 'Return',
    label: `Return ${name}`,
    value: ink.token('return', { card: of.card, about: `grant:${line.grant.id}`, revision: 1 }),
    confirm: {
      title: 'Give it back?',
      text: `${cut(line.name, 120)} is taken away from you in ${cut(systemOf(line), 80)} now. To have it again you have to ask again.`,
      yes: 'Return it',
    },
  });
}

/** The same of access whose start has not come. */
function notStartButton(
  { grant, name }: GrantLine,
  of: { readonly card: string; readonly several: boolean },
  ink: Ink,
): Button {
  return button({
    action: actionIds.giveBack,
    text: of.several ? `Cancel ${cut(name, 50)}` : 'Cancel',
    label: `Cancel ${cut(name, 50)} before it starts`,
    value: ink.token('return', { card: of.card, about: `grant:${grant.id}`, revision: 1 }),
    confirm: {
      title: 'Cancel it?',
      text: `${cut(name, 120)} will not start. To have it you have to ask again.`,
      yes: 'Cancel it',
    },
  });
}

/** Asks for more time, in a form. */
export const extendButton = (
  of: { readonly grant: GrantId; readonly name: string },
  card: string,
  ink: Ink,
): Button =>
  button({
    action: actionIds.extend,
    text: 'Extend',
    label: `Extend ${cut(of.name, 50)}`,
    value: ink.token('extend', { card, about: `grant:${of.grant}`, revision: 1 }),
  });

/** Takes a pending request back, after a question. */
export const cancelButton = (view: RequestView, ink: Ink): Button =>
  button({
    action: actionIds.cancel,
    text: 'Cancel request',
    label: `Cancel your request for ${cut(view.name, 40)}`,
    value: ink.token('cancel', {
      card: '',
      about: `request:${view.request.id}`,
      revision: view.request.revision,
    }),
    confirm: {
      title: 'Cancel the request?',
      text: 'Nobody needs to decide any more. You can ask again at any time.',
      yes: 'Cancel it',
    },
  });

/** Opens the form with this chosen. */
export const askForButton = (offer: { readonly target: Target; readonly name: string }, ink: Ink): Button =>
  button({
    action: actionIds.askAgain,
    text: `Ask for ${cut(offer.name, 60)}`,
    label: `Ask for ${cut(offer.name, 60)}`,
    value: ink.token('request_again', {
      card: '',
      about: `${offer.target.kind}:${offer.target.id}`,
      revision: 1,
    }),
  });

/** Opens the form with the same thing chosen. */
export const askAgainButton = (
  target: Target,
  of: { readonly card: string; readonly name: string },
  ink: Ink,
): Button =>
  button({
    action: actionIds.askAgain,
    text: 'Ask again',
    label: `Ask again for ${cut(of.name, 50)}`,
    value: ink.token('request_again', { card: of.card, about: `${target.kind}:${target.id}`, revision: 1 }),
  });
