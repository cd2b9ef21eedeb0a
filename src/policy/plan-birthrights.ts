import type { BirthrightChange, Braked } from '../domain/birthright.ts';
import { birthrightChanges, birthrightsOf, brakedRules } from '../domain/birthright.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { PlanFacts } from './plan.ts';
import type { Direction } from './plan-changes.ts';

/** What one rule gives, or gave and gives no longer. */
export type BirthrightGroup = {
  readonly change: 'given' | 'taken';
  readonly direction: Direction;
  readonly rule: string;
  readonly count: number;
  readonly people: number;
  /** The first of them, at most 20. */
  readonly shown: readonly BirthrightChange[];
};

export type BirthrightPlan = {
  readonly groups: readonly BirthrightGroup[];
  /** Rules that would take from so many that nothing would be taken. */
  readonly braked: readonly Braked[];
  /** Everybody who loses something. */
  readonly losing: readonly Person['id'][];
};

const mostShown = 20;

/** What the assign rules of the new policy give and take, compared with those of the old one, as if everybody had what those give. */
export function planBirthrights(
  before: Policy,
  after: Policy,
  { people, judge }: Pick<PlanFacts, 'people' | 'judge'>,
): BirthrightPlan {
  const compared = people.map((person) => ({
    person,
    due: birthrightsOf(after, person, judge),
    has: birthrightsOf(before, person, judge).map(({ entitlement, rule }) => ({
      entitlement: entitlement.id,
      rule: rule.name,
    })),
  }));
  const { give, take } = birthrightChanges(compared);
  const holders = new Map<string, Set<Person>>();
  for (const { person, has } of compared)
    for (const { rule } of has) holders.set(rule, (holders.get(rule) ?? new Set()).add(person));
  const counts = new Map([...holders].map(([rule, all]) => [rule, all.size]));
  return {
    groups: [...grouped('given', give), ...grouped('taken', take)],
    braked: brakedRules(take, counts, after.settings.assignBrake),
    losing: [...new Set(take.map((one) => one.person.id))],
  };
}

function grouped(
  change: BirthrightGroup['change'],
  changes: readonly BirthrightChange[],
): readonly BirthrightGroup[] {
  return [...new Set(changes.map((one) => one.rule))].map((rule) => {
    const own = changes.filter((one) => one.rule === rule);
    return {
      change,
      direction: change === 'given' ? 'loosens' : 'tightens',
      rule,
      count: own.length,
      people: new Set(own.map((one) => one.person.id)).size,
      shown: own.slice(0, mostShown),
    };
  });
}
