import type { ModalView } from '@slack/types';
import { actionIds, modalIds } from '../action-ids.ts';
import type { Sealed } from '../token.ts';
import { seal } from '../token.ts';
import { reasonBlock, reasonModal } from './reason-modal.ts';

/** Asks an approver why not. The requester reads the answer. */
export const denyModal = (key: Uint8Array, sealed: Sealed): ModalView =>
  reasonModal({
    callback: modalIds.deny,
    title: 'Deny the request',
    submit: 'Deny',
    metadata: seal(key, sealed, actionIds.deny),
    block: reasonBlock({
      label: 'Why not?',
      hint: 'The person who asked reads this. Say what they can do instead.',
      placeholder: 'For example: read access is enough for this; ask for that.',
    }),
  });
