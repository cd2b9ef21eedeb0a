// Separations of duties that name nothing, contradict themselves, or are broken by the file's own bundles; and what rules ask people to hold.
import { nearest } from '../domain/nearest.ts';
import { covers } from '../domain/pattern.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import type { Path } from './source.ts';

/** Findings about `separation_of_duties` and `holds`. */
export function lintSeparation(linted: Linted): readonly Fault[] {
  return [...unknownNames(linted), ...overlaps(linted), ...brokenBundles(linted)];
}

function unknownNames({ file, policy, source }: Linted): readonly Fault[] {
  const ids = policy.entitlements.map((one): string => one.id);
  const patterns = [...ids, ...policy.apps.map((app) => `${app.id}/*`)];
  const check = (name: string, path: Path, known: readonly string[]): readonly Fault[] => {
    if (known.includes(name)) return [];
    const meant = nearest(name, known);
    const hint = meant === undefined ? undefined : `did you mean “${meant}”?`;
    return [
      finding(source, { path }, { code: 'E-POL-NAME', message: `no entitlement is called “${name}”`, hint }),
    ];
  };
  return [
    ...(file.separation_of_duties ?? []).flatMap(({ between }, rule) =>
      between.flatMap((side, at) =>
        side.flatMap((name, index) =>
          check(name, ['separation_of_duties', rule, 'between', at, index], patterns),
        ),
      ),
    ),
    ...(file.rules ?? []).flatMap(({ holds }, rule) =>
      (holds ?? []).flatMap((name, index) => check(name, ['rules', rule, 'holds', index], ids)),
    ),
  ];
}

/** Something on two sides could never be held at all. */
function overlaps({ policy, source }: Linted): readonly Fault[] {
  return policy.separation.flatMap(({ name, sides }, rule) => {
    const twice = policy.entitlements.find(
      (one) => sides.filter((side) => side.some((pattern) => covers(pattern, one.id))).length > 1,
    );
    if (twice === undefined) return [];
    const message = `“${name}” has ${twice.id} on two sides, so nobody could ever hold it`;
    return [
      finding(
        source,
        { path: ['separation_of_duties', rule, 'between'], at: 'key' },
        {
          code: 'E-POL-RULE',
          message,
          hint: 'leave it on one side',
        },
      ),
    ];
  });
}

function brokenBundles({ policy, source }: Linted): readonly Fault[] {
  return policy.bundles.flatMap((bundle) => {
    const parts: readonly string[] = bundle.entitlements;
    const broken = policy.separation.find(
      ({ sides, exception }) =>
        exception === undefined &&
        sides.filter((side) => parts.some((id) => side.some((pattern) => covers(pattern, id)))).length > 1,
    );
    if (broken === undefined) return [];
    const message = `the bundle ${bundle.id} holds what “${broken.name}” keeps apart, so nobody can have it`;
    return [
      finding(
        source,
        { path: ['bundles', bundle.id], at: 'key' },
        { code: 'E-POL-RULE', message, severity: 'warning' },
      ),
    ];
  });
}
