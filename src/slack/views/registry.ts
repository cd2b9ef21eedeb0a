import type { Modal } from './modal.ts';
import { extendForm } from './submit-extension.ts';
import { glassForm } from './submit-glass.ts';
import {
  approveForm,
  couldNotForm,
  denyForm,
  justifiedForm,
  notJustifiedForm,
  rejectPolicyForm,
} from './submit-reason.ts';
import { requestForm } from './submit-request.ts';
import { settingsForm } from './submit-settings.ts';

/** Every form that can be submitted. */
export const modals: readonly Modal[] = [
  requestForm,
  approveForm,
  denyForm,
  couldNotForm,
  rejectPolicyForm,
  extendForm,
  settingsForm,
  glassForm,
  justifiedForm,
  notJustifiedForm,
];
