import { actionIds } from '../action-ids.ts';
import { openToken, pressOf } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import { denyModal } from '../views/deny-modal.ts';
import type { Action } from './action.ts';
import { openModal } from './open-modal.ts';
import { reactionTo } from './reaction.ts';

/** Deny: asks the engine without a reason first. If only the reason is missing, the form opens; any other "no" is told at once. */
export const deny: Action = {
  id: actionIds.deny,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.deny);
    if (sealed === undefined) return { refusal: tokenRefused };
    const press = pressOf(sealed, click.where);
    const outcome = await visit.commit({ kind: 'deny', actor: visit.actor, press, reason: '' });
    if (outcome.is === 'refused' && outcome.refusal.code === 'E-REQ-REASON')
      return openModal(desk, click, denyModal(desk.tokenKey, { ...sealed, ...placeOf(press) }));
    return reactionTo(desk, outcome, { visit, click, card: press.card });
  },
};

const placeOf = ({ place }: { place?: { channel: string; ts: string } }) =>
  place === undefined ? {} : { place };
