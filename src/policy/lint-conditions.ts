// Conditions in CEL: each must be one that can be judged, and may name only entitlements that exist.
import { checkCondition } from './condition/check.ts';
import { namesIn } from './condition/names.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding, unknownName } from './finding.ts';

/** What is wrong in the conditions of rules, at the character where it stands. */
export function lintConditions({ file, policy, source }: Linted): readonly Fault[] {
  const known = policy.entitlements.map((one): string => one.id);
  return (file.rules ?? []).flatMap(({ when }, rule) => {
    const text = when?.if;
    if (text === undefined) return [];
    const path = ['rules', rule, 'when', 'if'];
    return [
      ...checkCondition(text, 'rule').map(({ offset, message, hint }) =>
        finding(source, { path, offset }, { code: 'E-POL-CEL', message, hint }),
      ),
      ...namesIn(text)
        .flatMap((name) => (name.startsWith('holds:') ? name.slice('holds:'.length) : []))
        .filter((id) => !known.includes(id))
        .map((id) =>
          finding(
            source,
            { path, offset: Math.max(0, text.indexOf(id)) },
            unknownName(`no entitlement is called “${id}”`, id, known),
          ),
        ),
    ];
  });
}
