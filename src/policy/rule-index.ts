import type { Rule } from '../domain/policy.ts';

/**
 * Rules by the names in them, so that a file of thousands is not compared pair by pair: the answer is every rule that could mean an
 * entitlement or bundle of one of these ids or that names nothing, in the order of the file.
 */
export function rulesByName(rules: readonly Rule[]): (...ids: readonly string[]) => readonly Rule[] {
  const general: number[] = [];
  const named = new Map<string, number[]>();
  for (const [at, { match }] of rules.entries()) {
    if (match.items === undefined) general.push(at);
    for (const name of match.items ?? []) {
      const known = named.get(name) ?? [];
      named.set(name, known);
      known.push(at);
    }
  }
  return (...ids) => {
    const names = ids.flatMap((id) => [id, `${id.split('/', 1)[0]}/*`]);
    const found = [...general, ...names.flatMap((name) => named.get(name) ?? [])];
    return [...new Set(found)].toSorted((a, b) => a - b).flatMap((at) => rules[at] ?? []);
  };
}
