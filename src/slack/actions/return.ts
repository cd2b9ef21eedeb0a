import { grantId } from '../../domain/ids.ts';
import { actionIds } from '../action-ids.ts';
import { cardIn, idIn, openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import type { Action } from './action.ts';
import { reactionTo } from './reaction.ts';

/** Return: whoever holds the access gives it back now. The client has asked "really?" already. */
export const giveBack: Action = {
  id: actionIds.giveBack,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.giveBack);
    const grant = sealed && idIn(sealed.about, 'grant');
    if (sealed === undefined || grant === undefined) return { refusal: tokenRefused };
    const outcome = await visit.commit({ kind: 'return_grant', actor: visit.actor, grant: grantId(grant) });
    return reactionTo(desk, outcome, { visit, click, card: cardIn(sealed) });
  },
};
