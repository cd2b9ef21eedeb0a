import type { Refusal } from '../../domain/refusal.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import { refusalText } from '../blocks/refusal.ts';
import { payloadRefused } from '../refuse.ts';
import { refusedModal } from '../refused.ts';
import type { Answered, Desk } from '../visit.ts';
import type { GlassForm } from './glass-form.ts';
import { readGlassForm } from './glass-form.ts';
import { glassModal } from './glass-modal.ts';
import type { Modal } from './modal.ts';
import { refusalModal } from './told-modal.ts';

/** The form for breaking glass is sent: done and said, or handed back with what is wrong under the field it is about. */
export const glassForm: Modal = {
  callback: modalIds.glass,
  async submit(desk, visit, submission) {
    const form = readGlassForm(submission.view.values);
    if (form?.target === undefined) return { is: 'replaced', view: refusalModal(payloadRefused) };
    if (!form.sure) return { is: 'corrected', errors: { [actionIds.sure]: 'Tick it, or cancel.' } };
    if (form.duration === undefined) {
      const who = await desk.engine.look.who(visit.identity);
      const preview = who.is === 'person' ? await desk.engine.look.glass(who.person, form.target) : undefined;
      const notice =
        'Please check what it sets in motion and for how long you need it, and send it once more.';
      return {
        is: 'replaced',
        view: glassModal({ notice, reason: form.reason, ...(preview === undefined ? {} : { preview }) }),
      };
    }
    const outcome = await visit.commit({
      kind: 'break_glass',
      actor: visit.actor,
      target: form.target,
      duration: form.duration,
      reason: form.reason,
    });
    return outcome.is === 'accepted' ? { is: 'closed' } : handBack(desk, outcome.refusal, form);
  },
};

async function handBack(desk: Desk, no: Refusal, form: GlassForm): Promise<Answered> {
  const block = no.field === undefined || no.see !== undefined ? undefined : blockOf(no.field, form);
  return block === undefined
    ? { is: 'replaced', view: await refusedModal(desk, no) }
    : { is: 'corrected', errors: { [block]: refusalText(no) } };
}

function blockOf(field: NonNullable<Refusal['field']>, form: GlassForm): string | undefined {
  if (field === 'item') return actionIds.glassItem;
  if (field === 'duration') return form.durationBlock;
  return field === 'reason' ? actionIds.reason : undefined;
}
