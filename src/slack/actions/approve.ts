import { actionIds } from '../action-ids.ts';
import { openToken, pressOf } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import type { Action } from './action.ts';
import { reactionTo } from './reaction.ts';

/** Approve: committed first, then acknowledged, then every copy of the card shows it. */
export const approve: Action = {
  id: actionIds.approve,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.approve);
    if (sealed === undefined) return { refusal: tokenRefused };
    const press = pressOf(sealed, click.where);
    const outcome = await visit.commit({ kind: 'approve', actor: visit.actor, press });
    return reactionTo(desk, outcome, { visit, click, card: press.card });
  },
};
