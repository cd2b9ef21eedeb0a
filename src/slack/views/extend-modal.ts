import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { ExtensionPreview } from '../../domain/answers.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Seconds } from '../../domain/instant.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import { rich, say } from '../blocks/rich.ts';
import { limits, plain } from '../blocks/text.ts';
import type { Sealed } from '../token.ts';
import { seal } from '../token.ts';
import { reasonBlock } from './reason-modal.ts';

/** Asks for how much longer, and why. */
export const extendModal = (key: Uint8Array, sealed: Sealed, of: ExtensionPreview): ModalView => ({
  type: 'modal',
  callback_id: modalIds.extend,
  title: plain('Keep it longer', limits.viewTitle),
  submit: plain('Ask', limits.viewTitle),
  close: plain('Cancel', limits.viewTitle),
  private_metadata: seal(key, sealed, actionIds.extend),
  blocks: [
    rich([
      say(
        `It is decided anew whether you may keep ${of.name} longer. Until then it ends when it would have ended.`,
      ),
    ]),
    lengthBlock(of.durations),
    reasonBlock({
      label: 'Why do you need it longer?',
      hint: 'Whoever decides reads this, and it is kept in the audit log.',
      placeholder: 'For example: the migration is at 60 % and runs until three.',
    }),
  ],
});

function lengthBlock(durations: readonly Seconds[]): InputBlock {
  const options = durations.slice(0, 100).map(option);
  const [first] = options;
  return {
    type: 'input',
    block_id: actionIds.duration,
    label: plain('How much longer?'),
    element: {
      type: 'static_select',
      action_id: actionIds.duration,
      placeholder: plain('Choose', 150),
      options,
      ...(first === undefined ? {} : { initial_option: first }),
    },
  };
}

const option = (length: Seconds): PlainTextOption => ({
  text: plain(formatDuration(length), limits.option),
  value: String(length),
});
