// What would be said if somebody asked now: the same answers, in the same order, as a request in Slack gets, and nothing is sent.
import { birthrightTo } from '../domain/birthright.ts';
import type { Target } from '../domain/catalogue.ts';
import type { Judge } from '../domain/condition.ts';
import { detailsRefusal } from '../domain/decide/check-details.ts';
import { cleanReason, durationRefusal, shortestReason } from '../domain/decide/form-checks.ts';
import type { Details } from '../domain/details.ts';
import { detailsOf } from '../domain/details.ts';
import { identify } from '../domain/identity.ts';
import type { Instant, Seconds } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import { findItem } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { AssignRule, Policy, Rule, SeparationRule } from '../domain/policy.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refusal } from '../domain/refusal.ts';
import type { Asked } from '../domain/request.ts';
import type { Roster } from '../domain/roster.ts';
import type { Verdict } from '../domain/route.ts';
import { route } from '../domain/route.ts';
import { conflictsOf } from '../domain/separation.ts';
import { re2Whole } from './condition/re2.ts';
import { foreseeGlass } from './foresee-glass.ts';
import type { ForeseenStage } from './foresee-stages.ts';
import { foreseeStages } from './foresee-stages.ts';
import { seenByAll } from './seen-by-all.ts';
import type { UserGroups } from './sought.ts';
import { directoryAt } from './sought.ts';

/** The policy, the people it is about, and who judges its conditions. */
export type World = { readonly policy: Policy; readonly directory: Roster; readonly judge: Judge };

/** A ticket and fields are judged where they are given; without them conditions see none. */
export type Question = Details & {
  readonly person: Person;
  readonly target: Target;
  readonly duration: Seconds;
  /** Where it is not given, its length is not judged, and conditions see an empty text. */
  readonly reason?: string;
  /** Ids of the entitlements the person holds. */
  readonly held: ReadonlySet<string>;
  readonly now: Instant;
  /** It is asked as breaking glass. */
  readonly breaksGlass?: true;
  /** Members of user groups in Slack; nobody where it is not said. */
  readonly userGroups?: UserGroups;
};

type Seen = {
  /** In order, with the people each would ask today; empty where nobody is asked. */
  readonly stages: readonly ForeseenStage[];
  /** The separation-of-duties rules it would break. */
  readonly conflicts: readonly SeparationRule[];
  /** The rule that gives it to the person by their role, so that there is nothing to ask for. */
  readonly birthright?: AssignRule;
};
export type Foreseen = Seen &
  (
    | {
        readonly is: 'auto' | 'ask';
        readonly rule: Rule;
        readonly maxDuration: Seconds;
        /** The shortest reason, in characters. */
        readonly minReason: number;
      }
    | {
        readonly is: 'break_glass';
        readonly rule: Rule;
        readonly maxDuration: Seconds;
        readonly minReason: number;
        readonly told: readonly Asked[];
        readonly channels: readonly string[];
        readonly reviewers: readonly Asked[];
      }
    | { readonly is: 'refuse'; readonly rule?: Rule; readonly refusal: Refusal }
  );

/** Answers a question to the policy. What a person has waiting, and how often they asked, is not known here and not judged. */
export function foresee(world: World, question: Question): Foreseen {
  const item = findItem(seenByAll(world.policy), question.target, question.person);
  const birthright = item && birthrightTo(world.policy, item, { ...question, judge: world.judge });
  return { ...answer(world, question), ...(birthright === undefined ? {} : { birthright }) };
}

