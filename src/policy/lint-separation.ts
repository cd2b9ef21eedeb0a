// Separation of duties: sides that can be told apart, and no bundle that puts together what a rule keeps apart.
import { covers } from '../domain/pattern.ts';
import type { SeparationRule } from '../domain/policy.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding, unknownName } from './finding.ts';
import type { SeparationEntry } from './schema.ts';
import type { Path } from './source.ts';

/** Unknown and repeated names, rules of fewer than two sides, things on two sides at once, and (warnings) bundles that nobody may hold. */
export function lintSeparation(linted: Linted): readonly Fault[] {
  return [
    ...(linted.file.separation_of_duties ?? []).flatMap((rule, at) => [
      ...unknownNames(rule, ['separation_of_duties', at, 'between'], linted),
      ...sides(rule, ['separation_of_duties', at, 'between'], linted),
    ]),
    ...sameNames(linted),
    ...bundles(linted),
  ];
}

function sameNames({ file, source }: Linted): readonly Fault[] {
  const rules = file.separation_of_duties ?? [];
  return rules.flatMap(({ name }, at) => {
    const first = rules.findIndex((one) => one.name === name);
    if (first === at) return [];
    const message = `“${name}” is on line ${source.place(['separation_of_duties', first, 'name'], 'key').line} already`;
    const place = { path: ['separation_of_duties', at, 'name'] };
    return [
      finding(source, place, {
        code: 'E-POL-RULE',
        message,
        hint: 'requests name the rule they ask an exception from',
      }),
    ];
  });
}

function unknownNames(
  { between }: SeparationEntry,
  path: Path,
  { policy, source }: Linted,
): readonly Fault[] {
  const known = [
    ...policy.entitlements.map((one): string => one.id),
    ...policy.apps.map((app) => `${app.id}/*`),
  ];
  const isBundle = (name: string) => policy.bundles.some((one) => one.id === name);
  return between.flatMap((side, at) =>
    side.flatMap((name, index) => {
      if (known.includes(name)) return [];
      const says = isBundle(name)
        ? ({
            code: 'E-POL-NAME',
            message: `“${name}” is a bundle, not an entitlement`,
            hint: 'name what is in it',
          } as const)
        : unknownName(`no entitlement is called “${name}”`, name, known);
      return [finding(source, { path: [...path, at, index] }, says)];
    }),
  );
}

function sides({ name, between }: SeparationEntry, path: Path, { policy, source }: Linted): readonly Fault[] {
  if (between.length < 2) {
    const message = `the rule “${name}” has ${between.length === 1 ? 'one side' : 'no sides'}: there is nothing to keep apart`;
    const hint = 'write two lists: [[one], [other]]';
    return [finding(source, { path }, { code: 'E-POL-RULE', message, hint })];
  }
  const sideOf = new Map<string, number>();
  return between.flatMap((side, at) =>
    [...new Set(side)].flatMap((pattern) => {
      const ids = policy.entitlements.map((one): string => one.id).filter((id) => covers(pattern, id));
      const shared = ids.find((id) => (sideOf.get(id) ?? at) !== at);
      for (const id of ids) if (!sideOf.has(id)) sideOf.set(id, at);
      if (shared === undefined) return [];
      const message = `${shared} is on two sides of “${name}”: nobody could hold even that alone`;
      const place = { path: [...path, at, side.indexOf(pattern)] };
      return [finding(source, place, { code: 'E-POL-RULE', message, hint: 'leave it on one side' })];
    }),
  );
}

function bundles({ policy, source }: Linted): readonly Fault[] {
  return policy.bundles.flatMap((bundle) =>
    policy.separation
      .filter((rule) => rule.exception === undefined && isBrokenBy(rule, bundle.entitlements))
      .map((rule) =>
        finding(
          source,
          { path: ['bundles', bundle.id], at: 'key' },
          {
            code: 'E-POL-RULE',
            message: `nobody can have ${bundle.id}: it breaks the separation of duties “${rule.name}”`,
            hint: 'take something out of it, or let the rule have an exception',
            severity: 'warning',
          },
        ),
      ),
  );
}

const isBrokenBy = (rule: SeparationRule, ids: readonly string[]): boolean =>
  rule.sides.filter((side) => ids.some((id) => side.some((pattern) => covers(pattern, id)))).length > 1;
