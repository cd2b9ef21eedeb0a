import { nearest } from '../domain/nearest.ts';
import type { ImportFault } from './fault.ts';

/** Column names in the order of the file: the known ones in lower case, others as they are written. */
export type Header = readonly string[];

const required = [
  'id',
  'email',
  'name',
  'slack_user_id',
  'manager',
  'department',
  'title',
  'location',
  'status',
  'start_date',
  'end_date',
];
/** The columns with a meaning of their own; every other is an attribute of the person. */
export const knownColumns: readonly string[] = [...required, 'groups'];

type HeaderRead =
  | { readonly is: 'header'; readonly header: Header }
  | { readonly is: 'faults'; readonly faults: readonly ImportFault[] };

/** Every known column but `groups` must be there, so that a forgotten one cannot empty a field of everybody. */
export function readHeader(values: readonly string[]): HeaderRead {
  const header = values.map((value) => {
    const name = value.trim();
    return knownColumns.includes(name.toLowerCase()) ? name.toLowerCase() : name;
  });
  const faults = [
    ...header.flatMap((name, index) => headerFault(header, name, index)),
    ...required.filter((name) => !header.includes(name)).map((name) => missing(name, header)),
  ];
  return faults.length > 0 ? { is: 'faults', faults } : { is: 'header', header };
}

function headerFault(header: Header, name: string, index: number): readonly ImportFault[] {
  if (name === '') return [fault(`column ${index + 1} has no name`)];
  if (header.indexOf(name) < index) return [fault(`the column “${name}” is there twice`)];
  const meant = knownColumns.includes(name) ? undefined : nearest(name, ['groups']);
  if (meant === undefined || header.includes(meant)) return [];
  return [fault(`the column “${name}” would be a further attribute`, `did you mean “${meant}”?`)];
}

function missing(name: string, header: Header): ImportFault {
  const meant = nearest(
    name,
    header.filter((one) => !knownColumns.includes(one)),
  );
  return fault(
    `the column “${name}” is missing`,
    meant === undefined ? 'leave its cells empty if there is nothing to say' : `is it “${meant}”?`,
  );
}

const fault = (message: string, hint?: string): ImportFault => ({
  code: 'E-IMP',
  row: 1,
  line: 1,
  message,
  ...(hint === undefined ? {} : { hint }),
});
