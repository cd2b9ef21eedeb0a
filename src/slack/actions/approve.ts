import { actionIds } from '../action-ids.ts';
import { cardButton } from './card-button.ts';

/** Approve. */
export const approve = cardButton({
  id: actionIds.approve,
  command: (actor, press) => ({ kind: 'approve', actor, press }),
});
