import type { ModalView } from '@slack/types';
import { actionIds, modalIds } from '../action-ids.ts';
import type { Sealed } from '../token.ts';
import { seal } from '../token.ts';
import { reasonBlock, reasonModal } from './reason-modal.ts';

/** Asks an approver what they looked at, where the stage wants a reason. It is kept with the approval. */
export const approveModal = (key: Uint8Array, sealed: Sealed): ModalView =>
  reasonModal({
    callback: modalIds.approve,
    title: 'Approve the request',
    submit: 'Approve',
    metadata: seal(key, sealed, actionIds.approve),
    block: reasonBlock({
      label: 'Why is it right?',
      hint: 'The others who decide, the person who asked and the audit log get this sentence.',
      placeholder: 'For example: on call this week, and the incident is open.',
    }),
  });
