// People whom the schedules of a policy name and the directory does not know: asked where a directory is at hand.
import type { Policy } from '../domain/policy.ts';
import type { Fault } from './fault.ts';
import { finding, unknownName } from './finding.ts';
import type { Path } from './source.ts';
import { readSource } from './source.ts';

/** Where the sound file `text`, read as `policy`, has somebody on call who is nobody in the directory, each with the id that may have been meant. */
export function strangersOnCall(text: string, policy: Policy, known: readonly string[]): readonly Fault[] {
  const source = readSource(text);
  if (!('value' in source)) return [];
  const ids = new Set(known);
  return placesIn(policy)
    .filter(({ person }) => !ids.has(person))
    .map(({ person, path }) =>
      finding(
        source,
        { path },
        unknownName(`the directory knows nobody with the id “${person}”`, person, known),
      ),
    );
}

const placesIn = ({ onCall }: Policy): readonly { readonly person: string; readonly path: Path }[] =>
  Object.entries(onCall).flatMap(([name, schedule]) => {
    const path = ['on_call', name];
    if (schedule.kind === 'shifts') {
      const people = new Set(schedule.shifts.map((shift) => shift.person));
      return [...people].map((person) => ({ person, path: [...path, 'file'] }));
    }
    return [
      ...schedule.rotation.map((person, at) => ({ person, path: [...path, 'rotation', at] })),
      ...schedule.overrides.map(({ person }, at) => ({ person, path: [...path, 'overrides', at, 'person'] })),
    ];
  });
