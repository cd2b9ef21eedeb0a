// Is what an owner wants to say within what the policy lets owners say?
import type { Entitlement } from '../catalogue.ts';
import { formatDuration } from '../duration.ts';
import { minute } from '../instant.ts';
import type { OwnerValues } from '../owner-settings.ts';
import { isLower, mayChange } from '../owner-settings.ts';
import type { Person } from '../person.ts';
import type { OwnerField, Policy } from '../policy.ts';
import { ownerFields } from '../policy.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import { cleanText } from '../text.ts';

type Of = {
  readonly policy: Policy;
  readonly entitlement: Entitlement;
  readonly standIns: readonly Person[];
};
type Checked =
  | { readonly is: 'values'; readonly values: OwnerValues }
  | { readonly is: 'refused'; readonly refusal: Refusal };

const longestDescription = 500;

/** The values to keep, texts cleaned; an empty description means the policy's, no approvers mean the owners. */
export function checkValues(wanted: OwnerValues, of: Of): Checked {
  const may = mayChange(of.policy, of.entitlement);
  const forbidden = ownerFields.find((field) => wanted[field] !== undefined && !may.includes(field));
  if (forbidden !== undefined) return no(notAllowed(forbidden));
  const wrong = riskRefusal(wanted, of) ?? lengthRefusal(wanted, of) ?? peopleRefusal(wanted, of);
  if (wrong !== undefined) return no(wrong);
  if (wanted.description === undefined) return { is: 'values', values: wanted };
  const clean = cleanText(wanted.description, 0);
  if (clean.is !== 'text' || clean.text.length > longestDescription)
    return no(settingRefusal(`A description has at most ${longestDescription} characters. Shorten it.`));
  return {
    is: 'values',
    values: { ...wanted, description: clean.text === '' ? of.entitlement.description : clean.text },
  };
}

const no = (refused: Refusal): Checked => ({ is: 'refused', refusal: refused });

const settingRefusal = (text: string): Refusal => refusal('E-SETTING', text);

const notAllowed = (field: OwnerField): Refusal =>
  settingRefusal(
    `The policy does not let owners change the ${words[field]}, so nothing was saved. Ask for a change of the policy file.`,
  );

const words: Readonly<Record<OwnerField, string>> = {
  description: 'description',
  risk: 'risk',
  max: 'longest time',
  approvers: 'approvers',
};

function riskRefusal({ risk }: OwnerValues, { entitlement }: Of): Refusal | undefined {
  return risk !== undefined && isLower(risk, entitlement.risk)
    ? settingRefusal(
        `The policy says ${entitlement.risk}, and owners can only raise the risk. Choose ${entitlement.risk} or more.`,
      )
    : undefined;
}

function lengthRefusal({ max }: OwnerValues, { entitlement }: Of): Refusal | undefined {
  if (max === undefined || max === entitlement.maxDuration) return undefined;
  return Number.isSafeInteger(max) && max >= 15 * minute && max < entitlement.maxDuration
    ? undefined
    : settingRefusal(
        `The longest time can be 15 min to ${formatDuration(entitlement.maxDuration)}, which is what the policy says.`,
      );
}

function peopleRefusal({ approvers = [] }: OwnerValues, { standIns }: Of): Refusal | undefined {
  return approvers.every((id) => standIns.some((one) => one.id === id))
    ? undefined
    : settingRefusal(
        'The policy does not let all of these people decide, or one of them is no longer active. Open the form again to see who can be chosen.',
      );
}
