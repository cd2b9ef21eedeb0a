import type { Entitlement } from '../catalogue.ts';
import { entitlementId } from '../ids.ts';
import type { Offer } from './offer.ts';
import { permissionsOf } from './offer.ts';
import type { PermissionIndex } from './permission-index.ts';

export type CoverAsk = {
  /** Names of permissions, or ids of entitlements or bundles, which stand for all that they carry. */
  readonly needs: readonly string[];
  /** Everything the person may see, in any order; `visibleItems` gives it. */
  readonly offers: readonly Offer[];
  /** What the person holds for at least as long as they ask: it needs no covering, and costs nothing to be given again. */
  readonly held: readonly Entitlement[];
  /** Of the policy that the offers are from. */
  readonly index: PermissionIndex;
};

/** The permissions that are needed, each once, in name order. An id wins over a permission of the same name. */
export function neededNames({ needs, offers, held, index }: CoverAsk): readonly string[] {
  const bundles = offers.filter(({ target }) => target.kind === 'bundle');
  const standsFor = (need: string): readonly Entitlement[] | undefined => {
    const isIt = (one: Entitlement): boolean => one.id === need;
    const holder = held.find(isIt);
    if (holder !== undefined) return [holder];
    if (index.carried.has(entitlementId(need)))
      return offers.find((offer) => offer.entitlements.some(isIt))?.entitlements.filter(isIt);
    return bundles.find(({ target }) => target.id === need)?.entitlements;
  };
  return [...new Set(needs.flatMap((need) => standsFor(need)?.flatMap(permissionsOf) ?? [need]))].toSorted();
}
