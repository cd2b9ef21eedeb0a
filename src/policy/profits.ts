// What one person would have from a new policy that they have not from the old one. In doubt it is a gain: a second pair of eyes costs little.
import { birthrightChanges, birthrightsOf } from '../domain/birthright.ts';
import type { Item } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { rosterOf } from '../domain/roster.ts';
import { fingerprint } from './fingerprint.ts';
import type { PlanFacts } from './plan.ts';
import { itemsOf } from './plan.ts';
import { dutyChanges } from './plan-duties.ts';
import { gainsOfItem } from './profits-item.ts';
import { deciderGains, roleGains } from './profits-roles.ts';
import type { Standpoint } from './prospect.ts';

export type Gain = {
  readonly words: string;
  /** Everybody has it alike, such as looser separation of duties. */
  readonly shared: boolean;
};
type Sides = { readonly before: Policy; readonly after: Policy };

/** Everything the person gains, each in words. Between two steps others may work. */
export function* profitSteps(
  person: Person,
  { before, after }: Sides,
  facts: PlanFacts,
): Generator<void, readonly Gain[]> {
  const words = new Set([
    ...roleGains(person, before, after),
    ...birthrightGains(person, { before, after }, facts),
  ]);
  const roster = rosterOf(facts.people);
  const [old, fresh] = [itemsOf(before, person), itemsOf(after, person)];
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    yield;
    const [was, is] = [old.get(id), fresh.get(id)];
    if (looks(before, was) === looks(after, is)) continue;
    const at = (policy: Policy, item: Item | undefined): Standpoint => ({
      policy,
      item,
      roster,
      judge: facts.judge,
      now: facts.now,
    });
    const [from, to] = [at(before, was), at(after, is)];
    for (const gain of gainsOfItem(person, from, to)) words.add(gain);
    for (const gain of yield* deciderGains(person, { from, to, people: facts.people })) words.add(gain);
  }
  return [
    ...[...words].map((one) => ({ words: one, shared: false })),
    ...sharedGains(before, after).map((one) => ({ words: one, shared: true })),
  ];
}

/** What the person would be given without asking. */
function birthrightGains(person: Person, { before, after }: Sides, { judge }: PlanFacts): readonly string[] {
  const has = birthrightsOf(before, person, judge).map(({ entitlement, rule }) => ({
    entitlement: entitlement.id,
    rule: rule.name,
  }));
  const { give } = birthrightChanges([{ person, due: birthrightsOf(after, person, judge), has }]);
  return give.map(({ entitlement, rule }) => `${entitlement}: given without asking, by the rule “${rule}”`);
}

/** Everything that bears on an item, and what it gives in its system. */
const looks = (policy: Policy, item: Item | undefined): string =>
  `${fingerprint(policy, item)} ${JSON.stringify(policy.apps.filter((app) => item?.entitlements.some((one) => one.app === app.id)))}`;

/** Whoever chooses the address of a system can have its secret sent there. */
const reach = ({ connector, config }: Policy['apps'][number]): string => JSON.stringify([connector, config]);

function sharedGains(before: Policy, after: Policy): readonly string[] {
  const duties = dutyChanges(before, after).filter((one) => one.direction !== 'tightens');
  const settings = JSON.stringify(before.settings.policy) !== JSON.stringify(after.settings.policy);
  return [
    ...after.apps
      .filter((app) => !before.apps.some((one) => one.id === app.id && reach(one) === reach(app)))
      .map(({ name, id }) => `where ${name} (${id}) is reached, and with which secret, changes`),
    ...duties.map(({ name, change }) => `separation of duties “${name}” is ${change}`),
    ...(settings ? ['how the policy itself is changed (settings: policy) is changed'] : []),
  ];
}
