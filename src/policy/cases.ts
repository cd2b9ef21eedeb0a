// Cases: what a policy is expected to say, written beside it and tried whenever it changes.
import { z } from 'zod';
import { parseDuration } from '../domain/duration.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { channelsOf } from '../domain/policy-reach.ts';
import { explain, sentence } from './explain.ts';
import type { Fault } from './fault.ts';
import { mostFaults } from './fault.ts';
import { finding } from './finding.ts';
import { parseInstant } from './instant-text.ts';
import { askable, nearestId } from './named.ts';
import type { Path, Source } from './source.ts';
import { readSource } from './source.ts';

const text = z.string().trim().min(1, 'this text is empty');
const parsed = <Value>(read: (text: string) => Value | undefined, wanted: string) =>
  z.string({ error: wanted }).transform((written, context) => {
    const value = read(written);
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', input: written, message: `“${written.slice(0, 60)}”: ${wanted}` });
    return z.NEVER;
  });
const duration = parsed<Seconds>(parseDuration, 'write a length of time such as 30m, 8h or 7d');
const moment = parsed<Instant>(
  parseInstant,
  'write a moment with its offset from UTC, such as 2026-11-23T12:00Z',
);

const expected = z
  .strictObject({
    is: z.enum(['auto', 'ask', 'break_glass', 'refuse']),
    /** The name of the rule that matches. */
    rule: text.optional(),
    /** Ids of the people of the first stage, in any order. */
    asked: z.array(text).min(1, 'this list is empty: name somebody, or leave it out').optional(),
    /** Ids of the people and channels that are told in any stage and do not decide, in any order. */
    told: z.array(text).optional(),
    stages: z.number().int().min(1, 'there is at least one stage').optional(),
    /** The longest it may last. */
    max: duration.optional(),
    /** The assign rule that gives it by birthright; `none` where none does. */
    birthright: text.optional(),
    /** Of the refusal. */
    code: text.optional(),
  })
  .superRefine((one, context) => {
    const misplaced = (keys: readonly ('asked' | 'told' | 'stages' | 'max' | 'code')[], message: string) => {
      for (const key of keys)
        if (one[key] !== undefined)
          context.addIssue({ code: 'custom', path: [key], message, input: one[key] });
    };
    if (one.is !== 'ask')
      misplaced(['asked', 'told', 'stages'], 'only what is asked has stages: expect is: ask');
    if (one.is !== 'refuse') misplaced(['code'], 'only a refusal has a code: expect is: refuse');
    else misplaced(['max'], 'what is refused has no longest time');
  });

const caseEntry = z.strictObject({
  name: text,
  person: text,
  item: text,
  duration,
  /** Where it is not given, its length is not judged. */
  reason: z.string().optional(),
  /** Judged where they are given; a condition sees none without them. */
  ticket: text.optional(),
  fields: z.record(z.string(), text).optional(),
  /** The moment of the run where it is not given. */
  at: moment.optional(),
  /** It is asked as breaking glass, in an emergency. */
  break_glass: z.literal(true, { error: 'write break_glass: true, or leave it out' }).optional(),
  /** Ids of entitlements the person holds. */
  holds: z.array(text).optional(),
  /** Ids of the people in user groups of Slack, by handle: no file says who is in them. */
  user_groups: z.record(text, z.array(text)).optional(),
  expect: expected,
});
const caseFile = z.array(caseEntry).min(1, 'there are no cases in this file');

export type PolicyCase = z.output<typeof caseEntry> & {
  /** Where it stands in its file. */
  readonly line: number;
};

/** Reads a file of cases. Names that neither the policy nor the people have are faults: a case about nothing proves nothing. */
export function readCases(
  file: string,
  known: { readonly policy: Policy; readonly people: readonly Person[] },
):
  | { readonly is: 'cases'; readonly cases: readonly PolicyCase[] }
  | { readonly is: 'faults'; readonly faults: readonly Fault[] } {
  const source = readSource(file);
  if (!('value' in source)) return { is: 'faults', faults: source };
  const shape = caseFile.safeParse(source.value, { error: sentence });
  if (!shape.success) return { is: 'faults', faults: explain(shape.error.issues, caseFile, source) };
  const faults = shape.data.flatMap((one, at) => unknownNames(one, [at], { ...known, source }));
  if (faults.length > 0) return { is: 'faults', faults: faults.slice(0, mostFaults) };
  return { is: 'cases', cases: shape.data.map((one, at) => ({ ...one, line: source.place([at]).line })) };
}

type Names = readonly { readonly id: string; readonly name: string }[];

function unknownNames(
  one: z.output<typeof caseEntry>,
  path: Path,
  { policy, people, source }: { readonly policy: Policy; readonly people: Names; readonly source: Source },
): readonly Fault[] {
  const look = (
    word: string,
    among: Names,
    at: { readonly path: Path; readonly what: string },
  ): readonly Fault[] => {
    if (among.some(({ id }) => id === word)) return [];
    const meant = nearestId(word, among);
    return [
      finding(
        source,
        { path: [...path, ...at.path] },
        {
          code: 'E-POL-NAME',
          message: `there is no ${at.what} “${word.slice(0, 100)}”`,
          hint: meant === undefined ? undefined : `did you mean “${meant}”?`,
        },
      ),
    ];
  };
  const channels = channelsOf(policy).map((id) => ({ id, name: id }));
  const { person, item, holds = [], user_groups: groups = {}, expect } = one;
  const rules = policy.rules.map(({ name }) => ({ id: name, name }));
  const assigns = [...policy.assign, { name: 'none' }].map(({ name }) => ({ id: name, name }));
  return [
    ...look(person, people, { path: ['person'], what: 'person' }),
    ...look(item, askable(policy), { path: ['item'], what: 'entitlement or bundle' }),
    ...holds.flatMap((id, at) => look(id, policy.entitlements, { path: ['holds', at], what: 'entitlement' })),
    ...(expect.rule === undefined
      ? []
      : look(expect.rule, rules, { path: ['expect', 'rule'], what: 'rule' })),
    ...(expect.birthright === undefined
      ? []
      : look(expect.birthright, assigns, { path: ['expect', 'birthright'], what: 'assign rule' })),
    ...Object.entries(groups).flatMap(([handle, members]) =>
      members.flatMap((id, at) => look(id, people, { path: ['user_groups', handle, at], what: 'person' })),
    ),
    ...(expect.asked ?? []).flatMap((id, at) =>
      look(id, people, { path: ['expect', 'asked', at], what: 'person' }),
    ),
    ...(expect.told ?? []).flatMap((id, at) =>
      look(id, [...people, ...channels], { path: ['expect', 'told', at], what: 'person or channel' }),
    ),
  ];
}
