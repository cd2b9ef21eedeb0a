import type { Item } from '../domain/item.ts';
import { covers } from '../domain/pattern.ts';
import type { ApproverSpec, Policy, Rule } from '../domain/policy.ts';
import { sourcesOf } from '../domain/policy-reach.ts';

/**
 * Everything in a policy that can bear on what it says about an item. Two policies with the same fingerprint say the same about it
 * to everybody, so that only what was touched needs to be worked out.
 */
export function fingerprint(policy: Policy, item: Item | undefined): string {
  if (item === undefined) return '';
  const { id, kind } = item.target;
  const visibleTo = (kind === 'bundle' ? policy.bundles : policy.entitlements).find(
    (one) => one.id === id,
  )?.visibleTo;
  const rules = policy.rules.filter((rule) => canReach(rule, item));
  const apps = policy.apps.filter((app) => item.entitlements.some((one) => one.app === app.id));
  return JSON.stringify([
    item,
    visibleTo,
    apps.map(({ id: app, name, connector }) => [app, name, connector]),
    rules,
    rules.some(looksAtSchedules) ? policy.onCall : {},
    policy.separation.filter((rule) =>
      rule.sides.some((side) =>
        side.some((pattern) => item.entitlements.some((one) => covers(pattern, one.id))),
      ),
    ),
  ]);
}

const looksAtSchedules = ({ match, route }: Rule): boolean =>
  match.condition?.includes('on_call') === true || sourcesOf(route).some(isOnCall);

const isOnCall = (spec: ApproverSpec): boolean =>
  spec.by === 'on_call' || (spec.by === 'people' && spec.condition.includes('on_call'));

/** Wider than a match: people, lengths and conditions are left open. */
export const canReach = ({ match }: Rule, item: Item): boolean =>
  (match.risk === undefined || match.risk.includes(item.risk)) &&
  (match.apps === undefined || item.entitlements.some((one) => match.apps?.includes(one.app))) &&
  (match.items === undefined ||
    match.items.some(
      (pattern) => pattern === item.target.id || item.entitlements.some((one) => covers(pattern, one.id)),
    ));
