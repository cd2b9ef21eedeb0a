import type { Condition } from './condition.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { Policy } from './policy.ts';
import type { Ask } from './route.ts';
import { scopeOf } from './scope.ts';

/**
 * Whom a condition chooses as approvers: active people only. It must hold for every entitlement that is asked for, and
 * where it cannot be judged for somebody, they are not chosen.
 */
export function chooser(
  condition: Condition,
  { policy, item, ask }: { readonly policy: Policy; readonly item: Item; readonly ask: Ask },
): (candidate: Person) => boolean {
  const scopes = item.entitlements.map((part) => scopeOf(policy, item, { ask, part }));
  return (candidate) => {
    if (candidate.status !== 'active' || scopes.length === 0) return false;
    return scopes.every((scope) => ask.judge(condition, { ...scope, approver: candidate }).is === 'true');
  };
}
