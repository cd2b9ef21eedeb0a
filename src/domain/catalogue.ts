import type { AppId, BundleId, EntitlementId, PersonId } from './ids.ts';
import type { Seconds } from './instant.ts';
import type { Person } from './person.ts';

export type Risk = 'low' | 'medium' | 'high' | 'critical';
export const risks: readonly Risk[] = ['low', 'medium', 'high', 'critical'];

/** Conditions on a person's attributes: every named attribute must have one of the listed values. */
export type PersonMatch = Readonly<Record<string, readonly string[]>>;

export type App = {
  readonly id: AppId;
  readonly name: string;
  readonly connector: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly owners: readonly PersonId[];
  /** The file that says when its entitlements were last used. */
  readonly usage?: { readonly file: string };
};

export type Entitlement = {
  readonly id: EntitlementId;
  readonly app: AppId;
  readonly name: string;
  readonly description: string;
  readonly risk: Risk;
  /** The entitlement's own owners, or its app's where it names none. */
  readonly owners: readonly PersonId[];
  /** Whom its owners may have decide in their place; absent: nobody. */
  readonly ownerApprovers?: readonly StandIn[];
  /** Who decides in place of its owners: their choice, as far as the policy in force allows it. Absent in the policy file. */
  readonly approvers?: readonly PersonId[];
  readonly maxDuration: Seconds;
  readonly defaultDuration: Seconds;
  readonly aliases: readonly string[];
  /** Who may know that it exists; empty: everybody. */
  readonly visibleTo: PersonMatch;
  /** Words that conditions can ask about, such as `pci`. */
  readonly tags: readonly string[];
  /**
   * The permissions it carries, by name, such as `payments.refund`; a name means the same permission wherever it stands.
   * Empty where the policy lists none: then it carries exactly itself, named by its id.
   */
  readonly permissions: readonly string[];
  /** The connector's native names, for example `{ group: 'Payments DB Writers' }`. */
  readonly target: Readonly<Record<string, string>>;
};

/** Somebody whom owners may have decide in their place: one person, or anybody of a group. */
export type StandIn =
  | { readonly by: 'person'; readonly person: PersonId }
  | { readonly by: 'group'; readonly group: string };

export type Bundle = {
  readonly id: BundleId;
  readonly name: string;
  readonly description: string;
  readonly entitlements: readonly EntitlementId[];
  readonly aliases: readonly string[];
  readonly visibleTo: PersonMatch;
};

export type Target =
  | { readonly kind: 'entitlement'; readonly id: EntitlementId }
  | { readonly kind: 'bundle'; readonly id: BundleId };

/** Does the person satisfy every condition? An attribute nobody knows is an empty text, which matches nothing listed. */
export function matchesPerson(match: PersonMatch, person: Person): boolean {
  return Object.entries(match).every(([name, values]) =>
    attributeOf(person, name).some((has) => values.includes(has)),
  );
}

function attributeOf(person: Person, name: string): readonly string[] {
  switch (name) {
    case 'id':
      return [person.id];
    case 'department':
      return [person.department];
    case 'title':
      return [person.title];
    case 'location':
      return [person.location];
    case 'group':
      return person.groups;
    default:
      return [person.attributes[name] ?? ''];
  }
}

/** Apps without an interface of their own: a human does what Hallpass asks, and says so. */
export const isByHand = (app: App): boolean => app.connector === 'manual';
