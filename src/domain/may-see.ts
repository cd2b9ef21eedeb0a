import type { Entitlement } from './catalogue.ts';
import type { Person } from './person.ts';

/** Who holds what is for the holder, their manager and whoever owns it. */
export const maySeeThatHolds = (viewer: Person, holder: Person, entitlement: Entitlement): boolean =>
  viewer.id === holder.id || viewer.id === holder.manager || entitlement.owners.includes(viewer.id);
