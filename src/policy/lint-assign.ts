// Birthrights: names that exist, conditions that can be judged, and nothing critical without a question.
import { givenBy } from '../domain/birthright.ts';
import type { Policy } from '../domain/policy.ts';
import { checkCondition } from './condition/check.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding, unknownName } from './finding.ts';
import type { AssignEntry } from './schema.ts';

/** Rules of one name, items that nothing has, conditions that cannot be judged, and critical access without asking. */
export function lintAssign(linted: Linted): readonly Fault[] {
  const names = (linted.file.assign ?? []).map((rule) => rule.name);
  return (linted.file.assign ?? []).flatMap((rule, at) => [
    ...(names.indexOf(rule.name) < at ? [usedTwice(rule, at, linted)] : []),
    ...items(rule, at, linted),
    ...condition(rule, at, linted),
  ]);
}

const usedTwice = ({ name }: AssignEntry, at: number, { source }: Linted): Fault =>
  finding(
    source,
    { path: ['assign', at, 'name'] },
    {
      code: 'E-POL-NAME',
      message: `another assign rule is called “${name}” too`,
      hint: 'people read the name: give each its own',
    },
  );

function items({ give }: AssignEntry, at: number, { policy, source }: Linted): readonly Fault[] {
  const known = [...policy.bundles, ...policy.entitlements].map((one): string => one.id);
  return give.flatMap((id, index) => {
    const place = { path: ['assign', at, 'give', index] };
    if (!known.includes(id))
      return [finding(source, place, unknownName(`no entitlement or bundle is called “${id}”`, id, known))];
    const critical = partsOf(policy, at, index).find((one) => one.risk === 'critical');
    if (critical === undefined) return [];
    return [
      finding(source, place, {
        code: 'E-POL-ASSIGN',
        message: `${critical.id} is critical, and critical access is never given without asking`,
        hint: 'leave it out: whoever needs it asks for it when they do',
      }),
    ];
  });
}

/** The entitlements of one gift. */
function partsOf(policy: Policy, at: number, index: number) {
  const rule = policy.assign[at];
  const target = rule?.give[index];
  return rule === undefined || target === undefined ? [] : givenBy(policy, { ...rule, give: [target] });
}

function condition(rule: AssignEntry, at: number, { source }: Linted): readonly Fault[] {
  return checkCondition(rule.if ?? 'true', 'birthright').map(({ offset, message, hint }) =>
    finding(source, { path: ['assign', at, 'if'], offset }, { code: 'E-POL-CEL', message, hint }),
  );
}
