import { actionIds } from '../action-ids.ts';
import { approveModal } from '../views/approve-modal.ts';
import { cardButton } from './card-button.ts';

/** Approve: where the stage wants a reason, the engine says so and a form asks for it. */
export const approve = cardButton({
  id: actionIds.approve,
  command: (actor, press) => ({ kind: 'approve', actor, press, reason: '' }),
  form: approveModal,
});
