// Policy and facts in, verdict with reasons out. Pure: who may decide about what is asked, and by which rule.
import type { Directory } from './approvers.ts';
import { askedIn, isDecidable, stageWords } from './approvers.ts';
import { matchesPerson } from './catalogue.ts';
import type { Judge, Scope } from './condition.ts';
import type { Details } from './details.ts';
import type { Instant, Seconds } from './instant.ts';
import type { Item } from './item.ts';
import { covers } from './pattern.ts';
import type { Person } from './person.ts';
import type { Policy, Rule, RuleMatch, SeparationRule, Stage } from './policy.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';
import type { Asked } from './request.ts';
import { scopeOf } from './scope.ts';
import { conflictsOf } from './separation.ts';

/** One question to the policy: who would hold it, for how long, why, and what the world looks like. */
export type Ask = {
  readonly requester: Person;
  /** Who asks, where it is somebody else. */
  readonly asker?: Person;
  readonly duration: Seconds;
  readonly reason: string;
  readonly details?: Details;
  /** When it is to begin, where it is not at once. */
  readonly startAt?: Instant;
  /** Ids of the entitlements the requester holds, or is about to. */
  readonly held: ReadonlySet<string>;
  readonly now: Instant;
  readonly source: 'slack' | 'cli';
  readonly judge: Judge;
  /** It is asked as breaking glass: then only rules about that and refusals are looked at. */
  readonly breaksGlass?: true;
};

export type Verdict =
  | { readonly is: 'auto'; readonly rule: Rule; readonly maxDuration: Seconds }
  | {
      readonly is: 'ask';
      readonly rule: Rule;
      readonly maxDuration: Seconds;
      readonly stages: readonly Stage[];
      /** The people of the first stage. */
      readonly asked: readonly Asked[];
      /** The separation-of-duties rules that an exception is asked from. */
      readonly conflicts: readonly SeparationRule[];
    }
  /** `cause`, where nobody can decide: what the rule does not find. */
  | { readonly is: 'refuse'; readonly rule?: Rule; readonly refusal: Refusal; readonly cause?: string };

/**
 * The first rule that matches, or undefined: then nobody may have it this way. A bundle never slips past a rule about one of its parts:
 * a refusal of a part refuses the bundle, and a part that must be asked for needs a rule that names the bundle or all its parts.
 */
export function matchRule(policy: Policy, item: Item, ask: Ask): Rule | undefined {
  const trying: Trying = { policy, item, ask, scopes: [] };
  for (const about of rulesAbout(policy, item)) {
    const { rule } = about;
    const { kind } = rule.route;
    if (!(kind === 'refuse' || (kind === 'break_glass') === (ask.breaksGlass === true))) continue;
    const reach = reachOf(about, trying);
    if (reach === 'all' || (reach === 'some' && kind === 'refuse')) return rule;
    if (reach === 'some' && kind !== 'auto') return undefined;
  }
  return undefined;
}

/** Decides who is asked. The requester is never among them; people who are not active are left out. Never throws. */
export function route(policy: Policy, item: Item, ask: Ask & { readonly directory: Directory }): Verdict {
  const rule = matchRule(policy, item, ask);
  // Broken glass has a verdict of its own (break-glass.ts): here it would pass for an approval.
  if (rule === undefined || rule.route.kind === 'break_glass') return { is: 'refuse', refusal: noRule(item) };
  const conflicts = conflictsOf(policy, item, ask.held);
  const no = standsAgainst(policy, item, { rule, conflicts, held: ask.held });
  if (no !== undefined) return { is: 'refuse', rule, refusal: no };
  const exceptions = conflicts.flatMap((one) => one.exception ?? []);
  const stages = stagesOf(rule, exceptions);
  const maxDuration = Math.min(
    item.maxDuration,
    rule.maxDuration ?? item.maxDuration,
    ...exceptions.map((one) => one.most),
  );
  if (stages.length === 0) return { is: 'auto', rule, maxDuration };
  const asked = askedIn(stages, 0, { item, ...ask });
  return asked.length > 0
    ? { is: 'ask', rule, maxDuration, stages, asked, conflicts }
    : noDecider(item, rule, causeIn(stages, { item, ...ask }));
}

const stagesOf = ({ route: way }: Rule, exceptions: readonly Exception[]): readonly Stage[] => {
  const stages = way.kind === 'ask' ? way.stages : [];
  return exceptions.length === 0 ? stages : [...stages, ...exceptions.flatMap((one) => one.stages)];
};

type Exception = NonNullable<SeparationRule['exception']>;

