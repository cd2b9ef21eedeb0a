import type { Target } from '../../domain/catalogue.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import { refusalText } from '../blocks/refusal.ts';
import { limits, plain } from '../blocks/text.ts';
import { payloadRefused } from '../refuse.ts';
import { refusedModal, wayOn } from '../refused.ts';
import type { Answered, Desk, Visit } from '../visit.ts';
import type { FormState } from './form-state.ts';
import { readForm } from './form-state.ts';
import type { Modal } from './modal.ts';
import { requestModal } from './request-modal.ts';
import { refusalModal } from './told-modal.ts';

/** The request form is sent: recorded and closed, or handed back with what is wrong under the field it is about. */
export const requestForm: Modal = {
  callback: modalIds.request,
  async submit(desk, visit, submission) {
    const form = readForm(submission.view.values);
    if (form?.target === undefined) return { is: 'replaced', view: refusalModal(payloadRefused) };
    if (form.duration === undefined) return askForDuration(desk, visit, form.target);
    const outcome = await visit.commit({
      kind: 'submit_request',
      actor: visit.actor,
      target: form.target,
      duration: form.duration,
      reason: form.reason,
    });
    return outcome.is === 'accepted' ? { is: 'closed' } : handBack(desk, outcome.refusal, form);
  },
};

/** Under a field there is no room for a link or a button: a refusal that has one stands on top of the form, which stays as it was filled in. */
async function handBack(desk: Desk, no: Refusal, form: FormState): Promise<Answered> {
  const way = await wayOn(desk, no);
  const modal = refusalModal(no, way);
  if (way.message !== undefined || way.extend !== undefined)
    return { is: 'covered', view: { ...modal, close: plain('Back', limits.viewTitle) } };
  const block =
    no.field === undefined
      ? undefined
      : { item: actionIds.item, duration: form.durationBlock, reason: actionIds.reason }[no.field];
  return block === undefined
    ? { is: 'replaced', view: modal }
    : { is: 'corrected', errors: { [block]: refusalText(no) } };
}

/** The form was sent before it could show the lengths on offer: it is shown again with them, and what was typed stays. */
async function askForDuration(desk: Desk, visit: Visit, target: Target): Promise<Answered> {
  const who = await desk.engine.look.who(visit.identity);
  if (who.is === 'refused') return { is: 'replaced', view: await refusedModal(desk, who.refusal) };
  const preview = await desk.engine.look.preview(who.person, { target });
  return {
    is: 'replaced',
    view: requestModal({
      person: who.person,
      ...(preview === undefined ? {} : { preview }),
      notice: 'Please check for how long you need it, and send it once more.',
    }),
  };
}
