// What zod found, told as faults: the place in the file, a sentence a person understands, and the word they may have meant.
import { z } from 'zod';
import { nearest } from '../domain/nearest.ts';
import type { Fault } from './fault.ts';
import { mostFaults } from './fault.ts';
import type { Path, Source } from './source.ts';

type Issue = z.core.$ZodIssue;

/** One fault for each thing a zod schema objects to in the file. */
export function explain(issues: readonly Issue[], schema: z.ZodType, source: Source): readonly Fault[] {
  return worthTelling(issues.slice(0, mostFaults)).flatMap((issue) => explainOne(issue, schema, source));
}

/** The sentences for what the schema itself does not word. Given to `safeParse` as its error map. */
export function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  const name = nameOf(issue.path ?? []);
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return `${name} is missing`;
      if (issue.input === null)
        return `${name} is empty: it must be ${words[issue.expected] ?? issue.expected}`;
      return `${name} must be ${words[issue.expected] ?? issue.expected}, not ${kindOf(issue.input)}${issue.expected === 'array' ? asList(issue.input) : ''}`;
    case 'invalid_value':
      if (issue.input === undefined) return `${name} is missing`;
      return `${shown(issue.input)} is not one of ${issue.values.map(String).join(', ')}`;
    default:
      return undefined;
  }
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
  int: 'a whole number',
  number: 'a number',
};

function kindOf(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'string') return 'a text';
  if (typeof input === 'object') return 'a block of keys';
  return `${shown(input)} (put it in quotes if it is meant as a text)`;
}

const asList = (input: unknown): string =>
  typeof input === 'string' && input.length < 60 ? `: write [${input}]` : '';

const shown = (input: unknown): string =>
  typeof input === 'string' ? `“${input.slice(0, 60)}”` : (JSON.stringify(input) ?? 'nothing').slice(0, 60);

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  return typeof last === 'number' ? `entry ${last + 1}` : `“${String(last)}”`;
}

function explainOne(issue: Issue, schema: z.ZodType, source: Source): readonly Fault[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, mostFaults)
        .map((key) =>
          fault(
            source.place([...issue.path, key], 'key'),
            `unknown key “${key}”`,
            keyHint(key, keysAt(schema, issue.path)),
          ),
        );
    case 'invalid_key':
      return [
        fault(
          source.place(issue.path, 'key'),
          `“${String(issue.path.at(-1))}”: ${issue.issues[0]?.message ?? issue.message}`,
        ),
      ];
    case 'invalid_value':
      return [fault(source.place(issue.path), issue.message, valueHint(issue.path, issue.values, source))];
    case 'invalid_union':
      return explainUnion(issue, schema, source);
    case 'custom':
      return [fault(source.place(issue.path), issue.message, hintIn(issue.params))];
    default:
      return [fault(source.place(issue.path), issue.message)];
  }
}

const hintIn = (params: Readonly<Record<string, unknown>> | undefined): string | undefined =>
  typeof params?.['hint'] === 'string' ? params['hint'] : undefined;

/** If one branch got past its first look at the value, that is the one meant, and what it objects to is told; else the whole choice is. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  schema: z.ZodType,
  source: Source,
): readonly Fault[] {
  const meant = issue.errors.filter((branch) =>
    branch.every(
      (one) => one.path.length > 0 || (one.code !== 'invalid_type' && one.code !== 'invalid_value'),
    ),
  );
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0)
    return explain(
      only.map((one) => ({ ...one, path: [...issue.path, ...one.path] })),
      schema,
      source,
    );
  const values = issue.errors.flat().flatMap((one) => (one.code === 'invalid_value' ? one.values : []));
  return [fault(source.place(issue.path), issue.message, valueHint(issue.path, values, source))];
}

/** A misspelt key makes its block incomplete too; that is said once. */
function worthTelling(issues: readonly Issue[]): readonly Issue[] {
  const misspelt = issues.filter((one) => one.code === 'unrecognized_keys').map((one) => one.path.join('\n'));
  return issues.filter((one) => one.code !== 'custom' || !misspelt.includes(one.path.join('\n')));
}

function fault(place: { line: number; column: number }, message: string, hint?: string): Fault {
  return {
    ...place,
    message,
    ...(hint === undefined ? {} : { hint }),
    code: 'E-POL-PARSE',
    severity: 'error',
  };
}

function keyHint(key: string, known: readonly string[]): string | undefined {
  const meant = nearest(key, known);
  if (meant !== undefined) return `did you mean “${meant}”?`;
  return known.length > 0 ? `known here: ${known.join(', ')}` : undefined;
}

function valueHint(path: Path, values: readonly unknown[], source: Source): string | undefined {
  const written = valueAt(source.value, path);
  const meant = typeof written === 'string' ? nearest(written, values.map(String)) : undefined;
  return meant === undefined ? undefined : `did you mean “${meant}”?`;
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, step) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, step) : undefined),
    value,
  );

/** The keys that the schema knows at a path. */
function keysAt(schema: unknown, path: Path): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion)
    return [...new Set(schema.options.flatMap((option) => keysAt(option, path)))];
  const [step, ...rest] = path;
  if (schema instanceof z.ZodArray) return step === undefined ? [] : keysAt(schema.element, rest);
  if (schema instanceof z.ZodRecord) return keysAt(schema.valueType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  return step === undefined ? Object.keys(schema.shape) : keysAt(schema.shape[String(step)], rest);
}
