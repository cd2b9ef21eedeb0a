// Policy and facts in, verdict out, where somebody breaks glass: access at once, by a rule that says so, and never quietly.
import type { Directory } from './approvers.ts';
import { askedIn } from './approvers.ts';
import type { Seconds } from './instant.ts';
import { hour } from './instant.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { ApproverSpec, Policy, Rule, SeparationRule } from './policy.ts';
import { channelsIn, oneOf, peopleIn } from './policy-sources.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';
import type { Asked } from './request.ts';
import type { Ask } from './route.ts';
import { matchRule, standsAgainst } from './route.ts';
import { conflictsOf } from './separation.ts';

export type GlassVerdict =
  | {
      readonly is: 'opens';
      readonly rule: Rule;
      readonly maxDuration: Seconds;
      /** Who hears of it at once: never nobody. */
      readonly told: readonly Asked[];
      /** The Slack channels that hear of it too. */
      readonly channels: readonly string[];
      /** The sources of reviewers, and whom they find today. */
      readonly review: readonly ApproverSpec[];
      readonly reviewers: readonly Asked[];
      /** Separation-of-duties rules that have an exception, which nobody was there to be asked for. */
      readonly conflicts: readonly SeparationRule[];
    }
  | { readonly is: 'refuse'; readonly rule?: Rule; readonly refusal: Refusal };

/** The longest, where the rule does not say. */
const usual = hour;

/** The shortest reason, in characters. */
export const shortestGlassReason = 20;

/** The first rule about breaking glass, or refusal above it, that matches. Nobody to review it means that it stays shut. */
export function breakGlass(
  policy: Policy,
  item: Item,
  ask: Omit<Ask, 'breaksGlass'> & { readonly directory: Directory },
): GlassVerdict {
  const rule = matchRule(policy, item, { ...ask, breaksGlass: true });
  if (rule === undefined) return { is: 'refuse', refusal: noGlass(item) };
  const conflicts = conflictsOf(policy, item, ask.held);
  const no = standsAgainst(policy, item, { rule, conflicts, held: ask.held });
  if (no !== undefined || rule.route.kind !== 'break_glass')
    return { is: 'refuse', rule, refusal: no ?? noGlass(item) };
  const { tell, review } = rule.route;
  const of = { item, ...ask };
  const reviewers = peopleOf(review, of);
  if (reviewers.length === 0) return { is: 'refuse', rule, refusal: nobodyReviews(item, rule) };
  const told = peopleOf(peopleIn(tell), of);
  return {
    is: 'opens',
    rule,
    maxDuration: Math.min(
      item.maxDuration,
      rule.maxDuration ?? usual,
      ...conflicts.flatMap((one) => one.exception?.most ?? []),
    ),
    told: told.length > 0 ? told : reviewers,
    channels: channelsIn(tell),
    review,
    reviewers,
    conflicts,
  };
}

/** Who can review it now: whom the rule names, else the owners of the apps, else the policy's fulfillers. Never the person concerned. */
export function reviewersNow(
  review: readonly ApproverSpec[],
  of: {
    readonly item: Item;
    readonly requester: Person;
    readonly directory: Directory;
    readonly policy: Policy;
  },
): readonly Asked[] {
  return (
    reviewSources(review, of)
      .map((specs) => peopleOf(specs, of))
      .find((found) => found.length > 0) ?? []
  );
}

/** The sources of reviewers, the first first. */
export function reviewSources(
  review: readonly ApproverSpec[],
  { item, policy }: { readonly item: Item; readonly policy: Policy },
): readonly (readonly ApproverSpec[])[] {
  const owners = policy.apps
    .filter((app) => item.entitlements.some((one) => one.app === app.id))
    .flatMap((app) => app.owners);
  return [review, named(owners), named(policy.settings.fulfillers)];
}

const named = (ids: readonly Person['id'][]): readonly ApproverSpec[] =>
  ids.map((person) => ({ by: 'person', person }));

const peopleOf = (specs: readonly ApproverSpec[], of: Parameters<typeof askedIn>[2]): readonly Asked[] =>
  askedIn([oneOf(...specs)], 0, of);

const noGlass = (item: Item): Refusal =>
  refusal(
    'E-BG-NONE',
    `No rule lets you break glass for ${item.name}. Ask for it with /access request instead.`,
  );

const nobodyReviews = (item: Item, rule: Rule): Refusal =>
  refusal(
    'E-BG-REVIEW',
    `The rule “${rule.name}” for ${item.name} finds nobody other than yourself who could review it afterwards, so nothing was given. Ask for it with /access request, and tell your security team.`,
  );
