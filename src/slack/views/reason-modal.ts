// The forms that only ask for a reason.
import type { InputBlock, ModalView } from '@slack/types';
import { actionIds } from '../action-ids.ts';
import { limits, plain } from '../blocks/text.ts';

/** The input for a reason. Its length is judged by the engine, so that the person reads our sentence and not the client's. */
export const reasonBlock = (of: {
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly initial?: string;
}): InputBlock => ({
  type: 'input',
  block_id: actionIds.reason,
  label: plain(of.label, 2_000),
  hint: plain(of.hint, 2_000),
  element: {
    type: 'plain_text_input',
    action_id: actionIds.reason,
    multiline: true,
    placeholder: plain(of.placeholder, 150),
    ...(of.initial === undefined || of.initial === ''
      ? {}
      : { initial_value: plain(of.initial, limits.text).text }),
  },
});

export const reasonModal = (of: {
  readonly callback: string;
  readonly title: string;
  readonly submit: string;
  readonly metadata: string;
  readonly block: InputBlock;
}): ModalView => ({
  type: 'modal',
  callback_id: of.callback,
  title: plain(of.title, limits.viewTitle),
  submit: plain(of.submit, limits.viewTitle),
  close: plain('Back', limits.viewTitle),
  private_metadata: of.metadata,
  blocks: [of.block],
});
