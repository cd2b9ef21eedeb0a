// What owners say about what they own, within what the policy lets them: it can be made stricter and clearer, never laxer.
import type { Entitlement, Risk } from './catalogue.ts';
import { risks } from './catalogue.ts';
import type { EntitlementId, PersonId, SettingsId } from './ids.ts';
import type { Instant, Seconds } from './instant.ts';
import type { OwnerField, Policy } from './policy.ts';

/** What an owner chose; what is absent is as the policy has it. */
export type OwnerValues = {
  readonly description?: string;
  readonly risk?: Risk;
  readonly max?: Seconds;
  /** Who decides in place of the owners. */
  readonly approvers?: readonly PersonId[];
};

/** What the owners of one entitlement chose, once. A later choice is a new row, so that open requests keep what they were asked under. */
export type OwnerSettings = OwnerValues & {
  readonly id: SettingsId;
  /** Gap-free over all entitlements, from 1. */
  readonly number: number;
  readonly entitlement: EntitlementId;
  /** From 1, for this entitlement. */
  readonly version: number;
  readonly setBy: PersonId;
  readonly setAt: Instant;
};

/** The policy with what its owners chose, each field as far as the policy allows it: where they disagree the policy wins. */
export function withOwnerSettings(policy: Policy, settings: readonly OwnerSettings[]): Policy {
  const chosen = new Map(settings.map((one) => [one.entitlement, one]));
  return {
    ...policy,
    entitlements: policy.entitlements.map((one) => {
      const own = chosen.get(one.id);
      return own === undefined ? one : overlaid(one, heeded(policy, one, own));
    }),
  };
}

/** The part of what owners chose that the policy allows today. */
export function heeded(policy: Policy, entitlement: Entitlement, chosen: OwnerValues): OwnerValues {
  const may = new Set(mayChange(policy, entitlement));
  const { description, risk, max } = chosen;
  const approvers = (chosen.approvers ?? []).filter((id) => mayStandIn(entitlement, id));
  return {
    ...(description !== undefined && may.has('description') ? { description } : {}),
    ...(risk !== undefined && may.has('risk') && !isLower(risk, entitlement.risk) ? { risk } : {}),
    ...(max !== undefined && may.has('max') && max <= entitlement.maxDuration ? { max } : {}),
    ...(approvers.length > 0 && may.has('approvers') ? { approvers } : {}),
  };
}

/** What owners may change about this one. `entitlement` is as the policy file has it. */
export const mayChange = (policy: Policy, entitlement: Entitlement): readonly OwnerField[] =>
  (policy.settings.ownersMay ?? []).filter(
    (field) => field !== 'approvers' || (entitlement.ownerApprovers ?? []).length > 0,
  );

export const isLower = (risk: Risk, than: Risk): boolean => risks.indexOf(risk) < risks.indexOf(than);

const overlaid = (
  entitlement: Entitlement,
  { description, risk, max, approvers }: OwnerValues,
): Entitlement => ({
  ...entitlement,
  ...(description === undefined ? {} : { description }),
  ...(risk === undefined ? {} : { risk }),
  ...(max === undefined
    ? {}
    : { maxDuration: max, defaultDuration: Math.min(entitlement.defaultDuration, max) }),
  ...(approvers === undefined ? {} : { approvers }),
});

/** Whether they are in a group that is named is asked of the directory when somebody has to decide. */
const mayStandIn = ({ ownerApprovers = [] }: Entitlement, id: PersonId): boolean =>
  ownerApprovers.some((one) => one.by === 'group' || one.person === id);
