// A choice in the request form: the lengths on offer, what the rule wants and who will decide are shown for it.

import { actionIds } from '../action-ids.ts';
import type { Click } from '../arrival.ts';
import { errorFields } from '../log.ts';
import { payloadRefused } from '../refuse.ts';
import { isHashConflict } from '../slack-error.ts';
import { drawForm } from '../views/draw-form.ts';
import { readForm } from '../views/form-state.ts';
import type { Desk, Reaction, Visit } from '../visit.ts';
import type { Action } from './action.ts';

export const itemChange: Action = { id: actionIds.item, run: redrawForm };
export const durationChange: Action = { id: actionIds.duration, run: redrawForm };
export const startChange: Action = { id: actionIds.start, run: redrawForm };
export const personChange: Action = { id: actionIds.person, run: redrawForm };

async function redrawForm(desk: Desk, visit: Visit, click: Click): Promise<Reaction> {
  const view = click.where.kind === 'modal' ? click.where.view : undefined;
  const form = view && readForm(view.values);
  if (view === undefined || form === undefined) return { refusal: payloadRefused };
  const who = await desk.engine.look.who(visit.identity);
  if (who.is === 'refused') return { refusal: who.refusal };
  const { reason: _, ...choices } = form;
  const modal = await drawForm(desk, { visit, person: who.person }, choices);
  try {
    await desk.client.views.update({ view_id: view.id, hash: view.hash, view: modal });
  } catch (error) {
    // A later choice was drawn already, and shows the later truth.
    if (!isHashConflict(error)) desk.log.warn(errorFields(error), 'the form could not be redrawn');
  }
  return {};
}
