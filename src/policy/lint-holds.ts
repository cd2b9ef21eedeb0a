// What a person must hold before a rule lets them ask for more.
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding, unknownName } from './finding.ts';
import { reaches } from './lint-coverage.ts';

/** Names in `holds` that nothing has, and rules that only give something to who holds it already. */
export function lintHolds({ file, policy, source }: Linted): readonly Fault[] {
  const known = policy.entitlements.map((one): string => one.id);
  return (file.rules ?? []).flatMap(({ name, holds, when }, index) =>
    (holds ?? []).flatMap((id, at) => {
      const place = { path: ['rules', index, 'holds', at] };
      const entitlement = policy.entitlements.find((one) => one.id === id);
      if (entitlement === undefined)
        return [finding(source, place, unknownName(`no entitlement is called “${id}”`, id, known))];
      const asked = { id, parts: [entitlement] };
      const first = policy.rules.findIndex(
        (rule) => rule.route.kind !== 'break_glass' && reaches(rule, asked),
      );
      const isNamed = when?.items?.includes(id) === true;
      if (first !== index && !isNamed) return [];
      const message = `the rule “${name}” gives ${id} only to those who hold it already`;
      const hint = isNamed ? 'take it out of items or of holds' : 'let an earlier rule decide about it';
      return [finding(source, place, { code: 'E-POL-RULE', message, hint })];
    }),
  );
}
