// Who is on call: schedules that are named and do not exist, and turns that cannot be.

import { approverPlaces } from './approver-places.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding, unknownName } from './finding.ts';
import type { ShiftFault } from './shifts.ts';

/** Schedules that an approver names and nothing has, and overrides that end before they begin. */
export function lintOnCall({ file, source }: Linted): readonly Fault[] {
  const known = Object.keys(file.on_call ?? {});
  const unknown = approverPlaces(file).flatMap(({ path, entry: { on_call: name } }) =>
    name === undefined || known.includes(name)
      ? []
      : [
          finding(
            source,
            { path: [...path, 'on_call'] },
            unknownName(`no schedule is called “${name}”`, name, known),
          ),
        ],
  );
  const backwards = Object.entries(file.on_call ?? {}).flatMap(([name, { overrides }]) =>
    (overrides ?? []).flatMap(({ from, until }, at) =>
      until > from
        ? []
        : [
            finding(
              source,
              { path: ['on_call', name, 'overrides', at, 'until'] },
              {
                code: 'E-POL-RULE',
                message: 'the override ends before it begins',
                hint: 'until is later than from',
              },
            ),
          ],
    ),
  );
  return [...unknown, ...backwards];
}

/** What is wrong in the file of a schedule, at the place that names it. */
export const shiftFinding = (
  source: Linted['source'],
  schedule: string,
  { name, fault }: { readonly name: string; readonly fault: ShiftFault | 'unreadable' | 'empty' },
): Fault => finding(source, { path: ['on_call', schedule, 'file'] }, saysOf(name, fault));

function saysOf(name: string, fault: ShiftFault | 'unreadable' | 'empty'): Parameters<typeof finding>[2] {
  const code = 'E-POL-PARSE';
  if (fault === 'unreadable')
    return { code, message: `${name} cannot be read`, hint: 'it is looked for beside the policy file' };
  if (fault === 'empty')
    return {
      code: 'E-POL-OWNER',
      message: `${name} has no shift: nobody is ever on call`,
      severity: 'warning',
    };
  return { code, message: `${name}, line ${fault.line}: ${fault.message}` };
}
