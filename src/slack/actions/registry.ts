import { delegate, notNow, standIn } from './absence.ts';
import type { Action } from './action.ts';
import { applyPolicy } from './apply-policy.ts';
import { approve } from './approve.ts';
import { ask } from './ask.ts';
import { cancel } from './cancel.ts';
import { couldNot } from './could-not.ts';
import { deny } from './deny.ts';
import { done } from './done.ts';
import { endDelegation } from './end-delegation.ts';
import { endNow } from './end-now.ts';
import { extend } from './extend.ts';
import { durationChange, itemChange, personChange, startChange } from './form-change.ts';
import { glassItemChange } from './glass-change.ts';
import { help } from './help.ts';
import { rejectPolicy } from './reject-policy.ts';
import { requestAgain } from './request-again.ts';
import { giveBack } from './return.ts';
import { justified, notJustified } from './review.ts';
import { settings } from './settings.ts';
import { withdraw } from './withdraw.ts';

/** Every button and every input that speaks up when it changes. */
export const actions: readonly Action[] = [
  approve,
  deny,
  giveBack,
  done,
  couldNot,
  cancel,
  applyPolicy,
  rejectPolicy,
  ask,
  requestAgain,
  extend,
  help,
  settings,
  endNow,
  justified,
  notJustified,
  itemChange,
  durationChange,
  glassItemChange,
  endDelegation,
  standIn,
  delegate,
  notNow,
  withdraw,
  personChange,
  startChange,
];
