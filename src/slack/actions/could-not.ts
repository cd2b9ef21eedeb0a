import { actionIds } from '../action-ids.ts';
import { openToken, pressOf } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import { couldNotModal } from '../views/could-not-modal.ts';
import type { Action } from './action.ts';
import { openModal } from './open-modal.ts';
import { reactionTo } from './reaction.ts';

/** Could not: asks the engine without a word first. If only the word is missing, the form opens; any other "no" is told at once. */
export const couldNot: Action = {
  id: actionIds.couldNot,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.couldNot);
    if (sealed === undefined) return { refusal: tokenRefused };
    const press = pressOf(sealed, click.where);
    const outcome = await visit.commit({
      kind: 'finish_task',
      actor: visit.actor,
      press,
      done: false,
      note: '',
    });
    if (outcome.is === 'refused' && outcome.refusal.code === 'E-REQ-REASON') {
      const from = press.place === undefined ? sealed : { ...sealed, place: press.place };
      return openModal(desk, click, couldNotModal(desk.tokenKey, from));
    }
    return reactionTo(desk, outcome, { visit, click, card: press.card });
  },
};
