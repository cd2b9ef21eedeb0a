// The two answers to a review. The engine is asked without a note first, so that whoever may not answer is told before they write one.
import { actionIds } from '../action-ids.ts';
import { justifiedModal, notJustifiedModal } from '../views/review-modal.ts';
import { cardButton } from './card-button.ts';

export const justified = cardButton({
  id: actionIds.justified,
  command: (actor, press) => ({ kind: 'finish_review', actor, press, justified: true, note: '' }),
  form: justifiedModal,
});

export const notJustified = cardButton({
  id: actionIds.notJustified,
  command: (actor, press) => ({ kind: 'finish_review', actor, press, justified: false, note: '' }),
  form: notJustifiedModal,
});
