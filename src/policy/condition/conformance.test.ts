// The conformance data of CEL itself (cel-spec v0.25.1), as far as our profile goes.

import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import type { SerializedIncrementalTestSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { checkCondition } from './check.ts';
import { aScope } from './given.ts';
import { createJudge } from './judge.ts';

const files = [
  'basic',
  'comparisons',
  'conversions',
  'integer_math',
  'lists',
  'logic',
  'macros',
  'parse',
  'plumbing',
  'string',
  'timestamps',
];
/** Sections that build protobuf messages, which conditions do not have. */
const ofMessages = ['comparisons/eq_wrapper', 'parse/whitespace', 'parse/comments'];

const stricter = 'refused when it is loaded: its types do not fit';
const emptyList = 'refused when it is loaded: [] says nothing of what it would hold';
const listsOfOneType = 'refused when it is loaded: a list holds one type';

/** What a case of CEL says and we do not, and why. Nothing else may fail, and none of these may pass. */
const known: Readonly<Record<string, string>> = {
  'basic/self_eval_nonzeroish/self_eval_int_negative_min':
    'the least number of 64 bits cannot be written out',
  'comparisons/eq_literal/not_eq_list_length': stricter,
  'comparisons/eq_literal/not_eq_list_false_vs_types': listsOfOneType,
  'comparisons/eq_literal/eq_dyn_json_null': 'no protobuf messages',
  'comparisons/gt_literal/not_gt_double': 'no fractions',
  'comparisons/in_list_literal/elem_in_mixed_type_list': listsOfOneType,
  'logic/conditional/mixed_type': stricter,
  'logic/AND/short_circuit_type_left': stricter,
  'logic/AND/short_circuit_type_right': stricter,
  'logic/OR/short_circuit_type_left': stricter,
  'logic/OR/short_circuit_type_right': stricter,
  'macros/exists/list_elem_type_shortcircuit': listsOfOneType,
  'macros/exists/list_elem_type_exhaustive': listsOfOneType,
  'macros/all/list_elem_type_shortcircuit': listsOfOneType,
  'macros/all/list_empty': emptyList,
  'macros/exists/list_empty': emptyList,
  'macros/exists_one/list_empty': emptyList,
  'timestamps/timestamp_arithmetic/add_time_to_duration': 'refused when it is loaded: write time + duration',
  'timestamps/timestamp_arithmetic/add_time_to_duration_nanos_positive': 'times are exact to the millisecond',
};

const testCase = z.object({
  name: z.string(),
  expr: z.string(),
  value: z
    .object({ boolValue: z.boolean(), int64Value: z.string(), stringValue: z.string() })
    .partial()
    .optional(),
  evalError: z.unknown().optional(),
  bindings: z.unknown().optional(),
  container: z.unknown().optional(),
  typeEnv: z.unknown().optional(),
  disableMacros: z.unknown().optional(),
});
type Case = z.infer<typeof testCase>;

/** The case as a condition and what it should be; undefined where its value is of a type that conditions do not have. */
function conditionOf({ expr, value, evalError }: Case): { text: string; expected: string } | undefined {
  if (evalError !== undefined) return { text: expr, expected: 'error' };
  if (value === undefined) return { text: expr, expected: 'true' };
  if (value.boolValue !== undefined) return { text: expr, expected: String(value.boolValue) };
  const literal =
    value.int64Value ?? (value.stringValue === undefined ? undefined : JSON.stringify(value.stringValue));
  return literal === undefined ? undefined : { text: `(${expr}\n) == ${literal}`, expected: 'true' };
}

// The faults that say that something is not part of our profile.
const outside =
  /^(conditions have no|a condition has only|a map cannot|there is no|a macro may|lists cannot)/;
const judge = createJudge();
const scope = aScope();

type Result = 'passed' | 'refused as it should' | 'failed' | 'outside';

function resultOf(one: Case): Result {
  if (one.bindings ?? one.container ?? one.typeEnv ?? one.disableMacros) return 'outside';
  const condition = conditionOf(one);
  if (condition === undefined) return 'outside';
  const faults = checkCondition(condition.text, 'rule');
  if (faults.some(({ message }) => outside.test(message))) return 'outside';
  if (faults.length > 0 && condition.expected === 'error') return 'refused as it should';
  return judge(condition.text, scope).is === condition.expected ? 'passed' : 'failed';
}

const all: SerializedIncrementalTestSuite = tests;

function* cases(): Generator<{ readonly id: string; readonly one: Case }> {
  for (const file of all.suites ?? [])
    for (const section of files.includes(file.name) ? (file.suites ?? []) : []) {
      if (ofMessages.includes(`${file.name}/${section.name}`)) continue;
      for (const { original } of section.tests ?? []) {
        const one = testCase.parse(original);
        yield { id: `${file.name}/${section.name}/${one.name}`, one };
      }
    }
}

it('what CEL says within our profile, we say, with the known exceptions', () => {
  const results = [...cases()].map(({ id, one }) => ({ id, is: resultOf(one) }));
  const count = (is: Result): number => results.filter((result) => result.is === is).length;
  const good = count('passed') + count('refused as it should');
  const inside = good + count('failed');
  process.stdout.write(
    `CEL conformance within the profile: ${good} of ${inside} (${((100 * good) / inside).toFixed(1)} %; ` +
      `${count('refused as it should')} of them refused at once where CEL fails later), ${count('outside')} cases outside it\n`,
  );
  expect(
    results
      .filter(({ is }) => is === 'failed')
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(Object.keys(known).toSorted());
  // So that nothing slips out of the profile unseen.
  expect([count('passed'), count('refused as it should'), count('outside')]).toEqual([339, 41, 622]);
});
