// Submitting the forms that only ask for a reason: the decision is committed under the card the form was opened from.
import { z } from 'zod';
import type { Command, Press } from '../../domain/command.ts';
import type { ActionId } from '../action-ids.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import type { FormValues } from '../arrival.ts';
import { refusalText } from '../blocks/refusal.ts';
import { redrawClicked } from '../drawing-room.ts';
import { pressOf } from '../press.ts';
import { payloadRefused } from '../refuse.ts';
import { refusedModal } from '../refused.ts';
import { open } from '../token.ts';
import type { Visit } from '../visit.ts';
import type { Modal } from './modal.ts';
import { refusalModal } from './told-modal.ts';

/** Approve, where the stage wants a reason. */
export const approveForm: Modal = reasonForm({
  callback: modalIds.approve,
  action: actionIds.approve,
  command: (visit, press, reason) => ({ kind: 'approve', actor: visit.actor, press, reason }),
});

/** Deny, with its reason. */
export const denyForm: Modal = reasonForm({
  callback: modalIds.deny,
  action: actionIds.deny,
  command: (visit, press, reason) => ({ kind: 'deny', actor: visit.actor, press, reason }),
});

/** Could not, with what stood in the way. */
export const couldNotForm: Modal = reasonForm({
  callback: modalIds.couldNot,
  action: actionIds.couldNot,
  command: (visit, press, note) => ({ kind: 'finish_task', actor: visit.actor, press, done: false, note }),
});

/** Reject a proposed policy, with the reason. */
export const rejectPolicyForm: Modal = reasonForm({
  callback: modalIds.rejectPolicy,
  action: actionIds.rejectPolicy,
  command: (visit, press, reason) => ({
    kind: 'decide_proposal',
    actor: visit.actor,
    press,
    verdict: 'reject',
    reason,
  }),
});

/** A review that found broken glass justified, with the reviewer's note. */
export const justifiedForm: Modal = reasonForm({
  callback: modalIds.justified,
  action: actionIds.justified,
  command: (visit, press, note) => ({
    kind: 'finish_review',
    actor: visit.actor,
    press,
    justified: true,
    note,
  }),
});

/** The same where it was not. */
export const notJustifiedForm: Modal = reasonForm({
  callback: modalIds.notJustified,
  action: actionIds.notJustified,
  command: (visit, press, note) => ({
    kind: 'finish_review',
    actor: visit.actor,
    press,
    justified: false,
    note,
  }),
});

function reasonForm(of: {
  readonly callback: string;
  readonly action: ActionId;
  readonly command: (visit: Visit, press: Press, reason: string) => Command;
}): Modal {
  return {
    callback: of.callback,
    async submit(desk, visit, { view }) {
      const sealed = open(desk.tokenKey, view.metadata, of.action);
      const reason = reasonIn(view.values);
      if (sealed === undefined || reason === undefined)
        return { is: 'replaced', view: refusalModal(payloadRefused) };
      const where = sealed.place === undefined ? undefined : { kind: 'message' as const, ...sealed.place };
      const press = pressOf(sealed, where);
      const outcome = await visit.commit(of.command(visit, press, reason));
      if (outcome.is === 'refused' && outcome.refusal.field === 'reason')
        return { is: 'corrected', errors: { [actionIds.reason]: refusalText(outcome.refusal) } };
      const after = () => redrawClicked(desk, press.card, where);
      return outcome.is === 'refused'
        ? { is: 'replaced', view: await refusedModal(desk, outcome.refusal), after }
        : { is: 'closed', after };
    },
  };
}

const values = z.strictObject({
  [actionIds.reason]: z.strictObject({
    [actionIds.reason]: z.object({
      value: z
        .string()
        .nullish()
        .transform((text) => text ?? ''),
    }),
  }),
});

/** The reason, or undefined when the form has other fields than ours. */
function reasonIn(given: FormValues): string | undefined {
  const read = values.safeParse(given);
  return read.success ? read.data.reason.reason.value : undefined;
}
