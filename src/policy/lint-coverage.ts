// From the side of what can be asked for: will the rule that decides about it find an owner to ask?
import type { Bundle, Entitlement } from '../domain/catalogue.ts';
import { risks } from '../domain/catalogue.ts';
import type { ApproverSpec, Policy, Route, Rule } from '../domain/policy.ts';
import { peopleIn, specsOf } from '../domain/policy-sources.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import { rulesByName } from './rule-index.ts';
import type { Path } from './source.ts';

type Asked = { readonly path: Path; readonly id: string; readonly parts: readonly Entitlement[] };

/** A file without rules, and items without an owner where a rule asks the owner. All of these are warnings. */
export function lintCoverage({ policy, source }: Linted): readonly Fault[] {
  if (policy.rules.length === 0)
    return [
      finding(
        source,
        { path: ['rules'], at: 'key' },
        { code: 'E-POL-RULE', message: 'there are no rules: every request is refused', severity: 'warning' },
      ),
    ];
  const about = rulesByName(policy.rules);
  return everything(policy).flatMap((asked) => {
    const byOwner = rulesThatMayDecide(about, asked).find(asksOwner);
    if (byOwner === undefined || hasCommonOwner(asked)) return [];
    const message =
      asked.parts.length > 1
        ? `nobody owns all parts of ${asked.id}, and the rule “${byOwner.name}” asks the owner`
        : `${asked.id} has no owner, and the rule “${byOwner.name}” asks the owner`;
    return [
      finding(
        source,
        { path: asked.path, at: 'key' },
        {
          code: 'E-POL-OWNER',
          message,
          hint: 'name owners, or let another rule decide about it',
          severity: 'warning',
        },
      ),
    ];
  });
}

function everything(policy: Policy): readonly Asked[] {
  const partsOf = (bundle: Bundle) =>
    policy.entitlements.filter((one) => bundle.entitlements.includes(one.id));
  return [
    ...policy.entitlements.map((one) => ({
      path: ['apps', one.app, 'entitlements', one.id.slice(one.app.length + 1)],
      id: one.id,
      parts: [one],
    })),
    ...policy.bundles.map((one) => ({ path: ['bundles', one.id], id: one.id, parts: partsOf(one) })),
  ];
}

/** For somebody, at some length: up to the first rule that decides about it for everybody. */
function rulesThatMayDecide(about: ReturnType<typeof rulesByName>, asked: Asked): readonly Rule[] {
  const ids = [asked.id, ...asked.parts.slice(0, 1).map((one) => one.id)];
  const reaching = about(...ids).filter((rule) => reaches(rule, asked));
  const last = reaching.findIndex(
    ({ match, route }) =>
      route.kind !== 'break_glass' &&
      match.person === undefined &&
      match.upTo === undefined &&
      match.condition === undefined,
  );
  return last === -1 ? reaching : reaching.slice(0, last + 1);
}

/** Can the rule decide about this item for anybody? `parts` are its entitlements, at least one. */
export function reaches({ match }: Rule, { id, parts }: Pick<Asked, 'id' | 'parts'>): boolean {
  const highest = Math.max(...parts.map((part) => risks.indexOf(part.risk)));
  if (match.risk !== undefined && !match.risk.some((risk) => risks.indexOf(risk) === highest)) return false;
  if (match.apps === undefined && match.items?.includes(id)) return true;
  return parts.every(
    (part) =>
      (match.apps?.includes(part.app) ?? true) &&
      (match.items?.some((item) => item === part.id || item === `${part.app}/*`) ?? true),
  );
}

const asksOwner = ({ route }: Rule): boolean => specsIn(route).some((spec) => spec.by === 'owner');

function specsIn(route: Route): readonly ApproverSpec[] {
  if (route.kind === 'break_glass') return [...peopleIn(route.tell), ...route.review];
  return route.kind === 'ask' ? route.stages.flatMap(specsOf) : [];
}

function hasCommonOwner({ parts }: Asked): boolean {
  const [first, ...rest] = parts;
  return first?.owners.some((owner) => rest.every((part) => part.owners.includes(owner))) ?? false;
}
