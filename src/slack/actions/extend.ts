import { grantId } from '../../domain/ids.ts';
import { actionIds } from '../action-ids.ts';
import { idIn, openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import { extendModal } from '../views/extend-modal.ts';
import type { Action } from './action.ts';
import { openModal } from './open-modal.ts';

/** Extend: opens the form that asks for how much longer, or says why it cannot be. */
export const extend: Action = {
  id: actionIds.extend,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.extend);
    const grant = sealed && idIn(sealed.about, 'grant');
    if (sealed === undefined || grant === undefined) return { refusal: tokenRefused };
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return { refusal: who.refusal };
    const preview = await desk.engine.look.extension(who.person, grantId(grant));
    if (preview === undefined) return { refusal: tokenRefused };
    if (preview.refusal !== undefined) return { refusal: preview.refusal };
    return openModal(desk, click, extendModal(desk.tokenKey, sealed, preview));
  },
};
