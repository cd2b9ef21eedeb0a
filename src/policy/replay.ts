// What a policy would have said to a request that was made.
import type { Judge } from '../domain/condition.ts';
import { formatDuration } from '../domain/duration.ts';
import type { Seconds } from '../domain/instant.ts';
import { findItem } from '../domain/item.ts';
import { covers } from '../domain/pattern.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { Roster } from '../domain/roster.ts';
import type { Outlook } from './prospect.ts';
import { stagesOf, verdictOf } from './prospect.ts';

export type ReplayFacts = {
  readonly requester: Person;
  readonly roster: Roster;
  readonly judge: Judge;
  /** The policy it was made under; absent where it is no longer known. */
  readonly frozen: Policy | undefined;
  readonly after: Policy;
  /** How long it would be held altogether: longer than `request.duration` where it was an extension. */
  readonly altogether: Seconds;
};

export const replayKinds = [
  { kind: 'auto_now', title: 'somebody was asked, and it would be granted at once' },
  { kind: 'fewer_stages', title: 'fewer stages' },
  { kind: 'others', title: 'other people would be asked' },
  { kind: 'more_stages', title: 'more stages' },
  { kind: 'asked_now', title: 'it was granted at once, and somebody would be asked' },
  { kind: 'refused_now', title: 'it would be refused' },
] as const;
export type ReplayKind = (typeof replayKinds)[number]['kind'];

export type Replayed = { readonly kind: ReplayKind; readonly was: string; readonly would: string };

/**
 * Undefined: it would go the same way. The request is put again by its requester as they are today, at the time it was made, with its
 * own length and reason. What a rule wants to be held counts as held; so does what it was an exception from.
 */
export function replay(request: Request, facts: ReplayFacts): Replayed | undefined {
  const before = facts.frozen && shapeUnder(facts.frozen, request, facts);
  const after = shapeUnder(facts.after, request, facts);
  const wasStages =
    before === undefined || before.is !== 'ask' ? request.way.stages.length : before.asked.length;
  const kind = kindOf({ stages: wasStages, asked: before?.asked }, after);
  return kind && { kind, was: wasWords(request, wasStages), would: wouldWords(after) };
}

type Shape = Pick<Outlook, 'is' | 'asked'> & { readonly why: string };

function shapeUnder(policy: Policy, request: Request, facts: ReplayFacts): Shape {
  const item = findItem(policy, request.target, facts.requester);
  const refused = (why: string): Shape => ({ is: 'refuse', asked: [], why });
  if (item === undefined) return refused('it is not in the catalogue for them');
  const standpoint = { ...facts, policy, item, now: request.createdAt };
  const held = new Set(otherSides(policy, request));
  const asking = { person: facts.requester, duration: facts.altogether, reason: request.reason, held };
  const { verdict } = verdictOf(standpoint, item, asking);
  if (verdict.is === 'refuse') return refused(verdict.refusal.code);
  if (facts.altogether > verdict.maxDuration)
    return refused(`${formatDuration(verdict.maxDuration)} at most`);
  return { is: verdict.is, why: '', ...stagesOf(standpoint, item, { ...asking, verdict }) };
}

/** Something of the other side of each separation of duties that the request was an exception from. */
const otherSides = (policy: Policy, { conflicts, entitlements }: Request): readonly string[] =>
  policy.separation
    .filter((rule) => conflicts.includes(rule.name))
    .flatMap((rule) =>
      rule.sides
        .filter((side) => !side.some((pattern) => entitlements.some((id) => covers(pattern, id))))
        .flatMap(
          (side) =>
            policy.entitlements.find((one) => side.some((pattern) => covers(pattern, one.id)))?.id ?? [],
        ),
    );

function kindOf(
  was: { readonly stages: number; readonly asked: Shape['asked'] | undefined },
  after: Shape,
): ReplayKind | undefined {
  if (after.is === 'refuse') return 'refused_now';
  if (after.is === 'auto') return was.stages === 0 ? undefined : 'auto_now';
  if (was.stages === 0) return 'asked_now';
  if (after.asked.length !== was.stages)
    return after.asked.length < was.stages ? 'fewer_stages' : 'more_stages';
  return was.asked !== undefined &&
    was.asked.length > 0 &&
    JSON.stringify(was.asked) !== JSON.stringify(after.asked)
    ? 'others'
    : undefined;
}

const counted = (stages: number): string => (stages === 1 ? 'in 1 stage' : `in ${stages} stages`);

const wasWords = ({ state }: Request, stages: number): string => {
  const what = state === 'pending' || state === 'needs_info' ? 'waits' : `was ${state}`;
  return stages === 0 ? `${what} at once` : `${what} ${counted(stages)}`;
};

function wouldWords({ is, asked, why }: Shape): string {
  if (is === 'refuse') return `would be refused (${why})`;
  return is === 'auto'
    ? 'would be granted at once'
    : `would be decided ${counted(asked.length)} (${asked.map((stage) => stage.join(', ')).join('; then ')})`;
}
