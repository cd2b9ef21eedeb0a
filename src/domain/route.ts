// Policy and facts in, verdict with reasons out. Pure: who may decide about what is asked, and by which rule.
import type { Bundle, Entitlement, Risk, Target } from './catalogue.ts';
import { matchesPerson, risks } from './catalogue.ts';
import type { PersonId } from './ids.ts';
import type { Seconds } from './instant.ts';
import type { Person } from './person.ts';
import type { ApproverSpec, Policy, Rule, RuleMatch } from './policy.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';
import type { Asked } from './request.ts';

/** What is asked for, expanded to its leaves. */
export type Item = {
  readonly target: Target;
  readonly name: string;
  readonly description: string;
  readonly aliases: readonly string[];
  /** The app it is in, by name; of a bundle that spans several, all their names. */
  readonly system: string;
  readonly entitlements: readonly Entitlement[];
  readonly risk: Risk;
  readonly maxDuration: Seconds;
  readonly defaultDuration: Seconds;
};

export type Verdict =
  | { readonly is: 'auto'; readonly rule: Rule; readonly maxDuration: Seconds }
  | {
      readonly is: 'ask';
      readonly rule: Rule;
      readonly maxDuration: Seconds;
      readonly asked: readonly Asked[];
    }
  | { readonly is: 'refuse'; readonly rule?: Rule; readonly refusal: Refusal };

/** The people a route may need, loaded for it: by id, and by group. */
export type Directory = {
  readonly person: (id: PersonId) => Person | undefined;
  readonly group: (name: string) => readonly Person[];
};

/** Finds what a target names; undefined when it is unknown, withdrawn or hidden from this person, which nobody can tell apart. */
export function findItem(policy: Policy, target: Target, viewer: Person): Item | undefined {
  if (target.kind === 'entitlement') {
    const entitlement = policy.entitlements.find((one) => one.id === target.id);
    return entitlement !== undefined && matchesPerson(entitlement.visibleTo, viewer)
      ? { ...entitlement, target, system: systemOf(policy, [entitlement]), entitlements: [entitlement] }
      : undefined;
  }
  const bundle = policy.bundles.find((one) => one.id === target.id);
  return bundle !== undefined && matchesPerson(bundle.visibleTo, viewer)
    ? bundleItem(policy, bundle)
    : undefined;
}

/** Everything in the catalogue that this person may know of: bundles first, then entitlements in file order. */
export function visibleItems(policy: Policy, viewer: Person): readonly Item[] {
  const targets: Target[] = [
    ...policy.bundles.map((one): Target => ({ kind: 'bundle', id: one.id })),
    ...policy.entitlements.map((one): Target => ({ kind: 'entitlement', id: one.id })),
  ];
  return targets.flatMap((target) => findItem(policy, target, viewer) ?? []);
}

/**
 * The first rule that matches, or undefined: then nobody may have it this way. A bundle never slips past a rule about one of its parts:
 * a refusal of a part refuses the bundle, and a part that must be asked for needs a rule that names the bundle or all its parts.
 */
export function matchRule(
  policy: Policy,
  item: Item,
  ask: { requester: Person; duration: Seconds },
): Rule | undefined {
  for (const rule of policy.rules) {
    const reach = conditionsHold(rule.match, item, ask) ? reachOf(rule.match, item) : 'none';
    if (reach === 'all' || (reach === 'some' && rule.route.kind === 'refuse')) return rule;
    if (reach === 'some' && rule.route.kind === 'ask') return undefined;
  }
  return undefined;
}

/** Decides who is asked. The requester is never among them; people who are not active are left out. */
export function route(
  policy: Policy,
  item: Item,
  ask: { requester: Person; duration: Seconds; directory: Directory },
): Verdict {
  const rule = matchRule(policy, item, ask);
  if (rule === undefined)
    return {
      is: 'refuse',
      refusal: refusal(
        'E-POL-NONE',
        `No rule lets you have ${item.name}. Ask its owner, or your security team, whether one should.`,
      ),
    };
  const maxDuration = Math.min(item.maxDuration, rule.maxDuration ?? item.maxDuration);
  switch (rule.route.kind) {
    case 'auto':
      return { is: 'auto', rule, maxDuration };
    case 'refuse':
      return { is: 'refuse', rule, refusal: refusal('E-POL-REFUSED', rule.route.text) };
    case 'ask': {
      const asked = rule.route.stages.flatMap((stage) => approversOf(stage.approvers, item, ask));
      return asked.length > 0
        ? { is: 'ask', rule, maxDuration, asked }
        : { is: 'refuse', rule, refusal: nobodyDecides(item, rule, 'ask your IT team to name one') };
    }
  }
}

