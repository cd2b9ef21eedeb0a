import type { App, Bundle, Entitlement, PersonMatch, Risk, Target } from './catalogue.ts';
import type { Condition } from './condition.ts';
import type { Field, Ticket } from './details.ts';
import type { EntitlementId, PersonId, PolicyVersionId } from './ids.ts';
import type { Seconds } from './instant.ts';
import type { Schedules } from './on-call.ts';
import type { WorkingHours } from './working-time.ts';

/** One source of approvers. */
export type ApproverSpec =
  | { readonly by: 'manager' }
  | { readonly by: 'managers_manager' }
  | { readonly by: 'owner' }
  | { readonly by: 'person'; readonly person: PersonId }
  | { readonly by: 'group'; readonly group: string }
  | SoughtSpec;

/** Sources whose people are only known when they are looked for. */
export type SoughtSpec =
  /** Whoever is on call in a schedule at the moment of the decision. */
  | { readonly by: 'on_call'; readonly schedule: string }
  /** Everybody for whom the condition holds. */
  | { readonly by: 'people'; readonly condition: Condition }
  /** The members of a user group in Slack, by its handle. */
  | { readonly by: 'user_group'; readonly handle: string };

/** Whom a stage tells without asking: people, or everybody in a Slack channel. */
export type Told = ApproverSpec | { readonly by: 'channel'; readonly channel: string };

/** What happens when a stage has waited this long without its decision; `after` counts from the moment the stage began. */
export type Step = { readonly after: Seconds } & (
  | { readonly do: 'remind' }
  | { readonly do: 'escalate'; readonly to: readonly ApproverSpec[] }
  /** The stage counts as passed. */
  | { readonly do: 'skip' }
  /** The rest of the way is the named route instead. */
  | { readonly do: 'route'; readonly route: string }
);

/** One question on the way to a yes. */
export type Stage = {
  readonly approvers: readonly ApproverSpec[];
  /** How many of the people who are asked must agree. */
  readonly need: number | 'all';
  /** Whoever agreed in another such stage of the same request does not count here. */
  readonly distinct: boolean;
  /** Approving needs a reason too. */
  readonly reason: boolean;
  /** Who is asked where `approvers` finds too few. */
  readonly fallback: readonly ApproverSpec[];
  /** In the order of `after`. */
  readonly steps: readonly Step[];
  /** When the request expires if the stage has no decision; the rule's deadline where it is not given. */
  readonly deadline?: Seconds;
  /** Who sees the request from this stage on and does not decide it by that. */
  readonly tell?: readonly Told[];
  /** Its steps and its deadline count only time in which somebody who is asked is at work. */
  readonly workingHours?: true;
};

/**
 * What a matching rule leads to. `ask` has its stages in order. `break_glass` gives at once, in an emergency, what others would decide about: it
 * is only looked at where somebody says that they break glass, tells `tell` in that moment, and owes `review` a look afterwards.
 */
export type Route =
  | { readonly kind: 'auto' }
  | { readonly kind: 'refuse'; readonly text: string }
  | { readonly kind: 'ask'; readonly stages: readonly Stage[] }
  | {
      readonly kind: 'break_glass';
      readonly tell: readonly Told[];
      readonly review: readonly ApproverSpec[];
    };

/** Every part that is present must hold. Names of entitlements may end in `/*` for all of an app. */
export type RuleMatch = {
  readonly items?: readonly string[];
  readonly apps?: readonly string[];
  readonly risk?: readonly Risk[];
  readonly person?: PersonMatch;
  /** Holds for requests up to this length. */
  readonly upTo?: Seconds;
  /** Must hold for every entitlement that is asked for. */
  readonly condition?: Condition;
};

/** Longer access under this rule: `times` extensions in a row, each up to `most`, asked for once half of the time is over. */
export type Extensions = { readonly times: number; readonly most: Seconds };

/** Rules are ordered; the first that matches wins. */
export type Rule = {
  readonly name: string;
  readonly match: RuleMatch;
  readonly route: Route;
  /** One sentence for people: why this rule exists. */
  readonly because: string;
  readonly maxDuration?: Seconds;
  /** How long a request under this rule may wait for the decision of a stage. */
  readonly deadline?: Seconds;
  /** The shortest reason, in characters, where it is longer than the company's. */
  readonly minReason?: number;
  /** Entitlements the person must hold already. */
  readonly holds?: readonly EntitlementId[];
  readonly extensions?: Extensions;
  /** A request must name a ticket. */
  readonly ticket?: Ticket;
  /** What else a request is asked. */
  readonly fields?: readonly Field[];
  /** What the form proposes, where it is other than what the item does. */
  readonly defaultDuration?: Seconds;
  /** How many requests under this rule one person may have waiting. */
  readonly maxOpen?: number;
  /** How far ahead the access may begin, where it is other than the company's; 0: only at once. */
  readonly startWithin?: Seconds;
};

