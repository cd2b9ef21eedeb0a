import type { Entitlement, Risk } from '../catalogue.ts';
import type { Item } from '../item.ts';

/** What can be asked for in one go: an entitlement or a bundle, with all its parts. Every `Item` is one. */
export type Offer = Pick<Item, 'target' | 'name' | 'entitlements' | 'risk'>;

/** The names of what an entitlement carries: itself, by its id, where the policy lists nothing. */
export const permissionsOf = (entitlement: Entitlement): readonly string[] =>
  entitlement.permissions.length === 0 ? [entitlement.id] : entitlement.permissions;

/** How much one permission weighs: as much as three of the next lower risk. */
export const riskWeight: Readonly<Record<Risk, number>> = { low: 1, medium: 3, high: 9, critical: 27 };

/** The order of names: the same everywhere, whatever the language. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
