import { nearest } from '../domain/nearest.ts';
import type { Fault } from './fault.ts';
import type { Path, Source } from './source.ts';

export type Variables = Readonly<Record<string, string>>;
export type Config = Readonly<Record<string, unknown>>;

// The closing brace is optional, so that a forgotten one is found too.
const variable = /\$\{([^}]*)(\}?)/g;

/**
 * Puts the values of environment variables into an app's `config`: `${NAME}` in any text at any depth. What is not there, or is
 * empty, is a fault with its place. The result is stored with the policy, which is why secrets are named in `config` and not put in.
 */
export function fillIn(
  config: Config,
  at: { path: Path; source: Source; variables: Variables },
): { config: Config; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return fillText(value, path);
    if (Array.isArray(value)) return value.map((one, index) => fill(one, [...path, index]));
    if (typeof value === 'object' && value !== null) return fillAll(Object.entries(value), path);
    return value;
  };
  const fillAll = (entries: readonly (readonly [string, unknown])[], path: Path): Config =>
    Object.fromEntries(entries.map(([key, value]) => [key, fill(value, [...path, key])]));
  const fillText = (text: string, path: Path): string =>
    text.replace(variable, (whole, name: string, brace: string) => {
      const value = Object.hasOwn(at.variables, name) ? at.variables[name] : undefined;
      if (brace === '}' && value !== undefined && value !== '') return value;
      faults.push({
        ...at.source.place(path),
        ...complaint({ whole, name, closed: brace === '}' }, at.variables),
        code: 'E-POL-NAME',
        severity: 'error',
      });
      return whole;
    });
  return { config: fillAll(Object.entries(config), at.path), faults };
}

function complaint(
  found: { whole: string; name: string; closed: boolean },
  variables: Variables,
): { message: string; hint?: string } {
  const shown = found.name.slice(0, 60);
  if (!found.closed) return { message: `“${found.whole.slice(0, 60)}” has no closing brace` };
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(found.name))
    return { message: `“${shown}” cannot be the name of an environment variable` };
  if (Object.hasOwn(variables, found.name)) return { message: `the environment variable ${shown} is empty` };
  const meant = nearest(found.name, Object.keys(variables));
  return {
    message: `the environment variable ${shown} is not set`,
    ...(meant === undefined ? {} : { hint: `did you mean “${meant}”?` }),
  };
}

/** Some value for every variable that a file names, for reading it without its connectors. */
export const anyVariables = (text: string): Variables =>
  Object.fromEntries(
    [...text.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].map(([, name]) => [name ?? '', 'unset']),
  );
