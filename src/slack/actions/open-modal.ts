import type { ModalView } from '@slack/types';
import type { Refusal } from '../../domain/refusal.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Click } from '../arrival.ts';
import { errorFields } from '../log.ts';
import { isTriggerGone } from '../slack-error.ts';
import type { Desk, Reaction } from '../visit.ts';

/** Said when Slack's three seconds for opening a form are over. */
export const triggerGone: Refusal = refusal(
  'E-TRIGGER',
  'That took too long, so Slack no longer lets a form open. Nothing was done; do it again.',
);

/** Opens a form for a click, on top of the form that was clicked in if there is one. */
export async function openModal(desk: Desk, click: Click, view: ModalView): Promise<Reaction> {
  const call = { trigger_id: click.trigger, view };
  try {
    await (click.where.kind === 'modal' ? desk.client.views.push(call) : desk.client.views.open(call));
    return {};
  } catch (error) {
    desk.log.warn(errorFields(error), 'a form could not be opened');
    return { refusal: isTriggerGone(error) ? triggerGone : formRefused };
  }
}

const formRefused: Refusal = refusal(
  'E-BUSY',
  'Slack did not open the form, so nothing was done. Try again in a moment.',
);
