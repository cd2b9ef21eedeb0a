// Words that do not mean what their writer may think: attributes of people, and aliases.
import { nearest } from '../domain/nearest.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import type { Path, Source } from './source.ts';

/** Conditions on people that can never hold as meant, and aliases that mean two things. */
export function lintWords(linted: Linted): readonly Fault[] {
  return [...personMatches(linted), ...sharedWords(linted)];
}

// What a person has that a condition cannot ask about, and the attributes it knows beside the directory's own columns.
const notConditions = ['name', 'email', 'manager', 'status', 'slack_user_id', 'start_date', 'end_date'];
const attributes = ['id', 'department', 'title', 'location', 'group'];

function personMatches({ file, source }: Linted): readonly Fault[] {
  const paths: readonly Path[] = [
    ...(file.rules ?? []).map((_, index) => ['rules', index, 'when', 'person']),
    ...(file.assign ?? []).map((_, index) => ['assign', index, 'to']),
    ...Object.keys(file.bundles ?? {}).map((id) => ['bundles', id, 'visible_to']),
    ...Object.entries(file.apps).flatMap(([id, app]) =>
      Object.keys(app.entitlements).map((key) => ['apps', id, 'entitlements', key, 'visible_to']),
    ),
  ];
  const matches = [
    ...(file.rules ?? []).map((rule) => rule.when?.person),
    ...(file.assign ?? []).map((rule) => rule.to),
    ...Object.values(file.bundles ?? {}).map((bundle) => bundle.visible_to),
    ...Object.values(file.apps).flatMap((app) =>
      Object.values(app.entitlements).map((entry) => entry.visible_to),
    ),
  ];
  return matches.flatMap((match, index) =>
    Object.keys(match ?? {}).flatMap((name) =>
      attributeFault(name, { path: [...(paths[index] ?? []), name], at: 'key' }, source),
    ),
  );
}

function attributeFault(name: string, at: { path: Path; at: 'key' }, source: Source): readonly Fault[] {
  if (notConditions.includes(name))
    return [
      finding(source, at, {
        code: 'E-POL-NAME',
        message: `a condition cannot ask about “${name}”`,
        hint: `use ${attributes.join(', ')} or a further column of the directory`,
      }),
    ];
  const meant = attributes.includes(name) ? undefined : nearest(name, attributes);
  if (meant === undefined) return [];
  const message = `“${name}” is taken for a further column of the directory`;
  return [
    finding(source, at, {
      code: 'E-POL-NAME',
      message,
      hint: `did you mean “${meant}”?`,
      severity: 'warning',
    }),
  ];
}

/** An alias that also means something else: then a request by that word cannot be told apart. */
function sharedWords({ file, source }: Linted): readonly Fault[] {
  const owners = new Map<string, { readonly path: Path; readonly item: string }>();
  const entries = [
    ...Object.entries(file.bundles ?? {}).map(([id, { name, aliases }]) => ({
      id,
      name,
      aliases,
      path: ['bundles', id],
    })),
    ...Object.entries(file.apps).flatMap(([app, { entitlements }]) =>
      Object.entries(entitlements).map(([key, { name, aliases }]) => ({
        id: `${app}/${key}`,
        name,
        aliases,
        path: ['apps', app, 'entitlements', key],
      })),
    ),
  ];
  for (const { id, name, path } of entries)
    for (const word of [id, name])
      if (!owners.has(word.toLowerCase())) owners.set(word.toLowerCase(), { path, item: id });
  return entries.flatMap(({ id, aliases, path }) =>
    (aliases ?? []).flatMap((alias, index) => {
      const at = [...path, 'aliases', index];
      const first = owners.get(alias.toLowerCase());
      if (first === undefined) owners.set(alias.toLowerCase(), { path: at, item: id });
      if (first === undefined || first.item === id) return [];
      const message = `the alias “${alias}” also means ${first.item} (line ${source.place(first.path, 'key').line})`;
      return [
        finding(
          source,
          { path: at },
          { code: 'E-POL-NAME', message, hint: 'give it to one of them', severity: 'warning' },
        ),
      ];
    }),
  );
}