function answer(world: World, question: Question): Foreseen {
  const { person, target, held } = question;
  const who = identify({ team: '', user: '', standing: 'member' }, person);
  if (who.is === 'refused') return refused(who.refusal);
  const item = findItem(world.policy, target, person);
  if (item === undefined) return refused(hidden(person));
  if (item.entitlements.every((one) => held.has(one.id))) return refused(heldAlready(person, item));
  if (question.breaksGlass === true) return glassAnswer(world, item, question);
  const directory = directoryOf(world, item, question);
  const verdict = route(world.policy, item, { ...askOf(world, question), directory });
  const seen = seenOf(world, item, { question, rule: verdict.rule });
  const no = refusalOf(world.policy, item, { question, verdict });
  if (no !== undefined)
    return {
      is: 'refuse',
      ...seen,
      refusal: no,
      ...(verdict.rule === undefined ? {} : { rule: verdict.rule }),
    };
  if (verdict.is === 'refuse') return refused(verdict.refusal);
  const { is, rule, maxDuration } = verdict;
  return { is, rule, maxDuration, minReason: shortestReason(world.policy, verdict), ...seen };
}

function glassAnswer(world: World, item: Item, question: Question): Foreseen {
  const { policy, judge } = world;
  const { person, breaksGlass: _, target: __, userGroups: ___, ...ask } = question;
  const directory = directoryOf(world, item, question);
  const seen = foreseeGlass(policy, item, { ...ask, requester: person, source: 'cli', judge, directory });
  return { stages: [], conflicts: conflictsOf(policy, item, question.held), ...seen };
}

const askOf = ({ judge }: World, { person, duration, reason, held, now, ...rest }: Question) => ({
  requester: person,
  details: detailsOf(rest),
  duration,
  reason: reason ?? '',
  held,
  now,
  source: 'cli' as const,
  judge,
});

const directoryOf = (world: World, item: Item, question: Question) =>
  directoryAt(world.directory, {
    policy: world.policy,
    item,
    ask: askOf(world, question),
    userGroups: question.userGroups ?? {},
  });

/** What stands against it, in the order in which a request is judged. */
function refusalOf(
  policy: Policy,
  item: Item,
  { question, verdict }: { readonly question: Question; readonly verdict: Verdict },
): Refusal | undefined {
  const reason =
    question.reason === undefined ? '' : cleanReason(question.reason, shortestReason(policy, verdict));
  if (typeof reason !== 'string') return reason;
  if (verdict.is !== 'refuse')
    return durationRefusal(question.duration, item, verdict.maxDuration) ?? lacking(verdict.rule, question);
  const tooLong = durationRefusal(question.duration, item, item.maxDuration);
  return verdict.refusal.code === 'E-APPR-NONE' && tooLong !== undefined ? tooLong : verdict.refusal;
}

/** What was not given is not judged. */
function lacking({ ticket, fields = [] }: Rule, given: Details): Refusal | undefined {
  const judged = {
    ...(given.ticket === undefined || ticket === undefined ? {} : { ticket }),
    ...(given.fields === undefined ? {} : { fields }),
  };
  return detailsRefusal(judged, given, { matches: re2Whole });
}

function seenOf(
  world: World,
  item: Item,
  { question, rule }: { readonly question: Question; readonly rule: Rule | undefined },
): Seen {
  const conflicts = conflictsOf(world.policy, item, question.held);
  if (rule === undefined || rule.route.kind === 'refuse') return { stages: [], conflicts };
  const stages = [
    ...(rule.route.kind === 'ask' ? rule.route.stages : []),
    ...conflicts.flatMap((one) => one.exception?.stages ?? []),
  ];
  const { person: requester, now } = question;
  const { settings } = world.policy;
  const directory = directoryOf(world, item, question);
  const patience = rule.deadline ?? settings.requestDeadline;
  return {
    conflicts,
    stages: foreseeStages(stages, { item, requester, directory, settings, now, patience }),
  };
}

const refused = (no: Refusal): Foreseen => ({ is: 'refuse', refusal: no, stages: [], conflicts: [] });

const hidden = (person: Person): Refusal =>
  refusal(
    'E-CAT-NONE',
    `It is hidden from ${person.name} (visible_to); it answers like what does not exist.`,
    'item',
  );

const heldAlready = (person: Person, item: Item): Refusal =>
  refusal('E-REQ-HELD', `${person.name} holds ${item.name} already.`, 'item');
