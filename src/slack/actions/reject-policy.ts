import { actionIds } from '../action-ids.ts';
import { rejectPolicyModal } from '../views/reject-policy-modal.ts';
import { cardButton } from './card-button.ts';

/** Reject: asks the engine without a reason first, so that whoever may not decide is told before they write one. */
export const rejectPolicy = cardButton({
  id: actionIds.rejectPolicy,
  command: (actor, press) => ({ kind: 'decide_proposal', actor, press, verdict: 'reject', reason: '' }),
  form: rejectPolicyModal,
});
