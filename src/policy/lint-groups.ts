// Groups that a policy asks or tells and that have nobody in them: asked where a directory is at hand.
import type { Person } from '../domain/person.ts';
import type { Fault } from './fault.ts';
import { finding, unknownName } from './finding.ts';
import type { Path } from './source.ts';
import { readSource } from './source.ts';

/**
 * Where the sound file `text` names a directory group without an active member, each with the group that may have been meant. Warnings,
 * since somebody may come tomorrow: what is asked of nobody but them is refused until then.
 */
export function emptyGroups(text: string, people: readonly Person[]): readonly Fault[] {
  const source = readSource(text);
  if (!('value' in source)) return [];
  const active = people.filter((one) => one.status === 'active');
  const known = [...new Set(active.flatMap((one) => one.groups))];
  return groupsIn(source.value, [])
    .filter(({ group }) => !known.includes(group))
    .map(({ group, path }) => {
      const { hint } = unknownName('', group, known);
      const message = `nobody active is in the group “${group}”`;
      return finding(source, { path }, { code: 'E-POL-GROUP', message, hint, severity: 'warning' });
    });
}

/** What a connector calls a group is none of the directory's. */
const elsewhere: ReadonlySet<string> = new Set(['target', 'config', 'to', 'person', 'visible_to']);

/** Every `group: name`, however deep; the file has at most 1 MB and no cycles. */
function groupsIn(value: unknown, path: Path): readonly { readonly group: string; readonly path: Path }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one, at) => groupsIn(one, [...path, at]));
  return Object.entries(value).flatMap(([key, one]) => {
    if (elsewhere.has(key)) return [];
    return key === 'group' && typeof one === 'string'
      ? [{ group: one, path: [...path, key] }]
      : groupsIn(one, [...path, key]);
  });
}
