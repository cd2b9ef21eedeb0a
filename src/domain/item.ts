// What can be asked for, expanded to its leaves.
import type { App, Bundle, Entitlement, PersonMatch, Risk, Target } from './catalogue.ts';
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
  const found = shelvesOf(policy)[target.kind].get(target.id);
  return found !== undefined && matchesPerson(found.visibleTo, viewer) ? found.item : undefined;
}

/** The same whoever looks: for what was given already. */
export const itemOf = (policy: Policy, target: Target): Item | undefined =>
  shelvesOf(policy)[target.kind].get(target.id)?.item;

/** Everything in the catalogue that this person may know of: bundles first, then entitlements in file order. */
export function visibleItems(policy: Policy, viewer: Person): readonly Item[] {
  const { bundle, entitlement } = shelvesOf(policy);
  return [...bundle.values(), ...entitlement.values()]
    .filter((one) => matchesPerson(one.visibleTo, viewer))
    .map((one) => one.item);
}

/** The app of this id; undefined where the policy has none. */
export const appOf = (policy: Policy, id: string): App | undefined => shelvesOf(policy).app.get(id);

/** Who owns all of it. A bundle of several owners' entitlements has an owner only if one person owns every part. */
export function commonOwners(item: Pick<Item, 'entitlements'>): readonly PersonId[] {
  const [first, ...rest] = item.entitlements;
  return (first?.owners ?? []).filter((owner) =>
    rest.every((entitlement) => entitlement.owners.includes(owner)),
  );
}

type Placed = { readonly item: Item; readonly visibleTo: PersonMatch };
type Shelves = {
  readonly app: ReadonlyMap<string, App>;
  readonly entitlement: ReadonlyMap<string, Placed>;
  readonly bundle: ReadonlyMap<string, Placed>;
};

const shelves = new WeakMap<Policy, Shelves>();

/** All items by id, made once for each policy, so that a long catalogue costs no more than a short one. */
function shelvesOf(policy: Policy): Shelves {
  const known = shelves.get(policy);
  if (known !== undefined) return known;
  const made = stock(policy);
  shelves.set(policy, made);
  return made;
}

function stock(policy: Policy): Shelves {
  const app = new Map<string, App>(policy.apps.map((one) => [one.id, one]));
  const entitlements = new Map<string, Entitlement>(policy.entitlements.map((one) => [one.id, one]));
  const place = ({ visibleTo }: Entitlement | Bundle, item: Item | undefined) =>
    item === undefined ? [] : [{ item, visibleTo }];
  const named = (placed: readonly Placed[]) =>
    new Map<string, Placed>(placed.map((one) => [one.item.target.id, one]));
  return {
    app,
    entitlement: named(policy.entitlements.flatMap((one) => place(one, entitlementItem(one, app)))),
    bundle: named(policy.bundles.flatMap((one) => place(one, bundleItem(one, entitlements, app)))),
  };
}

type Apps = ReadonlyMap<string, App>;

const entitlementItem = (entitlement: Entitlement, apps: Apps): Item => ({
  ...entitlement,
  target: { kind: 'entitlement', id: entitlement.id },
  system: systemOf([entitlement], apps),
  entitlements: [entitlement],
});

function bundleItem(bundle: Bundle, all: ReadonlyMap<string, Entitlement>, apps: Apps): Item | undefined {
  const entitlements = bundle.entitlements.flatMap((id) => all.get(id) ?? []);
  if (entitlements.length === 0 || entitlements.length !== bundle.entitlements.length) return undefined;
  const highest = entitlements.reduce<Risk>(
    (risk, one) => (risks.indexOf(one.risk) > risks.indexOf(risk) ? one.risk : risk),
    'low',
  );
  return {
    target: { kind: 'bundle', id: bundle.id },
    name: bundle.name,
    description: bundle.description,
    aliases: bundle.aliases,
    system: systemOf(entitlements, apps),
    entitlements,
    risk: highest,
    maxDuration: Math.min(...entitlements.map((one) => one.maxDuration)),
    defaultDuration: Math.min(...entitlements.map((one) => one.defaultDuration)),
  };
}

/** The names of the apps these are in. */
function systemOf(entitlements: readonly Entitlement[], apps: Apps): string {
  const ids = [...new Set(entitlements.map((one) => one.app))];
  return ids.map((id) => apps.get(id)?.name ?? id).join(', ');
}
