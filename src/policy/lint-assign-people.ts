import { birthrightsOf } from '../domain/birthright.ts';
import type { Judge } from '../domain/condition.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Fault } from './fault.ts';
import { finding } from './finding.ts';
import { readSource } from './source.ts';

/** Assign rules of the file `text` that give nobody of these people anything: warnings, since somebody may come tomorrow. */
export function nobodyAssigned(
  text: string,
  policy: Policy,
  of: { readonly people: readonly Person[]; readonly judge: Judge },
): readonly Fault[] {
  const source = readSource(text);
  if (!('value' in source)) return [];
  return policy.assign.flatMap((rule, at) => {
    const alone: Policy = { ...policy, assign: [rule] };
    if (of.people.some((person) => birthrightsOf(alone, person, of.judge).length > 0)) return [];
    const message = `nobody in the people directory is like this, so “${rule.name}” gives nothing`;
    const hint = 'look at the words in to and if';
    return [
      finding(
        source,
        { path: ['assign', at, 'name'] },
        { code: 'E-POL-RULE', message, hint, severity: 'warning' },
      ),
    ];
  });
}
