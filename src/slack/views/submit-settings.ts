import { z } from 'zod';
import { risks } from '../../domain/catalogue.ts';
import { entitlementId, personId } from '../../domain/ids.ts';
import type { OwnerValues } from '../../domain/owner-settings.ts';
import { actionIds, modalIds } from '../action-ids.ts';
import type { FormValues } from '../arrival.ts';
import { refusalText } from '../blocks/refusal.ts';
import { idIn } from '../press.ts';
import { payloadRefused } from '../refuse.ts';
import { refusedModal } from '../refused.ts';
import { open } from '../token.ts';
import type { Modal } from './modal.ts';
import { refusalModal, sayModal } from './told-modal.ts';

/** The owner's form is sent: saved and said, or handed back with what is wrong. */
export const settingsForm: Modal = {
  callback: modalIds.settings,
  async submit(desk, visit, { view }) {
    const sealed = open(desk.tokenKey, view.metadata, actionIds.settings);
    const id = sealed && idIn(sealed.about, 'entitlement');
    const values = readSettings(view.values);
    if (sealed === undefined || id === undefined || values === undefined)
      return { is: 'replaced', view: refusalModal(payloadRefused) };
    const outcome = await visit.commit({
      kind: 'set_owner_settings',
      actor: visit.actor,
      entitlement: entitlementId(id),
      version: sealed.revision,
      values,
    });
    if (outcome.is === 'accepted') return { is: 'replaced', view: sayModal('Settings', outcome.answer.text) };
    const { refusal } = outcome;
    const [first] = Object.keys(view.values);
    return first !== undefined && (refusal.code === 'E-REV' || refusal.code === 'E-SETTING')
      ? { is: 'corrected', errors: { [first]: refusalText(refusal) } }
      : { is: 'replaced', view: await refusedModal(desk, refusal) };
  },
};

const picked = z.object({ selected_option: z.object({ value: z.string() }) });
const form = z.strictObject({
  description: z.strictObject({ description: z.object({ value: z.string().nullish() }) }).optional(),
  risk: z.strictObject({ risk: picked }).optional(),
  max: z.strictObject({ max: picked }).optional(),
  approvers: z
    .strictObject({
      approvers: z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() }),
    })
    .optional(),
});

/** What the form says; undefined where it has other fields or values than ours. */
function readSettings(values: FormValues): OwnerValues | undefined {
  const read = form.safeParse(values);
  if (!read.success) return undefined;
  const { description, risk, max, approvers } = read.data;
  const level = risk === undefined ? undefined : risks.find((one) => one === risk.risk.selected_option.value);
  const length = max === undefined ? undefined : seconds(max.max.selected_option.value);
  if ((risk !== undefined && level === undefined) || (max !== undefined && length === undefined))
    return undefined;
  return {
    ...(description === undefined ? {} : { description: description.description.value ?? '' }),
    ...(level === undefined ? {} : { risk: level }),
    ...(length === undefined ? {} : { max: length }),
    ...(approvers === undefined
      ? {}
      : { approvers: (approvers.approvers.selected_options ?? []).map(({ value }) => personId(value)) }),
  };
}

const seconds = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
