import type { ModalView } from '@slack/types';
import { actionIds, modalIds } from '../action-ids.ts';
import type { Sealed } from '../token.ts';
import { seal } from '../token.ts';
import { reasonBlock, reasonModal } from './reason-modal.ts';

/** Asks why a proposed policy is not applied. */
export const rejectPolicyModal = (key: Uint8Array, sealed: Sealed): ModalView =>
  reasonModal({
    callback: modalIds.rejectPolicy,
    title: 'Reject the change',
    submit: 'Reject',
    metadata: seal(key, sealed, actionIds.rejectPolicy),
    block: reasonBlock({
      label: 'Why not?',
      hint: 'The card shows it to the other admins, and the records keep it.',
      placeholder: 'For example: nobody should approve their own deploys.',
    }),
  });
