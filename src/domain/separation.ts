// Separation of duties: what one person may not hold together.
import type { Item } from './item.ts';
import { covers } from './pattern.ts';
import type { Policy, SeparationRule } from './policy.ts';

/**
 * The rules that holding `item` beside `held` (ids of entitlements) would break. A conflict that exists without the item is not the
 * item's: it is for a review to find.
 */
export function conflictsOf(
  policy: Policy,
  item: Pick<Item, 'entitlements'>,
  held: ReadonlySet<string>,
): readonly SeparationRule[] {
  if (policy.separation.length === 0) return [];
  const asked = item.entitlements.map((one): string => one.id);
  const fresh = asked.filter((id) => !held.has(id));
  return policy.separation.filter((rule) => breaks(rule, fresh, [...held, ...asked]));
}

/** Something new on one side while anything is on another. */
const breaks = (rule: SeparationRule, fresh: readonly string[], all: readonly string[]): boolean =>
  rule.sides.some(
    (side, index) =>
      fresh.some((id) => isOn(side, id)) &&
      rule.sides.some((other, at) => at !== index && all.some((id) => isOn(other, id))),
  );

const isOn = (side: readonly string[], id: string): boolean => side.some((pattern) => covers(pattern, id));
