// Rules are read in order and the first that matches wins; so a rule can be unclear, or stand where nothing ever reaches it.
import type { PersonMatch } from '../domain/catalogue.ts';
import { covers } from '../domain/pattern.ts';
import type { Rule, RuleMatch } from '../domain/policy.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import { rulesByName } from './rule-index.ts';

/** Rules that do not decide, share a name or are never reached, and a file whose last rule leaves something open. */
export function lintRules(linted: Linted): readonly Fault[] {
  return [...undecided(linted), ...sameNames(linted), ...baseline(linted), ...unreachable(linted)];
}

const decisions = ['approve', 'stages', 'refuse', 'break_glass'] as const;

function undecided({ file, source }: Linted): readonly Fault[] {
  return (file.rules ?? []).flatMap((rule, index) => {
    const made = decisions.filter((key) => rule[key] !== undefined);
    const [, second] = made;
    if (made.length === 1) return [];
    const message =
      second === undefined
        ? `the rule “${rule.name}” does not say what happens`
        : `the rule “${rule.name}” decides more than once, by ${made.join(' and ')}`;
    return [
      finding(
        source,
        { path: ['rules', index, ...(second === undefined ? [] : [second])], at: 'key' },
        { code: 'E-POL-RULE', message, hint: 'give it one of approve, stages, refuse and break_glass' },
      ),
    ];
  });
}

/** What no rule before it decides, the last one must: nothing is left to silence. */
function baseline({ policy, source }: Linted): readonly Fault[] {
  const last = policy.rules.at(-1);
  if (last === undefined) return [];
  if (Object.keys(last.match).length === 0 && last.route.kind !== 'break_glass') return [];
  return [
    finding(
      source,
      { path: ['rules', policy.rules.length - 1] },
      {
        code: 'E-POL-RULE',
        message: 'the last rule must match everything: say what happens to all the rest',
        hint: 'add “- name: everything-else” with “refuse: …” and “because: …” below it',
      },
    ),
  ];
}

function sameNames({ file, source }: Linted): readonly Fault[] {
  const seen = new Map<string, number>();
  return (file.rules ?? []).flatMap(({ name }, index) => {
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, index);
      return [];
    }
    const message = `a rule called “${name}” is on line ${source.place(['rules', first, 'name'], 'key').line} already`;
    return [
      finding(
        source,
        { path: ['rules', index, 'name'] },
        { code: 'E-POL-RULE', message, hint: 'the audit log tells rules apart by name' },
      ),
    ];
  });
}

function unreachable({ policy, source }: Linted): readonly Fault[] {
  const about = rulesByName(policy.rules);
  const places = new Map(policy.rules.map((rule, index) => [rule, index]));
  return policy.rules.flatMap((rule, index) => {
    const earlier = about(rule.match.items?.[0] ?? '').find(
      (one) => (places.get(one) ?? index) < index && shadows(one, rule, policy.bundles.length > 0),
    );
    if (earlier === undefined) return [];
    const line = source.place(['rules', places.get(earlier) ?? 0]).line;
    const message = `the rule “${rule.name}” is never reached: everything it matches is decided by “${earlier.name}” on line ${line}`;
    return [
      finding(
        source,
        { path: ['rules', index] },
        { code: 'E-POL-RULE', message, hint: 'move it up, or remove it', severity: 'warning' },
      ),
    ];
  });
}

/**
 * Does `earlier` decide all that `later` could? Its every condition must hold whenever the later's do. Two cases stay open. An earlier
 * approval by itself of some parts lets a bundle pass on to a later rule about one of them. And a condition that cannot be judged is no
 * match for an earlier rule that allows, but is one for a later rule that refuses.
 */
function shadows(earlier: Rule, later: Rule, bundles: boolean): boolean {
  // Requests never come to rules about breaking glass, and broken glass only to these and to refusals.
  const kinds = [earlier.route.kind, later.route.kind];
  if (kinds.includes('break_glass') && earlier.route.kind !== 'refuse' && kinds[0] !== kinds[1]) return false;
  const { items, apps, condition } = earlier.match;
  const limited = items !== undefined || apps !== undefined || condition !== undefined;
  if (limited && earlier.route.kind === 'auto' && later.route.kind === 'refuse') return false;
  if (limited && earlier.route.kind === 'auto' && later.route.kind === 'ask' && bundles) return false;
  if (condition !== undefined && earlier.route.kind !== 'refuse' && later.route.kind === 'refuse')
    return false;
  if (condition !== undefined && condition !== later.match.condition) return false;
  return (
    within(later.match.apps, earlier.match.apps) &&
    within(later.match.risk, earlier.match.risk) &&
    itemsWithin(later.match, earlier.match) &&
    personWithin(later.match.person, earlier.match.person) &&
    (earlier.match.upTo === undefined || (later.match.upTo ?? Number.POSITIVE_INFINITY) <= earlier.match.upTo)
  );
}

const within = (narrow: readonly string[] | undefined, wide: readonly string[] | undefined): boolean =>
  wide === undefined || (narrow?.every((one) => wide.includes(one)) ?? false);

const itemsWithin = ({ items }: RuleMatch, wide: RuleMatch): boolean =>
  wide.items === undefined ||
  (items?.every((one) => wide.items?.some((pattern) => covers(pattern, one)) ?? false) ?? false);

const personWithin = (narrow: PersonMatch | undefined, wide: PersonMatch | undefined): boolean =>
  Object.entries(wide ?? {}).every(([name, values]) => within(narrow?.[name], values));
