// What the tests of this folder are made of.
import type { Entitlement, Risk } from '../catalogue.ts';
import { risks } from '../catalogue.ts';
import { appId, bundleId, entitlementId } from '../ids.ts';
import { hour } from '../instant.ts';
import type { Offer } from './offer.ts';

/** An entitlement named as its id; without permissions it carries itself. */
export const entitlement = (
  id: string,
  permissions: readonly string[] = [],
  rest: Partial<Entitlement> = {},
): Entitlement => ({
  id: entitlementId(id),
  app: appId(id.split('/')[0] ?? ''),
  name: id,
  description: '',
  risk: 'low',
  owners: [],
  maxDuration: 8 * hour,
  defaultDuration: hour,
  aliases: [],
  visibleTo: {},
  tags: [],
  permissions,
  target: {},
  ...rest,
});

export const single = (one: Entitlement): Offer => ({
  target: { kind: 'entitlement', id: one.id },
  name: one.name,
  entitlements: [one],
  risk: one.risk,
});

export const bundle = (id: string, entitlements: readonly Entitlement[]): Offer => ({
  target: { kind: 'bundle', id: bundleId(id) },
  name: id,
  entitlements,
  risk: entitlements.reduce<Risk>(
    (highest, { risk }) => (risks.indexOf(risk) > risks.indexOf(highest) ? risk : highest),
    'low',
  ),
});