/** What the rule that matches does not get past: its own refusal, something that is not held, or a pair that nobody may hold. */
export function standsAgainst(
  policy: Policy,
  item: Item,
  of: {
    readonly rule: Rule;
    readonly conflicts: readonly SeparationRule[];
    readonly held: ReadonlySet<string>;
  },
): Refusal | undefined {
  const { rule, conflicts, held } = of;
  if (rule.route.kind === 'refuse') return refusal('E-POL-REFUSED', rule.route.text);
  const missing = (rule.holds ?? []).filter((id) => !held.has(id));
  if (missing.length > 0) return needsFirst(item, rule, namesOf(policy, missing));
  const forbidden = conflicts.find((one) => one.exception === undefined);
  return forbidden === undefined ? undefined : conflict(item, forbidden);
}

const noDecider = (item: Item, rule: Rule, cause: string): Verdict => ({
  is: 'refuse',
  rule,
  cause,
  refusal: nobodyDecides(item, rule, { cause, next: 'ask your IT team to name one' }),
});

type Reach = 'all' | 'some' | 'none';
/** `scopes`: what conditions see of each entitlement of the item, made when the first condition asks. */
type Trying = { readonly policy: Policy; readonly item: Item; readonly ask: Ask; readonly scopes: Scope[] };

function reachOf({ rule, parts }: About, trying: Trying): Reach {
  const { person, upTo } = rule.match;
  if (person !== undefined && !matchesPerson(person, trying.ask.requester)) return 'none';
  if (upTo !== undefined && trying.ask.duration > upTo) return 'none';
  let covered = 0;
  for (let index = 0; index < parts.length; index += 1)
    if (parts[index] === true && holdsFor(rule, index, trying)) covered += 1;
  return covered === parts.length ? 'all' : covered > 0 ? 'some' : 'none';
}

/** An error in a condition is no match for a rule that allows, and a match for one that refuses: it never skips a "no". */
function holdsFor(rule: Rule, index: number, { policy, item, ask, scopes }: Trying): boolean {
  const part = item.entitlements[index];
  if (rule.match.condition === undefined || part === undefined) return true;
  scopes[index] ??= scopeOf(policy, item, { ask, part });
  const judged = ask.judge(rule.match.condition, scopes[index]);
  return judged.is === 'true' || (judged.is === 'error' && rule.route.kind === 'refuse');
}

/** A rule that can reach an item, and which of its entitlements the rule's names mean. */
type About = { readonly rule: Rule; readonly parts: readonly boolean[] };

const indexes = new WeakMap<Policy, Map<string, readonly About[]>>();

/** The rules that can reach this item at all, in order; found once for each policy and item, so that many rules cost no more than few. */
function rulesAbout(policy: Policy, item: Item): readonly About[] {
  const known = indexes.get(policy)?.get(item.target.id);
  if (known !== undefined) return known;
  const index = indexes.get(policy) ?? new Map<string, readonly About[]>();
  const about = policy.rules
    .map((rule) => ({ rule, parts: partsNamed(rule.match, item) }))
    .filter(({ rule, parts }) => (rule.match.risk?.includes(item.risk) ?? true) && parts.includes(true));
  indexes.set(policy, index.set(item.target.id, about));
  return about;
}

function partsNamed({ items, apps }: RuleMatch, item: Item): readonly boolean[] {
  const whole = apps === undefined && items?.includes(item.target.id) === true;
  return item.entitlements.map(
    (part) =>
      whole ||
      ((items === undefined || items.some((pattern) => covers(pattern, part.id))) &&
        (apps === undefined || apps.includes(part.app))),
  );
}

const namesOf = (policy: Policy, ids: readonly string[]): string =>
  ids.map((id) => policy.entitlements.find((one) => one.id === id)?.name ?? id).join(' and ');

/** What the first stage that cannot be decided is missing. */
function causeIn(stages: readonly Stage[], of: Parameters<typeof isDecidable>[1]): string {
  const stage = stages.find((_, at) => !isDecidable(stages.slice(0, at + 1), of, new Set()));
  return stage === undefined || (stages.length === 1 && stage.need === 1)
    ? 'finds no active approver other than yourself'
    : `asks ${stageWords(stage)}, and finds too few active people other than yourself`;
}

const noRule = (item: Item): Refusal =>
  refusal(
    'E-POL-NONE',
    `No rule lets you have ${item.name}. Ask its owner, or your security team, whether one should.`,
  );

const needsFirst = (item: Item, rule: Rule, names: string): Refusal =>
  refusal(
    'E-REQ-NEEDS',
    `${item.name} is only for people who hold ${names} already: ${rule.because} Ask for that first.`,
  );

const conflict = (item: Item, rule: SeparationRule): Refusal =>
  refusal(
    'E-SOD',
    `${item.name} may not be held together with something you hold: “${rule.name}”. ${rule.because} Return it first, then ask again.`,
  );

/** `cause` is the stage that finds too few people; `next` is what the requester can do now. */
export const nobodyDecides = (
  item: Item,
  rule: Rule,
  of: { readonly cause: string; readonly next: string },
): Refusal =>
  refusal(
    'E-APPR-NONE',
    `Nobody can decide about ${item.name} for you right now: the rule “${rule.name}” ${of.cause}. Nothing was sent; ${of.next}.`,
  );
