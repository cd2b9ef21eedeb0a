import { z } from 'zod';
import { grantId } from '../../domain/ids.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import { refusalText } from '../blocks/refusal.ts';
import { idIn } from '../press.ts';
import { payloadRefused } from '../refuse.ts';
import { refusedModal } from '../refused.ts';
import { open } from '../token.ts';
import type { Modal } from './modal.ts';
import { refusalModal } from './told-modal.ts';

const values = z.strictObject({
  [actionIds.duration]: z.strictObject({
    [actionIds.duration]: z.object({ selected_option: z.object({ value: z.string().regex(/^\d{1,9}$/) }) }),
  }),
  [actionIds.reason]: z.strictObject({
    [actionIds.reason]: z.object({ value: z.string().nullish() }),
  }),
});

/** The wish for more time is sent: recorded and closed, or handed back with what is wrong. */
export const extendForm: Modal = {
  callback: modalIds.extend,
  async submit(desk, visit, { view }) {
    const sealed = open(desk.tokenKey, view.metadata, actionIds.extend);
    const grant = sealed && idIn(sealed.about, 'grant');
    const read = values.safeParse(view.values);
    if (grant === undefined || !read.success) return { is: 'replaced', view: refusalModal(payloadRefused) };
    const outcome = await visit.commit({
      kind: 'extend_grant',
      actor: visit.actor,
      grant: grantId(grant),
      duration: Number(read.data.duration.duration.selected_option.value),
      reason: read.data.reason.reason.value ?? '',
    });
    if (outcome.is === 'accepted') return { is: 'closed' };
    const { field } = outcome.refusal;
    return field === 'reason' || field === 'duration'
      ? { is: 'corrected', errors: { [actionIds[field]]: refusalText(outcome.refusal) } }
      : { is: 'replaced', view: await refusedModal(desk, outcome.refusal) };
  },
};
