import { actionIds } from '../action-ids.ts';
import { cardButton } from './card-button.ts';

/** Done: a fulfiller says that the work by hand is finished. */
export const done = cardButton({
  id: actionIds.done,
  command: (actor, press) => ({ kind: 'finish_task', actor, press, done: true, note: '' }),
});
