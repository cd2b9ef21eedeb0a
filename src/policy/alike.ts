// Thousands of people are mostly alike to a policy: what it says to one of them holds for all of their kind.
import type { PersonMatch } from '../domain/catalogue.ts';
import { peopleNamedBy } from '../domain/decide/apply-policy.ts';
import type { Item } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { ApproverSpec, Policy } from '../domain/policy.ts';
import { sourcesOf } from '../domain/policy-reach.ts';
import { canReach } from './fingerprint.ts';

type Side = { readonly policy: Policy; readonly item: Item | undefined };

/** The people in groups that these policies cannot tell apart where this item is asked for; each group in the order of the list. */
export function alikeFor(people: readonly Person[], sides: readonly Side[]): readonly (readonly Person[])[] {
  const looks = sides.map(looksAt);
  if (looks.includes('everything')) return people.map((person) => [person]);
  const columns = [...new Set(looks.flat())].toSorted();
  // Nobody decides about themselves, so whoever may be asked is a kind of their own.
  const named = new Set<string>([
    ...sides.flatMap(({ policy }) => peopleNamedBy(policy)),
    ...people.flatMap((one) => one.manager ?? []),
  ]);
  const kinds = new Map<string, Person[]>();
  for (const person of people) {
    const own = named.has(person.id) || person.groups.length > 0 || columns.includes('id');
    const { department, title, location, manager, attributes } = person;
    const values = columns.map((column) => attributes[column]);
    const kind = JSON.stringify(own ? person.id : [department, title, location, manager, values]);
    const others = kinds.get(kind) ?? [];
    kinds.set(kind, others);
    others.push(person);
  }
  return [...kinds.values()];
}

/** The columns of the directory that decide; `everything` where a condition could read any of them. */
function looksAt({ policy, item }: Side): 'everything' | readonly string[] {
  if (item === undefined) return [];
  const rules = policy.rules.filter((rule) => canReach(rule, item));
  const sources = rules.flatMap(({ route }) => sourcesOf(route));
  const conditions = [
    ...rules.flatMap((rule) => rule.match.condition ?? []),
    ...sources.flatMap(conditionOf),
  ];
  if (conditions.some((text) => /person|requester|context|approver/.test(text))) return 'everything';
  const shown = [...policy.entitlements, ...policy.bundles].find(
    (one) => one.id === item.target.id,
  )?.visibleTo;
  const matches: readonly (PersonMatch | undefined)[] = [shown, ...rules.map((rule) => rule.match.person)];
  return matches.flatMap((match) => Object.keys(match ?? {}));
}

/** Whoever it may choose is not to be told apart from anybody else beforehand. */
const conditionOf = (spec: ApproverSpec): readonly string[] => (spec.by === 'people' ? [spec.condition] : []);
