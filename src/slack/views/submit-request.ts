import { notHere } from '../../domain/decide/on-behalf.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { modalIds } from '../action-ids.ts';
import { refusalText } from '../blocks/refusal.ts';
import { limits, plain } from '../blocks/text.ts';
import { payloadRefused } from '../refuse.ts';
import { refusedModal, wayOn } from '../refused.ts';
import type { Answered, Desk, Visit } from '../visit.ts';
import { drawForm } from './draw-form.ts';
import type { FormState } from './form-state.ts';
import { readForm } from './form-state.ts';
import type { Modal } from './modal.ts';
import { refusalModal } from './told-modal.ts';

/** The request form is sent: recorded and closed, or handed back with what is wrong under the field it is about. */
export const requestForm: Modal = {
  callback: modalIds.request,
  async submit(desk, visit, submission) {
    const form = readForm(submission.view.values);
    if (form?.target === undefined) return { is: 'replaced', view: refusalModal(payloadRefused) };
    const { target, duration, startAt, reason, details, forUser } = form;
    if (duration === undefined)
      return showAgain(desk, visit, {
        form,
        notice: 'Please check for how long you need it, and send it once more.',
      });
    const subject = forUser && (await desk.engine.look.personOf({ ...visit.identity, user: forUser }));
    if (forUser !== undefined && subject === undefined)
      return handBack(desk, visit, { form, no: notHere(undefined) });
    const outcome = await visit.commit({
      kind: 'submit_request',
      actor: visit.actor,
      target,
      duration,
      reason,
      ...details,
      ...(startAt === undefined ? {} : { startAt }),
      ...(subject ? { subject: subject.id } : {}),
    });
    return outcome.is === 'accepted'
      ? { is: 'closed' }
      : handBack(desk, visit, { form, no: outcome.refusal });
  },
};

/** Under a field there is no room for a link or a button: a refusal that has one stands on top of the form, which stays as it was filled in. */
async function handBack(
  desk: Desk,
  visit: Visit,
  { form, no }: { readonly form: FormState; readonly no: Refusal },
): Promise<Answered> {
  const way = await wayOn(desk, no);
  const modal = refusalModal(no, way);
  if (way.message !== undefined || way.extend !== undefined)
    return { is: 'covered', view: { ...modal, close: plain('Back', limits.viewTitle) } };
  if (no.field === undefined) return { is: 'replaced', view: modal };
  const block = form.blocks.get(no.field);
  return block === undefined
    ? showAgain(desk, visit, { form, notice: refusalText(no) })
    : { is: 'corrected', errors: { [block]: refusalText(no) } };
}

/** The form has no field for what is wrong or missing, because the rule or the choice changed: it is drawn anew, and what was typed stays. */
async function showAgain(
  desk: Desk,
  visit: Visit,
  { form, notice }: { readonly form: FormState; readonly notice: string },
): Promise<Answered> {
  const who = await desk.engine.look.who(visit.identity);
  if (who.is === 'refused') return { is: 'replaced', view: await refusedModal(desk, who.refusal) };
  return { is: 'replaced', view: await drawForm(desk, { visit, person: who.person }, { ...form, notice }) };
}
