import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';

/** Four eyes need two people: without them no change could ever be looked at. */
export function lintPolicySettings({ policy, source }: Linted): readonly Fault[] {
  const { fourEyes, admins } = policy.settings.policy;
  if (!fourEyes) return [];
  const at = { path: ['settings', 'policy', 'four_eyes'] };
  if (admins.length === 0)
    return [
      finding(source, at, {
        code: 'E-POL-OWNER',
        message: 'four_eyes is on, and nobody is named who looks at changes',
        hint: 'add admins: { group: <name> } beside it',
      }),
    ];
  const people = new Set(admins.map((one) => (one.by === 'person' ? one.person : undefined)));
  if (admins.some((one) => one.by === 'group') || people.size > 1) return [];
  return [
    finding(source, at, {
      code: 'E-POL-QUORUM',
      message: 'four_eyes is on, and admins names one person, whose own changes nobody could look at',
      hint: 'name a group, or two people',
    }),
  ];
}
