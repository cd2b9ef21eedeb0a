// A choice in the form for breaking glass: what it would set in motion is shown for it.
import { actionIds } from '../action-ids.ts';
import { errorFields } from '../log.ts';
import { payloadRefused } from '../refuse.ts';
import { isHashConflict } from '../slack-error.ts';
import { readGlassForm } from '../views/glass-form.ts';
import { glassModal } from '../views/glass-modal.ts';
import type { Action } from './action.ts';

export const glassItemChange: Action = {
  id: actionIds.glassItem,
  async run(desk, visit, click) {
    const view = click.where.kind === 'modal' ? click.where.view : undefined;
    const form = view && readGlassForm(view.values);
    if (view === undefined || form?.target === undefined) return { refusal: payloadRefused };
    const who = await desk.engine.look.who(visit.identity);
    if (who.is === 'refused') return { refusal: who.refusal };
    const preview = await desk.engine.look.glass(who.person, form.target);
    const modal = glassModal(
      preview === undefined
        ? { notice: 'That item is no longer available to you. Choose another.' }
        : { preview, ...(form.duration === undefined ? {} : { duration: form.duration }) },
    );
    try {
      await desk.client.views.update({ view_id: view.id, hash: view.hash, view: modal });
    } catch (error) {
      // A later choice was drawn already, and shows the later truth.
      if (!isHashConflict(error)) desk.log.warn(errorFields(error), 'the form could not be redrawn');
    }
    return {};
  },
};
