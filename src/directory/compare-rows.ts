// What one row cannot show: the same id twice, managers nobody has heard of, and circles of managers.
import type { DirectoryEntry } from '../domain/command.ts';
import { nearest } from '../domain/nearest.ts';
import type { ImportFault } from './fault.ts';

/** A person with the row they were read from. */
export type PersonRow = { readonly row: number; readonly line: number; readonly entry: DirectoryEntry };

/**
 * Faults between rows. `complete` says that every row could be read; otherwise a manager who seems unknown may stand in a row that
 * could not, and is not complained about.
 */
export function compareRows(people: readonly PersonRow[], complete: boolean): readonly ImportFault[] {
  const faults = [
    ...repeated(people, { column: 'id', says: 'the id', of: ({ person }) => [person.id] }),
    ...repeated(people, {
      column: 'email',
      says: 'the e-mail address',
      of: ({ person }) => (person.email === '' ? [] : [person.email]),
    }),
    ...repeated(people, { column: 'slack_user_id', says: 'the Slack account', of: ({ slack }) => slack }),
  ];
  const managers = complete ? [...unknownManagers(people), ...circles(people)] : circles(people);
  return [...faults, ...managers];
}

type Entry = PersonRow['entry'];

/** Case does not count: two ids that differ in it alone are one person written twice. */
function repeated(
  people: readonly PersonRow[],
  field: { readonly column: string; readonly says: string; readonly of: (entry: Entry) => readonly string[] },
): readonly ImportFault[] {
  const rows = new Map<string, number>();
  return people.flatMap(({ row, line, entry }) =>
    field.of(entry).flatMap((value): readonly ImportFault[] => {
      const first = rows.get(value.toLowerCase());
      if (first === undefined) rows.set(value.toLowerCase(), row);
      if (first === undefined) return [];
      return [
        {
          code: 'E-IMP',
          row,
          line,
          column: field.column,
          message: `${field.says} “${value}” is in row ${first} already`,
        },
      ];
    }),
  );
}

const mostGuesses = 20;

function unknownManagers(people: readonly PersonRow[]): readonly ImportFault[] {
  const ids = new Set<string>(people.map(({ entry }) => entry.person.id));
  const lost = people.filter(
    ({ entry: { person } }) => person.manager !== undefined && !ids.has(person.manager),
  );
  return lost.map(({ row, line, entry }, index) => {
    const manager: string = entry.person.manager ?? '';
    const meant = index < mostGuesses ? nearest(manager, [...ids]) : undefined;
    return {
      code: 'E-IMP',
      row,
      line,
      column: 'manager',
      message: `nobody in this file has the id “${manager}”`,
      ...(meant === undefined ? {} : { hint: `did you mean “${meant}”?` }),
    };
  });
}

/** Everybody has at most one manager, so each walk upwards ends at the top, in a walk made before, or in a circle. */
function circles(people: readonly PersonRow[]): readonly ImportFault[] {
  const rows = new Map<string, PersonRow>(people.map((one) => [one.entry.person.id, one]));
  const walked = new Set<string>();
  const faults: ImportFault[] = [];
  for (const id of rows.keys()) {
    const way = new Set<string>();
    let next: string | undefined = id;
    while (next !== undefined && !walked.has(next) && !way.has(next)) {
      way.add(next);
      next = rows.get(next)?.entry.person.manager;
    }
    const start = next !== undefined && way.has(next) ? rows.get(next) : undefined;
    if (start !== undefined)
      faults.push(circleFault(start, [...way].slice([...way].indexOf(start.entry.person.id))));
    for (const one of way) walked.add(one);
  }
  return faults;
}

function circleFault({ row, line }: PersonRow, circle: readonly string[]): ImportFault {
  const [first = ''] = circle;
  const shown = circle.length > 10 ? [...circle.slice(0, 10), '…', first] : [...circle, first];
  const message =
    circle.length === 1
      ? `“${first}” is their own manager`
      : `these people manage one another in a circle: ${shown.join(' → ')}`;
  return { code: 'E-IMP', row, line, column: 'manager', message };
}
