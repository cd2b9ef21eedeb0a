import { actionIds } from '../action-ids.ts';
import { couldNotModal } from '../views/could-not-modal.ts';
import { cardButton } from './card-button.ts';

/** Could not: asks the engine without a word first, so that whoever may not answer is told before they write one. */
export const couldNot = cardButton({
  id: actionIds.couldNot,
  command: (actor, press) => ({ kind: 'finish_task', actor, press, done: false, note: '' }),
  form: couldNotModal,
});
