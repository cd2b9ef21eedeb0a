// A catalogue such as large companies have: apps with readers, editors and admins that overlap, and bundles across apps.
import type { Entitlement, Risk } from '../domain/catalogue.ts';
import { appId, bundleId, entitlementId } from '../domain/ids.ts';
import { hour } from '../domain/instant.ts';
import type { Offer } from '../domain/least-privilege/offer.ts';
import type { Random } from './seeded.ts';
import { seeded } from './seeded.ts';

export type Shelves = { readonly entitlements: readonly Entitlement[]; readonly offers: readonly Offer[] };

export const apps = 40;
export const permissionsEach = 80;
/** What everybody in an app can do, whatever else they can. */
const basics = 3;

/** The same catalogue each time: 40 apps with their entitlements, and bundles of 2 to 12 of them. */
export function fillShelves(size: { readonly entitlements: number; readonly bundles: number }): Shelves {
  const random = seeded(7);
  const entitlements = Array.from({ length: size.entitlements }, (_, at) => entitlement(at, random));
  const bundles = Array.from({ length: size.bundles }, (_, at) => bundle(at, entitlements, random));
  const singles = entitlements.map(
    (one): Offer => ({
      target: { kind: 'entitlement', id: one.id },
      name: one.name,
      entitlements: [one],
      risk: one.risk,
    }),
  );
  return { entitlements, offers: [...bundles, ...singles] };
}

/** The name of one of the permissions of an app. */
export const permission = (app: number, at: number): string => `app${app}.thing${at >> 2}.act${at & 3}`;

/** Most read a corner of the app, some change more, few may do nearly everything. */
function entitlement(at: number, random: Random): Entitlement {
  const app = at % apps;
  const draw = random(100);
  const [risk, count]: [Risk, number] =
    draw < 55
      ? ['low', 2 + random(6)]
      : draw < 85
        ? ['medium', 5 + random(12)]
        : draw < 96
          ? ['high', 10 + random(25)]
          : ['critical', 40 + random(40)];
  const from = random(permissionsEach);
  const near = Array.from({ length: count }, (_, step) => (from + step + random(3)) % permissionsEach);
  return {
    id: entitlementId(`app${app}/e${at}`),
    app: appId(`app${app}`),
    name: `App ${app} ${risk} ${at}`,
    description: '',
    risk,
    owners: [],
    maxDuration: 8 * hour,
    defaultDuration: hour,
    aliases: [],
    visibleTo: {},
    tags: [],
    permissions: [...Array.from({ length: basics }, (_, step) => step), ...near].map((one) =>
      permission(app, one),
    ),
    target: {},
  };
}

/** Parts of two apps, mostly of one. */
function bundle(at: number, entitlements: readonly Entitlement[], random: Random): Offer {
  const [home, other] = [random(apps), random(apps)];
  const parts = Array.from({ length: 2 + random(11) }, () => {
    const app = random(4) === 0 ? other : home;
    return entitlements[app + apps * random(Math.floor(entitlements.length / apps))];
  }).flatMap((one) => one ?? []);
  const risk = (['critical', 'high', 'medium', 'low'] as const).find((level) =>
    parts.some((part) => part.risk === level),
  );
  return {
    target: { kind: 'bundle', id: bundleId(`bundle${at}`) },
    name: `Bundle ${at}`,
    entitlements: [...new Set(parts)],
    risk: risk ?? 'low',
  };
}
