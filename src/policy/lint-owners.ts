// What owners may change, and whom they may have decide: each is of no use without the other.
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';

/** Owners who may choose approvers need somebody to choose, and people to choose need owners who may. */
export function lintOwners({ file, source }: Linted): readonly Fault[] {
  const named = Object.entries(file.apps).flatMap(([id, app]) => [
    ...(app.owner_approvers === undefined ? [] : [['apps', id, 'owner_approvers']]),
    ...Object.entries(app.entitlements).flatMap(([key, one]) =>
      one.owner_approvers === undefined ? [] : [['apps', id, 'entitlements', key, 'owner_approvers']],
    ),
  ]);
  const at = file.settings?.owners_may?.indexOf('approvers') ?? -1;
  if (at >= 0 && named.length === 0)
    return [
      finding(
        source,
        { path: ['settings', 'owners_may', at] },
        {
          code: 'E-POL-OWNER',
          message: 'owners may choose approvers, but there is nobody to choose from',
          hint: 'give an app or an entitlement owner_approvers',
        },
      ),
    ];
  return at >= 0
    ? []
    : named.map((path) =>
        finding(
          source,
          { path, at: 'key' },
          {
            code: 'E-POL-OWNER',
            message: 'nothing comes of owner_approvers: owners may not choose approvers',
            hint: 'write approvers in settings.owners_may',
            severity: 'warning',
          },
        ),
      );
}
