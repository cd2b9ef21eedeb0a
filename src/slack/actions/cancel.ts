import { requestId } from '../../domain/ids.ts';
import { actionIds } from '../action-ids.ts';
import { cardIn, idIn, openToken } from '../press.ts';
import { tokenRefused } from '../refuse.ts';
import type { Action } from './action.ts';
import { reactionTo } from './reaction.ts';

/** Cancel: the requester takes the question back. */
export const cancel: Action = {
  id: actionIds.cancel,
  async run(desk, visit, click) {
    const sealed = openToken(desk, click, actionIds.cancel);
    const request = sealed && idIn(sealed.about, 'request');
    if (sealed === undefined || request === undefined) return { refusal: tokenRefused };
    const outcome = await visit.commit({
      kind: 'cancel_request',
      actor: visit.actor,
      request: requestId(request),
    });
    return reactionTo(desk, outcome, { visit, click, card: cardIn(sealed) });
  },
};
