import { actionIds } from '../action-ids.ts';
import { denyModal } from '../views/deny-modal.ts';
import { cardButton } from './card-button.ts';

/** Deny: asks the engine without a reason first, so that whoever may not decide is told before they write one. */
export const deny = cardButton({
  id: actionIds.deny,
  command: (actor, press) => ({ kind: 'deny', actor, press, reason: '' }),
  form: denyModal,
});
