import type { Modal } from './modal.ts';
import { couldNotForm, denyForm } from './submit-reason.ts';
import { requestForm } from './submit-request.ts';

/** Every form that can be submitted. */
export const modals: readonly Modal[] = [requestForm, denyForm, couldNotForm];
