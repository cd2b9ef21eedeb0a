import type { ModalView } from '@slack/types';
import { actionIds, modalIds } from '../action-ids.ts';
import type { Sealed } from '../token.ts';
import { seal } from '../token.ts';
import { reasonBlock, reasonModal } from './reason-modal.ts';

/** Asks a fulfiller what stood in the way. */
export const couldNotModal = (key: Uint8Array, sealed: Sealed): ModalView =>
  reasonModal({
    callback: modalIds.couldNot,
    title: 'It could not be done',
    submit: 'Send',
    metadata: seal(key, sealed, actionIds.couldNot),
    block: reasonBlock({
      label: 'What stood in the way?',
      hint: 'The person concerned and the records get this sentence.',
      placeholder: 'For example: all licences are in use until Friday.',
    }),
  });
