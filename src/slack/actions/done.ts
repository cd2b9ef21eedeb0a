import { actionIds } from '../action-ids.ts';
import { openToken, pressOf } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import type { Action } from './action.ts';
import { reactionTo } from './reaction.ts';

/** Done: a fulfiller says that the work by hand is finished. */
export const done: Action = {
  id: actionIds.done,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.done);
    if (sealed === undefined) return { refusal: tokenRefused };
    const press = pressOf(sealed, click.where);
    const outcome = await visit.commit({
      kind: 'finish_task',
      actor: visit.actor,
      press,
      done: true,
      note: '',
    });
    return reactionTo(desk, outcome, { visit, click, card: press.card });
  },
};
