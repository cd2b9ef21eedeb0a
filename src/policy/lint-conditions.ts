import { nearest } from '../domain/nearest.ts';
import { checkCondition } from './condition/check.ts';
import { namesIn } from './condition/names.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';

/** Conditions that are no CEL, do not type-check, or are too much; and entitlements they name that the file does not have. */
export function lintConditions({ file, policy, source }: Linted): readonly Fault[] {
  const known = policy.entitlements.map((one): string => one.id);
  return (file.rules ?? []).flatMap(({ when }, index) => {
    const text = when?.if;
    if (text === undefined) return [];
    const path = ['rules', index, 'when', 'if'];
    const faults = checkCondition(text, 'rule').map(
      ({ offset, message, hint }): Fault => ({
        ...source.inside(path, text, offset),
        message,
        ...(hint === undefined ? {} : { hint }),
        code: 'E-POL-CEL',
        severity: 'error',
      }),
    );
    if (faults.length > 0) return faults;
    return namesIn(text).flatMap((name) => {
      const id = name.startsWith('holds:') ? name.slice(6) : undefined;
      if (id === undefined || known.includes(id)) return [];
      const meant = nearest(id, known);
      return [
        finding(
          source,
          { path },
          {
            code: 'E-POL-NAME',
            message: `no entitlement is called “${id}”`,
            hint: meant === undefined ? undefined : `did you mean “${meant}”?`,
          },
        ),
      ];
    });
  });
}
