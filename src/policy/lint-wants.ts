// What rules want of a request: a ticket of some pattern, and answers to further questions.
import { compiledRe2, re2Whole } from './condition/re2.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import type { RuleEntry } from './schema.ts';
import type { Path, Source } from './source.ts';

/** Patterns that are none, examples that do not fit them, questions asked twice, defaults longer than they may be, and rules that want something only to refuse. */
export function lintWants({ file, source }: Linted): readonly Fault[] {
  return (file.rules ?? []).flatMap((rule, index) => {
    const path = ['rules', index];
    return [
      ...ticketFaults(rule, [...path, 'ticket'], source),
      ...twice(rule.fields?.map((one) => one.key) ?? []).map((at) =>
        finding(
          source,
          { path: [...path, 'fields', at, 'key'] },
          {
            code: 'E-POL-RULE',
            message: `the rule “${rule.name}” asks for “${rule.fields?.[at]?.key}” twice`,
          },
        ),
      ),
      ...(rule.fields ?? []).flatMap((field, at) =>
        twice(field.choices ?? []).map((choice) =>
          finding(
            source,
            { path: [...path, 'fields', at, 'choices', choice] },
            { code: 'E-POL-RULE', message: `“${field.choices?.[choice]}” is among the choices twice` },
          ),
        ),
      ),
      ...tooLong(rule, path, source),
      ...inVain(rule, path, source),
    ];
  });
}

function ticketFaults({ ticket }: RuleEntry, path: Path, source: Source): readonly Fault[] {
  if (ticket === undefined) return [];
  try {
    compiledRe2(ticket.pattern);
  } catch (error) {
    const message = `“${ticket.pattern}” is no pattern: ${reasonOf(error)}`;
    return [finding(source, { path: [...path, 'pattern'] }, { code: 'E-POL-REGEX', message })];
  }
  if (re2Whole(ticket.example, ticket.pattern)) return [];
  const message = `the example “${ticket.example}” does not match the pattern “${ticket.pattern}”`;
  const hint = 'the whole of a ticket has to match';
  return [finding(source, { path: [...path, 'example'] }, { code: 'E-POL-REGEX', message, hint })];
}

function tooLong(rule: RuleEntry, path: Path, source: Source): readonly Fault[] {
  const most = Math.min(rule.max ?? Number.POSITIVE_INFINITY, rule.when?.up_to ?? Number.POSITIVE_INFINITY);
  if (rule.default === undefined || rule.default <= most) return [];
  const message = `the default is longer than ${rule.max === most ? 'max' : 'up_to'}`;
  return [finding(source, { path: [...path, 'default'] }, { code: 'E-POL-PARSE', message })];
}

function inVain(rule: RuleEntry, path: Path, source: Source): readonly Fault[] {
  if (rule.refuse === undefined) return [];
  return (['ticket', 'fields', 'default', 'max_open', 'start_within'] as const)
    .filter((key) => rule[key] !== undefined)
    .map((key) =>
      finding(
        source,
        { path: [...path, key], at: 'key' },
        {
          code: 'E-POL-RULE',
          message: `the rule “${rule.name}” refuses, so its ${key} does nothing`,
          hint: 'remove it',
          severity: 'warning',
        },
      ),
    );
}

/** Where something stands that stood before. */
const twice = (all: readonly string[]): readonly number[] =>
  all.flatMap((one, at) => (all.indexOf(one) < at ? [at] : []));

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
