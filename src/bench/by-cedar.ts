// The peer: the same rules in Cedar (https://docs.cedarpolicy.com), which knows neither order nor routes.
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { wallTime, zoneOf } from '../domain/zone.ts';
import type { Answer, Decide, Question } from './questions.ts';
import type { Terms } from './rulebook.ts';
import { routes, ruleName, theRest } from './rulebook.ts';

/**
 * One policy a rule, each a `permit` under the number of its rule: of those that Cedar names as determining, the lowest number is the
 * rule, and stands for its route. Each entitlement has a policy set of its own, parsed beforehand, so that Cedar looks at five policies
 * and not at all of them; people and entitlements cross into it as JSON with each call, as its interface wants. Lengths and letters are
 * whole numbers there, the hour is worked out before: Cedar has neither the size of a text nor the time in a zone.
 */
export function byCedar(all: readonly Terms[]): Decide {
  const known = new Map(all.map((terms) => [terms.id, terms]));
  for (const terms of all) {
    const staticPolicies = Object.fromEntries(policiesOf(terms).map((text, number) => [`${number}`, text]));
    const parsed = cedar.preparsePolicySet(terms.id, { staticPolicies });
    if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors));
  }
  return (question) => {
    const terms = known.get(question.target.id);
    if (terms === undefined) return none;
    const told = cedar.statefulIsAuthorized(callOf(question, terms));
    if (told.type === 'failure') throw new Error(JSON.stringify(told.errors));
    const { reason, errors } = told.response.diagnostics;
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    if (reason.length === 0) return none;
    const number = Math.min(...reason.map(Number));
    return { rule: ruleName(terms.id, number), route: routes[number] ?? 'refuse' };
  };
}

const none: Answer = { rule: theRest, route: 'refuse' };

const policiesOf = (terms: Terms): readonly string[] =>
  [
    `resource.risk == "low" && principal.department == "${terms.department}" && context.duration <= ${terms.longest}`,
    `principal.groups.contains("${terms.rota}")`,
    `principal.employment == "contractor" && (context.hour < ${terms.opens} || context.hour >= ${terms.closes})`,
    `resource.tags.contains("pii") && !principal.groups.contains("data-trained")`,
    `context.letters >= ${terms.letters}`,
  ].map((condition) => `permit (principal, action, resource) when { ${condition} };`);

const action = { type: 'Action', id: 'request' };

function callOf(
  { requester, target, duration, reason, now }: Question,
  { risk, tags }: Terms,
): cedar.StatefulAuthorizationCall {
  const principal = { type: 'Person', id: requester.id };
  const resource = { type: 'Entitlement', id: target.id };
  const { department, attributes } = requester;
  const employment = attributes['employment'] ?? '';
  return {
    principal,
    action,
    resource,
    context: { duration, hour: wallTime(now, zoneOf(requester)).hour, letters: reason.length },
    preparsedPolicySetId: target.id,
    entities: [
      { uid: principal, attrs: { department, employment, groups: [...requester.groups] }, parents: [] },
      { uid: resource, attrs: { risk, tags: [...tags] }, parents: [] },
    ],
  };
}
