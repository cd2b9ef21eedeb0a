// A small language for "what Slack takes": a rule looks at one JSON value and reports what is wrong with it, where.

import { isList, isShape } from '../json.ts';
import type { Json } from '../page/protocol.ts';

export type Surface = 'message' | 'modal' | 'home';

export type Problem = {
  /** JSON pointer (RFC 6901) into what was checked. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly constraint?: { readonly type: string; readonly expected: readonly string[]; readonly got: string };
};

export type At = { readonly pointer: string; readonly surface: Surface; readonly problems: Problem[] };
export type Rule = (value: Json, at: At) => void;
type Needed = { readonly needed: Rule };

export function report(at: At, problem: Omit<Problem, 'pointer'>): void {
  at.problems.push({ pointer: at.pointer, ...problem });
}

/** A place one step deeper. */
export function inside(at: At, key: string | number): At {
  return { ...at, pointer: `${at.pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}` };
}

/** Marks a field that must be there. */
export function needed(rule: Rule): Needed {
  return { needed: rule };
}

/** A string of `min`..`max` characters. */
export function text(max: number, min = 1): Rule {
  return (value, at) => {
    if (typeof value !== 'string') return wrongType(at, 'string', value);
    if (value.length < min) report(at, limit('must be more than', min - 1, value.length));
    if (value.length > max) report(at, limit('must be less than', max + 1, value.length));
  };
}

/** A string of a given form. */
export function form(pattern: RegExp, name: string): Rule {
  return (value, at) => {
    if (typeof value === 'string' && pattern.test(value)) return;
    report(at, {
      code: 'invalid_format',
      message: `must be a valid ${name}`,
      constraint: expected('format', [name], value),
    });
  };
}

export function flag(value: Json, at: At): void {
  if (typeof value !== 'boolean') wrongType(at, 'boolean', value);
}

/** A whole number between two bounds, both allowed. */
export function whole(min: number, max: number): Rule {
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(at, 'integer', value);
    if (value >= min && value <= max) return;
    const range = expected('range', [String(min), String(max)], value);
    report(at, { code: 'out_of_range', message: `must be between ${min} and ${max}`, constraint: range });
  };
}

export function oneOf(...allowed: readonly Json[]): Rule {
  return (value, at) => {
    if (allowed.includes(value)) return;
    const message = `must be one of: ${allowed.map(String).join(', ')}`;
    report(at, { code: 'invalid_enum', message, constraint: expected('enum', allowed.map(String), value) });
  };
}

/** A list of `min`..`max` things. */
export function listOf(rule: Rule, size: { readonly min: number; readonly max: number }): Rule {
  return (value, at) => {
    if (!isList(value)) return wrongType(at, 'array', value);
    if (value.length < size.min) report(at, items('no fewer than', size.min, value.length));
    if (value.length > size.max) report(at, items('no more than', size.max, value.length));
    value.forEach((entry, index) => rule(entry, inside(at, index)));
  };
}

/** An object with exactly these fields; then `also` looks at the whole. */
export function shape(fields: Readonly<Record<string, Rule | Needed>>, also?: Rule): Rule {
  return (value, at) => {
    if (!isShape(value)) return wrongType(at, 'object', value);
    for (const [key, rule] of Object.entries(fields)) {
      const found = value[key];
      if (found !== undefined) (typeof rule === 'function' ? rule : rule.needed)(found, inside(at, key));
      else if (typeof rule !== 'function') missing(at, key);
    }
    for (const key of Object.keys(value)) {
      if (key in fields) continue;
      const message = `invalid additional property: ${key}`;
      report(at, {
        code: 'additional_property',
        message,
        constraint: expected('properties', Object.keys(fields), key),
      });
    }
    also?.(value, at);
  };
}

/** Chooses the rule by the object's `type`. */
export function byType(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, at) => {
    if (!isShape(value)) return wrongType(at, 'object', value);
    const { type } = value;
    if (type === undefined) return missing(at, 'type');
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule !== undefined) return rule(value, at);
    const message = `unsupported type: ${typeof type === 'string' ? type : kindOf(type)}`;
    const constraint = expected('type', Object.keys(rules), type);
    report(inside(at, 'type'), { code: 'unsupported_type', message, constraint });
  };
}

export function missing(at: At, key: string): void {
  const constraint = expected('required', [key], null);
  report(at, { code: 'missing_field', message: `missing required field: ${key}`, constraint });
}

function wrongType(at: At, type: string, got: Json): void {
  const message = `must provide ${type === 'string' || type === 'boolean' ? 'a' : 'an'} ${type}`;
  report(at, { code: 'invalid_type', message, constraint: expected('type', [type], kindOf(got)) });
}

function limit(words: string, bound: number, got: number): Omit<Problem, 'pointer'> {
  const constraint = expected('length', [`${words} ${bound}`], got);
  return { code: 'invalid_length', message: `${words} ${bound} characters`, constraint };
}

function items(words: string, bound: number, got: number): Omit<Problem, 'pointer'> {
  const constraint = expected('items', [`${words} ${bound}`], got);
  return { code: 'invalid_items', message: `${words} ${bound} items allowed`, constraint };
}

function expected(type: string, wanted: readonly string[], got: Json): NonNullable<Problem['constraint']> {
  return {
    type,
    expected: wanted,
    got: typeof got === 'string' ? got.slice(0, 80) : (JSON.stringify(got) ?? ''),
  };
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'array' : typeof value;
}
