import type { Policy } from '../domain/policy.ts';

export type RuleChanges = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** The rules that both have stand in another order. */
  readonly reordered: boolean;
};

/** Rules that differ, by name. */
export function ruleChanges(before: Policy, after: Policy): RuleChanges {
  const was = new Map(before.rules.map((rule) => [rule.name, JSON.stringify(rule)]));
  const is = new Map(after.rules.map((rule) => [rule.name, JSON.stringify(rule)]));
  const kept = [...was.keys()].filter((name) => is.has(name));
  return {
    added: [...is.keys()].filter((name) => !was.has(name)),
    removed: [...was.keys()].filter((name) => !is.has(name)),
    changed: kept.filter((name) => was.get(name) !== is.get(name)),
    reordered: kept.join('\n') !== [...is.keys()].filter((name) => was.has(name)).join('\n'),
  };
}
