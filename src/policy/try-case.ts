import { formatDuration } from '../domain/duration.ts';
import { personId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { channelsToldBy } from '../domain/policy-sources.ts';
import type { PolicyCase } from './cases.ts';
import type { Foreseen, World } from './foresee.ts';
import { foresee } from './foresee.ts';
import { targetNamed } from './named.ts';

/** One thing a case expects, and what the policy says instead. */
export type Difference = { readonly what: string; readonly expected: string; readonly got: string };

/** Puts the case to the policy, at `now` where it names no moment. No differences: the policy says what is expected. */
export function tryCase(world: World, one: PolicyCase, now: Instant): readonly Difference[] {
  const person = world.directory.person(personId(one.person));
  const target = targetNamed(world.policy, one.item);
  if (person === undefined || target === undefined)
    throw new Error(`The case “${one.name}” names what nobody knows.`);
  const answer = foresee(world, {
    person,
    target,
    duration: one.duration,
    ...(one.reason === undefined ? {} : { reason: one.reason }),
    ...(one.ticket === undefined ? {} : { ticket: one.ticket }),
    ...(one.fields === undefined ? {} : { fields: one.fields }),
    held: new Set(one.holds ?? []),
    now: one.at ?? now,
    ...(one.break_glass === true ? { breaksGlass: true } : {}),
    ...(one.user_groups === undefined ? {} : { userGroups: one.user_groups }),
  });
  const { expect } = one;
  const checks: readonly (readonly [string, string | undefined, string])[] = [
    ['is', expect.is, answer.is === 'refuse' && expect.is !== 'refuse' ? refusalWords(answer) : answer.is],
    ['rule', expect.rule, answer.rule?.name ?? 'none'],
    ['asked', expect.asked && inOrder(expect.asked), inOrder(askedFirst(answer))],
    ['told', expect.told && inOrder(expect.told), inOrder(toldIn(answer))],
    ['stages', expect.stages?.toString(), stagesOf(answer).length.toString()],
    [
      'max',
      expect.max === undefined ? undefined : formatDuration(expect.max),
      answer.is === 'refuse' ? 'none' : formatDuration(answer.maxDuration),
    ],
    ['birthright', expect.birthright, answer.birthright?.name ?? 'none'],
    ['code', expect.code, answer.is === 'refuse' ? answer.refusal.code : 'none'],
  ];
  return checks.flatMap(([what, expected, got]) =>
    expected === undefined || expected === got ? [] : [{ what, expected, got }],
  );
}

const refusalWords = (answer: Extract<Foreseen, { is: 'refuse' }>): string =>
  `refuse (${answer.refusal.code}: ${answer.refusal.text})`;

/** A refusal may carry stages that show what is missing; they ask nobody. */
const stagesOf = (answer: Foreseen) => (answer.is === 'ask' ? answer.stages : []);

const askedFirst = (answer: Foreseen): readonly string[] =>
  (stagesOf(answer)[0]?.asked ?? []).map((one) => one.person);

const toldIn = (answer: Foreseen): readonly string[] =>
  stagesOf(answer).flatMap(({ stage, told }) => [...told, ...channelsToldBy(stage)]);

const inOrder = (ids: readonly string[]): string => [...new Set(ids)].toSorted().join(', ') || 'nobody';
