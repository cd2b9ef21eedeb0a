import type { App, Bundle, Entitlement, PersonMatch, Risk } from './catalogue.ts';
import type { PersonId, PolicyVersionId } from './ids.ts';
import type { Seconds } from './instant.ts';

/** Who decides a stage. */
export type ApproverSpec =
  | { readonly by: 'manager' }
  | { readonly by: 'owner' }
  | { readonly by: 'person'; readonly person: PersonId }
  | { readonly by: 'group'; readonly group: string };

export type Stage = { readonly approvers: ApproverSpec };

/** What a matching rule leads to. `ask` has stages in order; the first cut of the file format writes exactly one. */
export type Route =
  | { readonly kind: 'auto' }
  | { readonly kind: 'refuse'; readonly text: string }
  | { readonly kind: 'ask'; readonly stages: readonly Stage[] };

/** Every part that is present must hold. Names of entitlements may end in `/*` for all of an app. */
export type RuleMatch = {
  readonly items?: readonly string[];
  readonly apps?: readonly string[];
  readonly risk?: readonly Risk[];
  readonly person?: PersonMatch;
  /** Holds for requests up to this length. */
  readonly upTo?: Seconds;
};

/** Rules are ordered; the first that matches wins. */
export type Rule = {
  readonly name: string;
  readonly match: RuleMatch;
  readonly route: Route;
  /** One sentence for people: why this rule exists. */
  readonly because: string;
  readonly maxDuration?: Seconds;
  /** How long a request under this rule may wait for a decision. */
  readonly deadline?: Seconds;
};

/** Where people get help that Slack cannot give: a button of this text with this address, which begins with `https://`. */
export type Help = { readonly url: string; readonly label: string };

export type Settings = {
  readonly requestDeadline: Seconds;
  readonly minReason: number;
  readonly maxPending: number;
  readonly actionsPerMinute: number;
  /** Who gets the tasks of apps that a human fulfils; empty: the app's owners. */
  readonly fulfillers: readonly PersonId[];
  readonly help?: Help;
};

/** The catalogue and the rules of one version of `access.yml`. */
export type Policy = {
  readonly apps: readonly App[];
  readonly entitlements: readonly Entitlement[];
  readonly bundles: readonly Bundle[];
  readonly rules: readonly Rule[];
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
