// What a reviewer writes about broken glass.
import type { ModalView } from '@slack/types';
import { actionIds, modalIds } from '../action-ids.ts';
import type { Sealed } from '../token.ts';
import { seal } from '../token.ts';
import { reasonBlock, reasonModal } from './reason-modal.ts';

export const justifiedModal = (key: Uint8Array, sealed: Sealed): ModalView =>
  reasonModal({
    callback: modalIds.justified,
    title: 'It was justified',
    submit: 'Close the review',
    metadata: seal(key, sealed, actionIds.justified),
    block: reasonBlock({
      label: 'What did you look at?',
      hint: 'The person who broke the glass, whoever was told, and the audit log get this.',
      placeholder: 'For example: INC-42 was real, and the log shows the one correction it names.',
    }),
  });

export const notJustifiedModal = (key: Uint8Array, sealed: Sealed): ModalView =>
  reasonModal({
    callback: modalIds.notJustified,
    title: 'It was not justified',
    submit: 'Close the review',
    metadata: seal(key, sealed, actionIds.notJustified),
    block: reasonBlock({
      label: 'What was wrong?',
      hint: 'The person who broke the glass, whoever was told, and the audit log get this.',
      placeholder: 'For example: Carla was at her desk and could have been asked.',
    }),
  });
