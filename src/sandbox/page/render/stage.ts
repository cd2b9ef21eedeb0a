// Where blocks are drawn, and what an element in them needs to know to be pressed or filled.
import type { Control, Desk } from '../desk.ts';
import type { Json, Place, ViewState } from '../protocol.ts';
import { field } from '../read.ts';
import { askConfirm } from './confirm.ts';

/** A message, the Home view or a modal. `view` is there for the two that keep what is typed. */
export type Stage = { readonly desk: Desk; readonly place: Place; readonly view?: ViewState };

/** One element in its place. `name` is the accessible name where no visible label names it. */
export type Slot = {
  readonly stage: Stage;
  readonly control: Control;
  readonly element: Json;
  readonly id: string;
  readonly name?: string;
  readonly describedBy?: string;
  readonly required: boolean;
  readonly invalid: boolean;
  /** The app wants to hear of this text box on Enter, not on each key. */
  readonly waitsForEnter: boolean;
  /** A new value was typed or chosen: it is kept (an input) or sent at once (anywhere else). */
  readonly changed: (value: Json) => void;
};

/** The attributes every interactive element carries. */
export function controlProps(slot: Slot): { readonly [name: string]: string | boolean | undefined } {
  const { block, action } = slot.control;
  return {
    id: slot.id,
    'data-block-id': block,
    'data-action-id': action,
    'data-focus': `${block} ${action}`,
    'aria-label': slot.name,
    'aria-describedby': slot.describedBy,
    'aria-invalid': slot.invalid ? 'true' : undefined,
    'aria-required': slot.required ? 'true' : undefined,
  };
}

/** A DOM id no other element of the page has. */
export function domId(stage: Stage, control: Control): string {
  const place = stage.place;
  const root =
    place.kind === 'message' ? `${place.channel}-${place.ts}` : place.kind === 'modal' ? place.view : 'home';
  return encodeURIComponent(`${root}-${control.block}-${control.action}`);
}

/** What was typed or chosen so far: unsent text first, then what the server keeps as Slack's `view.state.values`. */
export function keptValue(slot: Slot): { readonly raw?: Json; readonly state?: Json } {
  const { view, desk } = slot.stage;
  if (view === undefined) return {};
  const raw = desk.unsent(view.id, slot.control);
  if (raw !== undefined) return { raw };
  const state = view.values[slot.control.block]?.[slot.control.action];
  return state === undefined ? {} : { state };
}

/**
 * Sends a click: asks for confirmation where the app wants it, and holds the message or view still until the app has
 * answered. Focus stays where it is, so nothing is really `disabled`.
 */
export async function press(slot: Slot, at: HTMLElement, value: Json | undefined): Promise<void> {
  const root = at.closest('[data-stage]');
  if (root?.getAttribute('aria-busy') === 'true') return;
  const confirm = field(slot.element, 'confirm');
  if (confirm !== undefined && !(await askConfirm(confirm, slot.stage.desk.state()))) return;
  root?.setAttribute('aria-busy', 'true');
  at.setAttribute('aria-disabled', 'true');
  at.classList.add('working');
  await slot.stage.desk.click(slot.stage.place, slot.control, value);
  root?.removeAttribute('aria-busy');
  at.removeAttribute('aria-disabled');
  at.classList.remove('working');
}
