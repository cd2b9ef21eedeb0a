import { actionIds } from '../action-ids.ts';
import { cardButton } from './card-button.ts';

/** End it now, on an alarm. The client has asked "really?" already. */
export const endNow = cardButton({
  id: actionIds.endNow,
  command: (actor, press) => ({ kind: 'end_now', actor, press }),
});
