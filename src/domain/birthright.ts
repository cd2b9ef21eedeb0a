// What the assign rules give to whom. Pure: the policy and a person in, entitlements with the rule behind each out.
import type { Entitlement } from './catalogue.ts';
import { matchesPerson } from './catalogue.ts';
import type { Judge } from './condition.ts';
import type { EntitlementId } from './ids.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { AssignBrake, AssignRule, Policy } from './policy.ts';
import { personOnly } from './scope.ts';

/** An entitlement that somebody is to have, and the rule that says so. */
export type Due = { readonly entitlement: Entitlement; readonly rule: AssignRule };

/** What the rules give to this person, each entitlement once; only to active people. A condition that cannot be judged gives nothing. */
export function birthrightsOf(policy: Policy, person: Person, judge: Judge): readonly Due[] {
  if (person.status !== 'active') return [];
  const due = new Map<EntitlementId, Due>();
  for (const rule of policy.assign) {
    if (!matchesPerson(rule.to, person) || !holds(rule, person, judge)) continue;
    // The file is refused with it, but an owner may have raised the risk since.
    for (const entitlement of givenBy(policy, rule))
      if (entitlement.risk !== 'critical' && !due.has(entitlement.id))
        due.set(entitlement.id, { entitlement, rule });
  }
  return [...due.values()];
}

const holds = (rule: AssignRule, person: Person, judge: Judge): boolean =>
  rule.condition === undefined || judge(rule.condition, personOnly(person)).is === 'true';

const given = new WeakMap<Policy, Map<AssignRule, readonly Entitlement[]>>();

/** The entitlements that a rule gives, bundles taken apart; found once for each policy. */
export function givenBy(policy: Policy, rule: AssignRule): readonly Entitlement[] {
  const found = given.get(policy) ?? new Map<AssignRule, readonly Entitlement[]>();
  given.set(policy, found);
  const known = found.get(rule);
  if (known !== undefined) return known;
  const ids = rule.give.flatMap((target) =>
    target.kind === 'entitlement'
      ? [target.id]
      : (policy.bundles.find((one) => one.id === target.id)?.entitlements ?? []),
  );
  const made = policy.entitlements.filter((one) => ids.includes(one.id));
  found.set(rule, made);
  return made;
}

/** The rule that gives somebody all of an item by birthright (the first of them, where it takes several); undefined where none does. */
export function birthrightTo(
  policy: Policy,
  item: Pick<Item, 'entitlements'>,
  to: { readonly person: Person; readonly judge: Judge },
): AssignRule | undefined {
  const due = birthrightsOf(policy, to.person, to.judge);
  const rules = item.entitlements.map(({ id }) => due.find((one) => one.entitlement.id === id)?.rule);
  return rules.every((rule) => rule !== undefined) ? rules[0] : undefined;
}

/** One thing that somebody gets or loses, and the rule that gives it or gave it. */
export type BirthrightChange = {
  readonly person: Person;
  readonly entitlement: EntitlementId;
  readonly rule: string;
};
export type BirthrightChanges = {
  readonly give: readonly BirthrightChange[];
  readonly take: readonly BirthrightChange[];
};

/** What people are to have set against what they have by birthright: what is to be given, and what is to be taken away. */
export function birthrightChanges(
  of: Iterable<{
    readonly person: Person;
    readonly due: readonly Due[];
    readonly has: readonly { readonly entitlement: EntitlementId; readonly rule: string }[];
  }>,
): BirthrightChanges {
  const give: BirthrightChange[] = [];
  const take: BirthrightChange[] = [];
  for (const { person, due, has } of of) {
    const wanted = new Set(due.map((one) => one.entitlement.id));
    const had = new Set(has.map((one) => one.entitlement));
    for (const { entitlement, rule } of due)
      if (!had.has(entitlement.id)) give.push({ person, entitlement: entitlement.id, rule: rule.name });
    for (const { entitlement, rule } of has)
      if (!wanted.has(entitlement)) take.push({ person, entitlement, rule });
  }
  return { give, take };
}

const usualBrake: AssignBrake = { people: 20, percent: 20 };

/** A rule whose birthrights would be taken from suspiciously many at once. */
export type Braked = { readonly rule: string; readonly people: number; readonly holders: number };

/** The rules of which nothing is to be taken: a directory that lost a column must not lock the company out. `holders` counts people by rule. */
export function brakedRules(
  take: readonly BirthrightChange[],
  holders: ReadonlyMap<string, number>,
  brake: AssignBrake = usualBrake,
): readonly Braked[] {
  const losing = new Map<string, Set<string>>();
  for (const { rule, person } of take) losing.set(rule, (losing.get(rule) ?? new Set()).add(person.id));
  return [...losing].flatMap(([rule, { size: people }]) => {
    const all = Math.max(people, holders.get(rule) ?? 0);
    return people > brake.people && people * 100 > brake.percent * all
      ? [{ rule, people, holders: all }]
      : [];
  });
}

/** What the brake says, and how to go on. */
export const brakeSentence = ({ rule, people, holders }: Braked): string =>
  `The rule “${rule}” would lose ${people} of the ${holders} people who have something by it, so nothing is taken from them (E-ASSIGN-MASS). ` +
  'Look at the people directory and at the policy. If this is meant, raise settings.assign_brake in the policy and apply it.';
