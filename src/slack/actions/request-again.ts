import { actionIds } from '../action-ids.ts';
import { openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import { requestModal } from '../views/request-modal.ts';
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
    const preview = await desk.engine.look.preview(who.person, { target });
    return openModal(
      desk,
      click,
      preview === undefined
        ? requestModal({
            person: who.person,
            notice: 'What you had is no longer in the catalogue. Choose something else.',
          })
        : requestModal({ person: who.person, preview }),
    );
  },
};
