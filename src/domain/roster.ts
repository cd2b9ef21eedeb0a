import type { Directory } from './approvers.ts';
import type { Person } from './person.ts';

/** People who are all at hand, such as those of one file. */
export type Roster = Pick<Directory, 'person' | 'group'> & { readonly everybody: readonly Person[] };

export function rosterOf(people: readonly Person[]): Roster {
  const byId = new Map(people.map((person) => [person.id, person]));
  const byGroup = new Map<string, Person[]>();
  for (const person of people)
    for (const name of person.groups) {
      const members = byGroup.get(name) ?? [];
      byGroup.set(name, members);
      members.push(person);
    }
  return { person: (id) => byId.get(id), group: (name) => byGroup.get(name) ?? [], everybody: people };
}
