// Names in bundles and rules that nothing has, each with the one that may have been meant.
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding, unknownName } from './finding.ts';

/** Entitlements, bundles and apps that a bundle or a rule names and the file does not have. */
export function lintNames(linted: Linted): readonly Fault[] {
  return [...bundles(linted), ...itemNames(linted)];
}

function bundles({ file, policy, source }: Linted): readonly Fault[] {
  const known = policy.entitlements.map((one): string => one.id);
  return Object.entries(file.bundles ?? {}).flatMap(([id, bundle]) =>
    bundle.entitlements.flatMap((name, index) => {
      const at = { path: ['bundles', id, 'entitlements', index] };
      if (!known.includes(name))
        return [finding(source, at, unknownName(`no entitlement is called “${name}”`, name, known))];
      if (bundle.entitlements.indexOf(name) < index)
        return [finding(source, at, { code: 'E-POL-NAME', message: `“${name}” is in this bundle twice` })];
      return [];
    }),
  );
}

function itemNames({ file, policy, source }: Linted): readonly Fault[] {
  const apps = policy.apps.map((app): string => app.id);
  const items = [
    ...policy.entitlements.map((one): string => one.id),
    ...policy.bundles.map((one): string => one.id),
    ...apps.map((app) => `${app}/*`),
  ];
  return (file.rules ?? []).flatMap(({ when }, rule) => [
    ...(when?.items ?? []).flatMap((name, index) =>
      items.includes(name)
        ? []
        : [finding(source, { path: ['rules', rule, 'when', 'items', index] }, noSuchItem(name, items, apps))],
    ),
    ...(when?.apps ?? []).flatMap((name, index) =>
      apps.includes(name)
        ? []
        : [
            finding(
              source,
              { path: ['rules', rule, 'when', 'apps', index] },
              unknownName(`no app is called “${name}”`, name, apps),
            ),
          ],
    ),
  ]);
}

function noSuchItem(name: string, items: readonly string[], apps: readonly string[]) {
  if (name === '*')
    return {
      code: 'E-POL-NAME',
      message: '“*” is not an item',
      hint: 'leave items out to mean everything',
    } as const;
  if (/[()[\]{}^$+?|\\]|\.\*/.test(name))
    return {
      code: 'E-POL-REGEX',
      message: `“${name}” looks like a regular expression, which is not supported`,
      hint: 'name the item, or all of an app with <app>/*',
    } as const;
  if (apps.includes(name))
    return {
      code: 'E-POL-NAME',
      message: `“${name}” is an app, not an item`,
      hint: `write ${name}/* for all of it`,
    } as const;
  return unknownName(`no entitlement or bundle is called “${name}”`, name, items);
}
