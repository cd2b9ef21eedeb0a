// What one person gains of one item.
import { matchesPerson } from '../domain/catalogue.ts';
import { formatDuration } from '../domain/duration.ts';
import type { Seconds } from '../domain/instant.ts';
import { day, hour, minute } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { Policy, Stage } from '../domain/policy.ts';
import { canReach } from './fingerprint.ts';
import { changesBetween, kindsOfChange } from './plan-changes.ts';
import type { Standpoint } from './prospect.ts';
import { prospectAt, verdictOf } from './prospect.ts';

/** Each gain in words; none where the person is no better off at any length that matters. */
export function gainsOfItem(person: Person, from: Standpoint, to: Standpoint): readonly string[] {
  const item = to.item ?? from.item;
  if (item === undefined || to.item === undefined) return [];
  const lengths = lengthsOf(from, to);
  const [before, after] = [prospectAt(from, person, lengths), prospectAt(to, person, lengths)];
  if (after.is === 'hidden' || after.longest === 0) return [];
  const name = `${item.name} (${item.target.id})`;
  const changes = changesBetween(before, after).flatMap(({ kind, durations }) => {
    const change = kindsOfChange.find((one) => one.kind === kind);
    if (change === undefined || (change.direction !== 'loosens' && kind !== 'other_approvers')) return [];
    const [first] = durations;
    return [`${name}${first === undefined ? '' : ` for ${formatDuration(first)}`}: ${change.title}`];
  });
  return [
    ...changes,
    ...(lengths.some((duration) => easier(person, { from, to, duration })) && changes.length === 0
      ? [`${name}: it is decided in another way`]
      : []),
    ...(conditionsOn(from, person) === conditionsOn(to, person)
      ? []
      : [`${name}: a condition that can decide about it changes`]),
    ...(noGlass === glassOver(to, person) || glassOver(from, person) === glassOver(to, person)
      ? []
      : [`${name}: how glass is broken for it changes`]),
    ...(from.item !== undefined && given(from.policy, from.item) !== given(to.policy, to.item)
      ? [`${name}: what it gives in its system changes`]
      : []),
  ];
}

const ladder = [30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, day, 3 * day, 7 * day, 30 * day];

/** Where a rule can turn, and a few lengths that conditions often name. */
export function lengthsOf(from: Standpoint, to: Standpoint): readonly Seconds[] {
  const turns = [from, to].flatMap(({ policy, item }) =>
    item === undefined
      ? []
      : [
          item.defaultDuration,
          item.maxDuration,
          ...policy.rules
            .filter((rule) => canReach(rule, item))
            .flatMap((rule) => [rule.match.upTo ?? [], rule.maxDuration ?? []].flat()),
        ],
  );
  const longest = Math.max(...[from, to].map(({ item }) => item?.maxDuration ?? 0));
  const all = new Set([...turns, ...turns.map((one) => one + minute), ...ladder]);
  return [...all].filter((one) => one <= longest).toSorted((a, b) => a - b);
}

/** Stages that do not contain all those from before, in order, or longer extensions. */
function easier(
  person: Person,
  { from, to, duration }: { readonly from: Standpoint; readonly to: Standpoint; readonly duration: Seconds },
): boolean {
  if (from.item === undefined || to.item === undefined) return false;
  const was = verdictOf(from, from.item, { person, duration }).verdict;
  const is = verdictOf(to, to.item, { person, duration }).verdict;
  if (was.is === 'refuse' || is.is === 'refuse') return false;
  const extended = ({ rule }: typeof is) => (rule.extensions?.times ?? 0) * (rule.extensions?.most ?? 0);
  if (extended(is) > extended(was)) return true;
  return was.is === 'ask' && is.is === 'ask' && !contains(routed(to, is.stages), routed(from, was.stages));
}

/** Stages with the routes that their steps lead to written out. */
const routed = ({ policy }: Standpoint, stages: readonly Stage[]): readonly string[] =>
  stages.map((stage) =>
    JSON.stringify([
      stage,
      stage.steps.map((step) => (step.do === 'route' ? policy.routes[step.route] : undefined)),
    ]),
  );

function contains(all: readonly string[], some: readonly string[]): boolean {
  let at = 0;
  for (const one of all) if (one === some[at]) at += 1;
  return at === some.length;
}

/** Conditions see reasons, hours and what is held, which nobody knows in advance: one that changes may be a gain. */
const conditionsOn = ({ policy, item }: Standpoint, person: Person): string =>
  JSON.stringify(
    policy.rules
      .filter(
        (rule) =>
          rule.match.condition !== undefined &&
          item !== undefined &&
          canReach(rule, item) &&
          matchesPerson(rule.match.person ?? {}, person),
      )
      .map(({ match, route }) => [match, route]),
  );

const noGlass = JSON.stringify([]);

/** A request never comes to the rules for breaking glass, so they are looked at by themselves; taking them all away is no gain. */
function glassOver({ policy, item }: Standpoint, person: Person): string {
  const rules = policy.rules.filter(
    (rule) =>
      rule.route.kind === 'break_glass' &&
      item !== undefined &&
      canReach(rule, item) &&
      matchesPerson(rule.match.person ?? {}, person),
  );
  return JSON.stringify(rules);
}

/** What having the item means in the target systems. */
const given = (policy: Policy, item: Item): string =>
  JSON.stringify(
    item.entitlements.map((one) => {
      const app = policy.apps.find(({ id }) => id === one.app);
      return [one.id, one.target, app?.connector, app?.config];
    }),
  );
