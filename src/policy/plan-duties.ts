import type { Policy } from '../domain/policy.ts';
import type { Direction } from './plan-changes.ts';

export type DutyChange = {
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly direction: Direction;
};

/** Separation-of-duties rules that differ, by name. What they do hangs on what people hold, so they are told as they are. */
export function dutyChanges(before: Policy, after: Policy): readonly DutyChange[] {
  const was = new Map(before.separation.map((rule) => [rule.name, JSON.stringify(rule)]));
  const is = new Map(after.separation.map((rule) => [rule.name, JSON.stringify(rule)]));
  const gone = [...was.keys()].filter((name) => !is.has(name));
  return [
    ...gone.map((name): DutyChange => ({ name, change: 'removed', direction: 'loosens' })),
    ...[...is].flatMap(([name, text]): readonly DutyChange[] => {
      if (!was.has(name)) return [{ name, change: 'added', direction: 'tightens' }];
      return was.get(name) === text ? [] : [{ name, change: 'changed', direction: 'changes' }];
    }),
  ];
}
