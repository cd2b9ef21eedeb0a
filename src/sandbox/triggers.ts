// Trigger ids: the right, for three seconds and one use, to open a modal for a person.

import type { Trigger } from './records.ts';
import type { Workspace } from './workspace.ts';
import { nextId } from './workspace.ts';

const LIFE_MS = 3000;

export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** @param fromModal whether the interaction happened in a modal, which is what views.push asks for */
export function issueTrigger(w: Workspace, user: string, fromModal: boolean): string {
  const id = `${nextId(w, '')}.${w.team.id}.${w.app.id}`;
  const at = w.clock.now();
  for (const [old, trigger] of w.triggers) {
    if (at - trigger.at < 20 * LIFE_MS) break;
    w.triggers.delete(old);
  }
  w.triggers.set(id, { user, at, fromModal, used: false });
  return id;
}

/** Uses a trigger up; source: https://docs.slack.dev/reference/methods/views.open */
export function redeemTrigger(w: Workspace, id: string): Trigger | TriggerRefusal {
  const trigger = w.triggers.get(id);
  if (trigger === undefined) return 'invalid_trigger_id';
  if (trigger.used) return 'exchanged_trigger_id';
  if (w.clock.now() - trigger.at > LIFE_MS) return 'expired_trigger_id';
  trigger.used = true;
  return trigger;
}
