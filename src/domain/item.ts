// What can be asked for, expanded to its leaves.
import type { Bundle, Entitlement, Risk, Target } from './catalogue.ts';
import { matchesPerson, risks } from './catalogue.ts';
import type { PersonId } from './ids.ts';
import type { Seconds } from './instant.ts';
import type { Person } from './person.ts';
import type { Policy } from './policy.ts';

export type Item = {
  readonly target: Target;
  readonly name: string;
  readonly description: string;
  readonly aliases: readonly string[];
  /** The app it is in, by name; of a bundle that spans several, all their names. */
  readonly system: string;
  readonly entitlements: readonly Entitlement[];
  readonly risk: Risk;
  readonly maxDuration: Seconds;
  readonly defaultDuration: Seconds;
};

/** Finds what a target names; undefined when it is unknown, withdrawn or hidden from this person, which nobody can tell apart. */
export function findItem(policy: Policy, target: Target, viewer: Person): Item | undefined {
  if (target.kind === 'entitlement') {
    const entitlement = entitlementsOf(policy).get(target.id);
    return entitlement !== undefined && matchesPerson(entitlement.visibleTo, viewer)
      ? { ...entitlement, target, system: systemOf(policy, [entitlement]), entitlements: [entitlement] }
      : undefined;
  }
  const bundle = policy.bundles.find((one) => one.id === target.id);
  return bundle !== undefined && matchesPerson(bundle.visibleTo, viewer)
    ? bundleItem(policy, bundle)
    : undefined;
}

/** Everything in the catalogue that this person may know of: bundles first, then entitlements in file order. */
export function visibleItems(policy: Policy, viewer: Person): readonly Item[] {
  const targets: Target[] = [
    ...policy.bundles.map((one): Target => ({ kind: 'bundle', id: one.id })),
    ...policy.entitlements.map((one): Target => ({ kind: 'entitlement', id: one.id })),
  ];
  return targets.flatMap((target) => findItem(policy, target, viewer) ?? []);
}

/** Who owns all of it. A bundle of several owners' entitlements has an owner only if one person owns every part. */
export function commonOwners(item: Item): readonly PersonId[] {
  const [first, ...rest] = item.entitlements;
  return (first?.owners ?? []).filter((owner) =>
    rest.every((entitlement) => entitlement.owners.includes(owner)),
  );
}

function bundleItem(policy: Policy, bundle: Bundle): Item | undefined {
  const entitlements = bundle.entitlements.flatMap((id) => entitlementsOf(policy).get(id) ?? []);
  const [first] = entitlements;
  if (first === undefined || entitlements.length !== bundle.entitlements.length) return undefined;
  const highest = entitlements.reduce<Risk>(
    (risk, one) => (risks.indexOf(one.risk) > risks.indexOf(risk) ? one.risk : risk),
    'low',
  );
  return {
    target: { kind: 'bundle', id: bundle.id },
    name: bundle.name,
    description: bundle.description,
    aliases: bundle.aliases,
    system: systemOf(policy, entitlements),
    entitlements,
    risk: highest,
    maxDuration: Math.min(...entitlements.map((one) => one.maxDuration)),
    defaultDuration: Math.min(...entitlements.map((one) => one.defaultDuration)),
  };
}

const byId = new WeakMap<Policy, ReadonlyMap<string, Entitlement>>();

/** The entitlements by id, found once for each policy, so that a long catalogue costs no more than a short one. */
function entitlementsOf(policy: Policy): ReadonlyMap<string, Entitlement> {
  const known = byId.get(policy);
  if (known !== undefined) return known;
  const made = new Map(policy.entitlements.map((one) => [one.id, one]));
  byId.set(policy, made);
  return made;
}

/** The names of the apps these are in. */
function systemOf(policy: Policy, entitlements: readonly Entitlement[]): string {
  const apps = [...new Set(entitlements.map((one) => one.app))];
  return apps.map((id) => policy.apps.find((app) => app.id === id)?.name ?? id).join(', ');
}
