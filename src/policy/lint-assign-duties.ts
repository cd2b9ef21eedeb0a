// Birthrights and separation of duties: what is given to the same people must be allowed together.
import { givenBy } from '../domain/birthright.ts';
import { covers } from '../domain/pattern.ts';
import type { AssignRule, SeparationRule } from '../domain/policy.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';

/** Gifts of one rule, or of two that reach the same people, which nobody may hold together: an error where it is certain, else a warning. */
export function lintAssignDuties(linted: Linted): readonly Fault[] {
  const { policy, source } = linted;
  return policy.assign.flatMap((rule, at) => {
    const own = parted(rule, rule, linted);
    const first = own && says(`the rule “${rule.name}” gives both sides of “${own.name}”`, 'error');
    const others = policy.assign.slice(0, at).flatMap((other) => {
      const meeting = meets(other, rule);
      const broken = meeting === 'never' ? undefined : parted(other, rule, linted);
      if (broken === undefined) return [];
      return says(
        `“${rule.name}” and “${other.name}” ${meeting === 'always' ? 'give' : 'may give'} the same people both sides of “${broken.name}”`,
        meeting === 'always' ? 'error' : 'warning',
      );
    });
    return [...(first === undefined ? [] : [first]), ...others].map((one) =>
      finding(source, { path: ['assign', at, 'give'] }, one),
    );
  });
}

const says = (message: string, severity: Fault['severity']) =>
  ({
    code: 'E-POL-ASSIGN',
    message,
    hint: 'a birthright never gets an exception: leave one of them out, or narrow the rules',
    severity,
  }) as const;

/** The first rule that keeps apart what these two give. */
function parted(one: AssignRule, other: AssignRule, { policy }: Linted): SeparationRule | undefined {
  const [ours, theirs] = [one, other].map((rule) => givenBy(policy, rule).map((part): string => part.id));
  if (ours === undefined || theirs === undefined) return undefined;
  const isOn = (side: readonly string[], ids: readonly string[]) =>
    side.some((pattern) => ids.some((id) => covers(pattern, id)));
  return policy.separation.find(({ sides }) =>
    sides.some(
      (side, at) => isOn(side, ours) && sides.some((rest, index) => index !== at && isOn(rest, theirs)),
    ),
  );
}

/** Do two rules reach the same people? Certain where one reaches everybody that the other reaches; impossible where an attribute differs. */
function meets(one: AssignRule, other: AssignRule): 'always' | 'maybe' | 'never' {
  if (includes(one, other) || includes(other, one)) return 'always';
  const apart = Object.entries(one.to).some(([name, values]) => {
    const theirs = other.to[name];
    // Somebody may be in two groups, but in one department.
    return name !== 'group' && theirs !== undefined && !values.some((value) => theirs.includes(value));
  });
  return apart ? 'never' : 'maybe';
}

/** Whoever `narrow` reaches, `wide` reaches too. */
const includes = (wide: AssignRule, narrow: AssignRule): boolean =>
  (wide.condition === undefined || wide.condition === narrow.condition) &&
  Object.entries(wide.to).every(([name, values]) => {
    const theirs = narrow.to[name];
    return theirs?.every((value) => values.includes(value)) ?? false;
  });
