import { actionIds } from '../action-ids.ts';
import { cardButton } from './card-button.ts';

/** Apply: another admin says yes to a proposed policy. */
export const applyPolicy = cardButton({
  id: actionIds.applyPolicy,
  command: (actor, press) => ({ kind: 'decide_proposal', actor, press, verdict: 'apply', reason: '' }),
});
