import type { Entitlement } from './catalogue.ts';
import { formatDuration } from './duration.ts';
import type { OwnerSettings } from './owner-settings.ts';
import { heeded, mayChange } from './owner-settings.ts';
import type { Person } from './person.ts';
import type { OwnerField, Policy } from './policy.ts';

/** What owners chose and the policy no longer allows, as sentences for them. Where they disagree the policy wins. */
export function setAside(
  policy: Policy,
  entitlement: Entitlement,
  of: { readonly chosen: OwnerSettings; readonly standIns: readonly Person[] },
): readonly string[] {
  const { description, risk, max, approvers = [] } = of.chosen;
  const kept = heeded(policy, entitlement, of.chosen);
  const may = mayChange(policy, entitlement);
  const why = (field: OwnerField, now: string): string =>
    may.includes(field) ? now : 'the policy no longer lets owners change it';
  const able = approvers.filter((id) => of.standIns.some((one) => one.id === id));
  return [
    ...(description !== undefined && kept.description === undefined
      ? [`Your description does not count: ${why('description', '')}.`]
      : []),
    ...(risk !== undefined && kept.risk === undefined
      ? [`Your risk (${risk}) does not count: ${why('risk', `the policy says ${entitlement.risk} now`)}.`]
      : []),
    ...(max !== undefined && kept.max === undefined
      ? [
          `Your longest time (${formatDuration(max)}) does not count: ${why('max', `the policy allows ${formatDuration(entitlement.maxDuration)} now`)}.`,
        ]
      : []),
    ...(kept.approvers === undefined && approvers.length > 0
      ? [
          `Your choice of who decides does not count: ${why('approvers', 'the policy no longer names them')}. The owners are asked.`,
        ]
      : able.length < approvers.length
        ? [
            `${approvers.length - able.length} of the ${approvers.length} people you chose to decide may not any more, or left${able.length === 0 ? ': the owners are asked' : ''}.`,
          ]
        : []),
  ];
}