/** Entitlements that one person may not hold together: any of one side with any of the other. */
export type SeparationRule = {
  readonly name: string;
  readonly sides: readonly (readonly string[])[];
  readonly because: string;
  /** Stages that decide about an exception, and the longest it may last. Without it there is none. */
  readonly exception?: { readonly stages: readonly Stage[]; readonly most: Seconds };
};

/** What people like these have by their role: given without asking, and taken away when they are no longer like these. */
export type AssignRule = {
  readonly name: string;
  /** Empty: everybody who is active. */
  readonly to: PersonMatch;
  /** Must hold too; it sees the person and nothing else. */
  readonly condition?: Condition;
  readonly give: readonly Target[];
  /** One sentence for people: why they have this. */
  readonly because: string;
};

/** A pass that would take birthrights of one rule from more people than this, and from more than this share of its holders, takes none. */
export type AssignBrake = { readonly people: number; readonly percent: number };

/** Where people get help that Slack cannot give: a button of this text with this address, which begins with `https://`. */
export type Help = { readonly url: string; readonly label: string };

/** What owners may change about an entitlement they own, where the policy lets them. */
export const ownerFields = ['description', 'risk', 'max', 'approvers'] as const;
export type OwnerField = (typeof ownerFields)[number];
/** Whom the admins of the policy are found by. */
export type AdminSpec = Extract<ApproverSpec, { readonly by: 'person' | 'group' }>;

/** How the policy itself is changed. */
export type PolicySettings = {
  /** Who looks at changes; empty: nobody. */
  readonly admins: readonly AdminSpec[];
  /** A change that its author would gain from waits for another admin. */
  readonly fourEyes: boolean;
  /** A change that takes something from more people than this, and from more than this percentage of all, wants the number said. */
  readonly brake: { readonly people: number; readonly share: number };
};

/** What counts where the file says nothing. */
export const defaultPolicySettings: PolicySettings = {
  admins: [],
  fourEyes: false,
  brake: { people: 20, share: 20 },
};

export type Settings = {
  readonly requestDeadline: Seconds;
  readonly minReason: number;
  readonly maxPending: number;
  readonly actionsPerMinute: number;
  /** Who gets the tasks of apps that a human fulfils; empty: the app's owners. */
  readonly fulfillers: readonly PersonId[];
  readonly help?: Help;
  /** What was not used for this long is proposed for return; absent: 90 days. */
  readonly unusedAfter?: Seconds;
  /** What owners may change about what they own; absent: nothing. */
  readonly ownersMay?: readonly OwnerField[];
  readonly policy: PolicySettings;
  /** Monday to Friday from 9 to 17 where it is not given. */
  readonly workingHours?: WorkingHours;
  /** A stage that would ask more people than this is asked in the channel. */
  readonly askInChannel?: { readonly above: number; readonly channel: string };
  readonly assignBrake?: AssignBrake;
  /** How far ahead access may begin; 0: only at once. */
  readonly startWithin: Seconds;
  /** Who may ask for somebody else: managers for the people who report to them, owners for what they own. */
  readonly onBehalf: readonly ('manager' | 'owner')[];
};

/** The catalogue and the rules of one version of `access.yml`. */
export type Policy = {
  readonly apps: readonly App[];
  readonly entitlements: readonly Entitlement[];
  readonly bundles: readonly Bundle[];
  readonly rules: readonly Rule[];
  /** Named routes, for rules, exceptions and steps. */
  readonly routes: Readonly<Record<string, readonly Stage[]>>;
  readonly separation: readonly SeparationRule[];
  /** In order: where two give the same, the first is why. */
  readonly assign: readonly AssignRule[];
  /** Who is on call, by the name of the schedule. */
  readonly onCall: Schedules;
  readonly settings: Settings;
};

/** An applied policy. It is never changed; a new file makes a new version. */
export type PolicyVersion = {
  readonly id: PolicyVersionId;
  readonly number: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly hash: string;
  readonly appliedAt: number;
  readonly appliedBy: string;
  readonly policy: Policy;
};
