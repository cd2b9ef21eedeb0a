// Conditions in CEL: each must be one that can be judged, and may name only entitlements that exist.
import { approverPlaces } from './approver-places.ts';
import { checkCondition } from './condition/check.ts';
import { namesIn } from './condition/names.ts';
import type { ConditionKind } from './condition/profile.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding, unknownName } from './finding.ts';
import type { Path } from './source.ts';

type Written = { readonly text: string; readonly kind: ConditionKind; readonly path: Path };

/** What is wrong in the conditions of rules and in those that choose approvers, at the character where it stands. */
export function lintConditions({ file, policy, source }: Linted): readonly Fault[] {
  const known = policy.entitlements.map((one): string => one.id);
  return conditionsIn(file).flatMap(({ text, kind, path }) => [
    ...checkCondition(text, kind).map(({ offset, message, hint }) =>
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
  ]);
}

const conditionsIn = (file: Linted['file']): readonly Written[] => [
  ...(file.rules ?? []).flatMap(({ when }, rule): readonly Written[] =>
    when?.if === undefined ? [] : [{ text: when.if, kind: 'rule', path: ['rules', rule, 'when', 'if'] }],
  ),
  ...approverPlaces(file).flatMap(({ path, entry }): readonly Written[] =>
    entry.people === undefined ? [] : [{ text: entry.people, kind: 'approver', path: [...path, 'people'] }],
  ),
];
