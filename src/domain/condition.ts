// What a condition in the policy can see. Conditions are CEL (https://cel.dev); the engine that judges them is handed in.
import type { Risk } from './catalogue.ts';
import type { Instant, Seconds } from './instant.ts';

/** The text of a CEL expression of type bool, checked when the policy was loaded. */
export type Condition = string;

/** A person as conditions know them: the directory's columns; `attributes` are the further ones. */
export type PersonScope = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly title: string;
  readonly location: string;
  readonly manager?: string;
  readonly status: string;
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
};

/**
 * Everything one condition is judged on. An item of several entitlements is judged for each of them: `entitlement` and `app` are
 * that one's, `bundle` is what was asked for, with an empty id where it was no bundle.
 */
export type Scope = {
  /** Who would hold the access. */
  readonly person: PersonScope;
  /** Who asks; the same person unless somebody asks for another. */
  readonly requester: PersonScope;
  readonly entitlement: {
    readonly id: string;
    readonly name: string;
    readonly app: string;
    readonly risk: Risk;
    readonly tags: readonly string[];
    readonly permissions: readonly string[];
  };
  readonly bundle: { readonly id: string; readonly name: string };
  readonly app: { readonly id: string; readonly name: string; readonly connector: string };
  readonly request: {
    readonly duration: Seconds;
    readonly reason: string;
    readonly ticket: string;
    readonly start: Instant;
    readonly fields: Readonly<Record<string, string>>;
  };
  readonly context: {
    readonly now: Instant;
    /** Of `person`: conditions read the clock on the wall there. */
    readonly zone: string;
    /** Worked out when a condition looks at it, as few do: the names of the schedules that `person` is on call in now. */
    readonly onCall: () => readonly string[];
    /** `slack`, `cli`, `workflow`. */
    readonly source: string;
  };
  /** Ids of the entitlements `person` holds now: what `holds("app/key")` asks. */
  readonly held: ReadonlySet<string>;
  /** Who is considered as an approver, where people are chosen by a condition. */
  readonly approver?: PersonScope;
};

/** `error`: it could not be judged (an unknown map key, an overflow, out of time). What that means is for the rule to say: a "no" must not be skipped by it. */
export type Judged = { readonly is: 'true' | 'false' } | { readonly is: 'error'; readonly text: string };

/** Judges a condition. Pure: the same condition on the same scope gives the same answer. */
export type Judge = (condition: Condition, scope: Scope) => Judged;
