// Rules are read in order and the first that matches wins; so a rule can be unclear, or stand where nothing ever reaches it.
import type { PersonMatch } from '../domain/catalogue.ts';
import type { Rule, RuleMatch } from '../domain/policy.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';

/** Rules that do not decide, share a name or are never reached. */
export function lintRules(linted: Linted): readonly Fault[] {
  return [...undecided(linted), ...sameNames(linted), ...unreachable(linted), ...baseline(linted)];
}

function undecided({ file, source }: Linted): readonly Fault[] {
  return (file.rules ?? []).flatMap((rule, index) => {
    const given = (['approve', 'stages', 'refuse'] as const).filter((way) => rule[way] !== undefined);
    if (given.length === 1) return [];
    const message =
      given.length === 0
        ? `the rule “${rule.name}” neither approves nor refuses`
        : `the rule “${rule.name}” has ${given.join(' and ')}, which cannot both hold`;
    const path = ['rules', index, ...given.slice(-1)];
    return [
      finding(
        source,
        { path, at: 'key' },
        { code: 'E-POL-RULE', message, hint: 'give it one of approve, stages or refuse' },
      ),
    ];
  });
}

/** Somebody has to have thought about everything that no other rule is about. */
function baseline({ file, source }: Linted): readonly Fault[] {
  const rules = file.rules ?? [];
  const last = rules.at(-1);
  if (last === undefined || Object.values(last.when ?? {}).every((part) => part === undefined)) return [];
  return [
    finding(
      source,
      { path: ['rules', rules.length - 1] },
      {
        code: 'E-POL-RULE',
        message: 'the last rule must match everything: say what happens to all the rest',
        hint: 'add a rule without when, such as { name: everything-else, refuse: …, because: … }',
      },
    ),
  ];
}

function sameNames({ file, source }: Linted): readonly Fault[] {
  const names = (file.rules ?? []).map((rule) => rule.name);
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    if (first === index) return [];
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
  return policy.rules.flatMap((rule, index) => {
    const first = policy.rules.slice(0, index).findIndex((earlier) => shadows(earlier, rule));
    const earlier = policy.rules[first];
    if (earlier === undefined) return [];
    const line = source.place(['rules', first]).line;
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
 * Does `earlier` decide all that `later` could? Its every condition must hold whenever the later's do. One case stays open: an earlier
 * approval of some parts lets a bundle pass on to a later refusal of one of them.
 */
function shadows(earlier: Rule, later: Rule): boolean {
  const limited = earlier.match.items !== undefined || earlier.match.apps !== undefined;
  if (limited && earlier.route.kind === 'auto' && later.route.kind === 'refuse') return false;
  return (
    within(later.match.apps, earlier.match.apps) &&
    within(later.match.risk, earlier.match.risk) &&
    itemsWithin(later.match, earlier.match) &&
    personWithin(later.match.person, earlier.match.person) &&
    (earlier.match.condition === undefined || earlier.match.condition === later.match.condition) &&
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

const covers = (pattern: string, item: string): boolean =>
  pattern === item || (pattern.endsWith('/*') && item.startsWith(pattern.slice(0, -1)));
