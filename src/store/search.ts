import type { Target } from '../domain/catalogue.ts';
import type { Item } from '../domain/item.ts';
import { visibleItems } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';

/** Items the person may know of that fit every word of the query, best first: id, name and alias count more than a description. */
export function searchItems(
  policy: Policy,
  person: Person,
  ask: { readonly query: string; readonly limit: number },
): readonly Item[] {
  const words = ask.query.toLowerCase().split(/\s+/).filter(Boolean);
  return visibleItems(policy, person)
    .map((item) => ({ item, score: scoreOf(policy, item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, ask.limit)
    .map(({ item }) => item);
}

function scoreOf(policy: Policy, item: Item, words: readonly string[]): number {
  const names = [item.target.id, item.name, ...aliasesOf(policy, item.target)].map((name) =>
    name.toLowerCase(),
  );
  const apps = policy.apps
    .filter((app) => item.entitlements.some((one) => one.app === app.id))
    .map((app) => app.name.toLowerCase());
  const description = item.description.toLowerCase();
  let score = 1;
  for (const word of words) {
    if (names.some((name) => name.startsWith(word))) score += 8;
    else if (names.some((name) => name.includes(word))) score += 4;
    else if (apps.some((app) => app.includes(word))) score += 2;
    else if (description.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

const aliasesOf = (policy: Policy, target: Target): readonly string[] =>
  (target.kind === 'bundle'
    ? policy.bundles.find((one) => one.id === target.id)
    : policy.entitlements.find((one) => one.id === target.id)
  )?.aliases ?? [];