/** The active people a stage asks, with the sentence that tells each why it is them. */
function approversOf(
  spec: ApproverSpec,
  item: Item,
  ask: { requester: Person; directory: Directory },
): readonly Asked[] {
  const { requester, directory } = ask;
  const named = (ids: readonly (PersonId | undefined)[], why: string): readonly Asked[] =>
    [...new Set(ids)]
      .flatMap((id) => (id === undefined ? [] : (directory.person(id) ?? [])))
      .filter((person) => person.status === 'active' && person.id !== requester.id)
      .map((person) => ({ person: person.id, why }));
  switch (spec.by) {
    case 'manager':
      return named([requester.manager], `You are ${requester.name}'s manager.`);
    case 'owner':
      return named(commonOwners(item), `You own ${item.name}.`);
    case 'person':
      return named([spec.person], `The policy names you for ${item.name}.`);
    case 'group':
      return named(
        directory.group(spec.group).map((person) => person.id),
        `You are in the group ${spec.group}, which decides about ${item.name}.`,
      );
  }
}

/** Who owns all of it. A bundle of several owners' entitlements has an owner only if one person owns every part. */
export function commonOwners(item: Item): readonly PersonId[] {
  const [first, ...rest] = item.entitlements;
  return (first?.owners ?? []).filter((owner) =>
    rest.every((entitlement) => entitlement.owners.includes(owner)),
  );
}

function bundleItem(policy: Policy, bundle: Bundle): Item | undefined {
  const entitlements = bundle.entitlements.flatMap(
    (id) => policy.entitlements.find((one) => one.id === id) ?? [],
  );
  const [first] = entitlements;
  if (first === undefined || entitlements.length !== bundle.entitlements.length) return undefined;
  const highest = entitlements.reduce<Risk>(
    (risk, one) => (risks.indexOf(one.risk) > risks.indexOf(risk) ? one.risk : risk),
    'low',
  );
  return {
    target: { kind: 'bundle', id: bundle.id },
    name: bundle.name,
    description: bundle.description,
    aliases: bundle.aliases,
    system: systemOf(policy, entitlements),
    entitlements,
    risk: highest,
    maxDuration: Math.min(...entitlements.map((one) => one.maxDuration)),
    defaultDuration: Math.min(...entitlements.map((one) => one.defaultDuration)),
  };
}

/** The names of the apps these are in. */
function systemOf(policy: Policy, entitlements: readonly Entitlement[]): string {
  const apps = [...new Set(entitlements.map((one) => one.app))];
  return apps.map((id) => policy.apps.find((app) => app.id === id)?.name ?? id).join(', ');
}

function conditionsHold(
  match: RuleMatch,
  item: Item,
  ask: { requester: Person; duration: Seconds },
): boolean {
  if (match.risk !== undefined && !match.risk.includes(item.risk)) return false;
  if (match.person !== undefined && !matchesPerson(match.person, ask.requester)) return false;
  return match.upTo === undefined || ask.duration <= match.upTo;
}

function reachOf(match: RuleMatch, item: Item): 'all' | 'some' | 'none' {
  if (match.items?.includes(item.target.id) && match.apps === undefined) return 'all';
  const covered = item.entitlements.filter(
    (one) =>
      (match.items === undefined || match.items.some((pattern) => covers(pattern, one.id))) &&
      (match.apps === undefined || match.apps.includes(one.app)),
  );
  return covered.length === item.entitlements.length ? 'all' : covered.length > 0 ? 'some' : 'none';
}

const covers = (pattern: string, id: string): boolean =>
  pattern.endsWith('/*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;

/** `next` is what the requester can do now. */
export const nobodyDecides = (item: Item, rule: Rule, next: string): Refusal =>
  refusal(
    'E-APPR-NONE',
    `Nobody can decide about ${item.name} for you right now: the rule “${rule.name}” finds no active approver other than yourself. Nothing was sent; ${next}.`,
  );
