import { actionIds } from '../action-ids.ts';
import { openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import { drawForm } from '../views/draw-form.ts';
import { targetOf } from '../views/target-value.ts';
import type { Action } from './action.ts';
import { openModal } from './open-modal.ts';

/** Ask again: opens the form with the same item chosen, if the person may still know of it. */
export const requestAgain: Action = {
  id: actionIds.askAgain,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.askAgain);
    const target = sealed && targetOf(sealed.about);
    if (target === undefined) return { refusal: tokenRefused };
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return { refusal: who.refusal };
    return openModal(desk, click, await drawForm(desk, { visit, person: who.person }, { target }));
  },
};
