import { delegationId } from '../../domain/ids.ts';
import { actionIds } from '../action-ids.ts';
import { idIn, openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import type { Action } from './action.ts';
import { reactionTo } from './reaction.ts';

/** End it, or Decline: the delegation is over, whichever side says so. */
export const endDelegation: Action = {
  id: actionIds.endDelegation,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.endDelegation);
    const delegation = sealed && idIn(sealed.about, 'delegation');
    if (delegation === undefined) return { refusal: tokenRefused };
    const outcome = await visit.commit({
      kind: 'end_delegation',
      actor: visit.actor,
      delegation: delegationId(delegation),
    });
    return reactionTo(desk, outcome, { visit, click, card: undefined });
  },
};
