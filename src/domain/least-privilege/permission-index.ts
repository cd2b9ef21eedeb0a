import type { Entitlement } from '../catalogue.ts';
import type { EntitlementId } from '../ids.ts';
import { permissionsOf, riskWeight } from './offer.ts';

/** Every permission of a catalogue, numbered from 0. */
export type PermissionIndex = {
  readonly names: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  /** By number: `riskWeight` of the least risky entitlement that carries it. */
  readonly weights: readonly number[];
  /** By entitlement: the numbers of what it carries, each once. */
  readonly carried: ReadonlyMap<EntitlementId, readonly number[]>;
};

/**
 * Numbers the permissions of all entitlements of a policy. This is one pass over every name, the longest step of all: keep the index as
 * long as the policy is the same.
 *
 * A permission is as risky as the least risky entitlement that carries it: whoever else carries it carries nothing worse. So its
 * weight does not hang on what is chosen; else asking for one thing more could make a choice look better.
 */
export function indexPermissions(entitlements: readonly Entitlement[]): PermissionIndex {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const weights: number[] = [];
  const carried = new Map<EntitlementId, readonly number[]>();
  for (const one of entitlements) {
    const own = [...new Set(permissionsOf(one))].map((name) => {
      const number = numbers.get(name) ?? names.length;
      if (number === names.length) names.push(name);
      numbers.set(name, number);
      weights[number] = Math.min(weights[number] ?? riskWeight.critical, riskWeight[one.risk]);
      return number;
    });
    carried.set(one.id, own);
  }
  return { names, numbers, weights, carried };
}

/** What these permissions weigh together, each counted once; a name that the index does not know weighs as a low risk. */
export function weightOf({ numbers, weights }: PermissionIndex, names: Iterable<string>): number {
  let sum = 0;
  for (const name of new Set(names)) sum += weights[numbers.get(name) ?? -1] ?? riskWeight.low;
  return sum;
}
