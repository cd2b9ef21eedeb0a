// The names that people write for things in the policy, found, or answered with the nearest there is.
import type { Target } from '../domain/catalogue.ts';
import { nearest } from '../domain/nearest.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';

/** The entitlement or bundle with this id. */
export function targetNamed(policy: Policy, id: string): Target | undefined {
  const entitlement = policy.entitlements.find((one) => one.id === id);
  if (entitlement !== undefined) return { kind: 'entitlement', id: entitlement.id };
  const bundle = policy.bundles.find((one) => one.id === id);
  return bundle === undefined ? undefined : { kind: 'bundle', id: bundle.id };
}

/** The id that a misspelt id, a name or another word for the thing most likely means. */
export function nearestId(
  word: string,
  among: readonly (Pick<Person, 'id' | 'name'> | { readonly id: string; readonly name: string })[],
): string | undefined {
  const id = nearest(
    word,
    among.map((one) => one.id),
  );
  if (id !== undefined) return id;
  const name = nearest(
    word,
    among.map((one) => one.name),
  );
  return among.find((one) => one.name === name)?.id;
}

/** Everything that can be asked for. */
export const askable = (policy: Policy): readonly { readonly id: string; readonly name: string }[] => [
  ...policy.bundles,
  ...policy.entitlements,
];
