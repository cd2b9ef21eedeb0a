import type { Entitlement } from '../domain/catalogue.ts';
import { day } from '../domain/instant.ts';
import type { ApproverSpec, Policy, Rule, Settings, Stage } from '../domain/policy.ts';
import { defaultPolicySettings } from '../domain/policy.ts';
import { oneOf } from '../domain/policy-sources.ts';

/** A policy as an earlier version of Hallpass may have stored it. */
type Stored = Omit<
  Policy,
  'entitlements' | 'rules' | 'routes' | 'separation' | 'assign' | 'onCall' | 'settings'
> &
  Partial<Pick<Policy, 'routes' | 'separation' | 'assign' | 'onCall'>> & {
    readonly entitlements: readonly (Omit<Entitlement, 'permissions' | 'tags'> &
      Partial<Pick<Entitlement, 'permissions' | 'tags'>>)[];
    readonly rules: readonly (Omit<Rule, 'route'> & { readonly route: StoredRoute })[];
    readonly settings: Omit<Settings, 'policy' | 'onBehalf' | 'startWithin'> & Partial<Settings>;
  };
type StoredRoute =
  | Exclude<Rule['route'], { readonly kind: 'ask' }>
  | { readonly kind: 'ask'; readonly stages: readonly (Stage | { readonly approvers: ApproverSpec })[] };

/** Says in today's words what was stored in earlier ones: requests refer to the policy they were made under for years. */
export function upgraded(stored: Stored): Policy {
  return {
    ...stored,
    entitlements: stored.entitlements.map((one) => ({ permissions: [], tags: [], ...one })),
    rules: stored.rules.map((rule) => ({ ...rule, route: upgradedRoute(rule.route) })),
    routes: stored.routes ?? {},
    separation: stored.separation ?? [],
    settings: {
      policy: defaultPolicySettings,
      onBehalf: ['manager'],
      startWithin: 14 * day,
      ...stored.settings,
    },
    assign: stored.assign ?? [],
    onCall: stored.onCall ?? {},
  };
}

const upgradedRoute = (route: StoredRoute): Rule['route'] =>
  route.kind === 'ask' ? { kind: 'ask', stages: route.stages.map(upgradedStage) } : route;

const upgradedStage = (stage: Stage | { readonly approvers: ApproverSpec }): Stage =>
  'need' in stage ? stage : oneOf(stage.approvers);
