import type { Policy } from '../domain/policy.ts';
import type { Direction } from './plan-changes.ts';

export type NamedChange = {
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly direction: Direction;
};

/** Separation-of-duties rules that differ, by name. What they do hangs on what people hold, so they are told as they are. */
export const dutyChanges = (before: Policy, after: Policy): readonly NamedChange[] =>
  changesByName(before.separation, after.separation, { added: 'tightens', removed: 'loosens' });

/** The same of rules for breaking glass: a request never comes to them, so they are not in the comparison of what people may ask for. */
export const glassChanges = (before: Policy, after: Policy): readonly NamedChange[] =>
  changesByName(glassRules(before), glassRules(after), { added: 'loosens', removed: 'tightens' });

const glassRules = (policy: Policy) => policy.rules.filter((rule) => rule.route.kind === 'break_glass');

function changesByName(
  before: readonly { readonly name: string }[],
  after: readonly { readonly name: string }[],
  means: { readonly added: Direction; readonly removed: Direction },
): readonly NamedChange[] {
  const was = new Map(before.map((rule) => [rule.name, JSON.stringify(rule)]));
  const is = new Map(after.map((rule) => [rule.name, JSON.stringify(rule)]));
  const gone = [...was.keys()].filter((name) => !is.has(name));
  return [
    ...gone.map((name): NamedChange => ({ name, change: 'removed', direction: means.removed })),
    ...[...is].flatMap(([name, text]): readonly NamedChange[] => {
      if (!was.has(name)) return [{ name, change: 'added', direction: means.added }];
      return was.get(name) === text ? [] : [{ name, change: 'changed', direction: 'changes' }];
    }),
  ];
}
