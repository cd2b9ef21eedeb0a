import { actionIds } from '../action-ids.ts';
import { drawForm } from '../views/draw-form.ts';
import type { Action } from './action.ts';
import { openModal } from './open-modal.ts';

/** Ask for access: opens the empty form. */
export const ask: Action = {
  id: actionIds.ask,
  async run(desk, visit, click) {
    const who = await desk.engine.look.who(visit.identity);
    return who.is === 'refused'
      ? { refusal: who.refusal }
      : openModal(desk, click, await drawForm(desk, { visit, person: who.person }, {}));
  },
};
