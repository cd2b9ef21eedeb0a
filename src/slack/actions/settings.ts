import { actionIds } from '../action-ids.ts';
import { idIn, openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import { settingsModal } from '../views/settings-modal.ts';
import type { Action } from './action.ts';
import { openModal } from './open-modal.ts';

/** Change: opens the form with what an owner may change about one thing they own. */
export const settings: Action = {
  id: actionIds.settings,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.settings);
    const id = sealed && idIn(sealed.about, 'entitlement');
    if (id === undefined) return { refusal: tokenRefused };
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return { refusal: who.refusal };
    const owned = await desk.engine.look.ownedNamed(who.person, id);
    return owned === undefined
      ? { refusal: tokenRefused }
      : openModal(desk, click, settingsModal(desk.tokenKey, owned));
  },
};
