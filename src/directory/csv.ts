import type { DirectoryEntry } from '../domain/command.ts';
import { cleanText } from '../domain/text.ts';
import type { PersonRow } from './compare-rows.ts';
import { compareRows } from './compare-rows.ts';
import type { ImportFault, ImportRefused } from './fault.ts';
import { importRefused } from './fault.ts';
import type { Header } from './header.ts';
import { readHeader } from './header.ts';
import { readPerson } from './read-person.ts';
import type { CsvRecord } from './rfc4180.ts';
import { readCsv } from './rfc4180.ts';
import { separatorOf } from './separator.ts';

export type ReadPeople =
  | { readonly is: 'people'; readonly entries: readonly DirectoryEntry[] }
  | ImportRefused;

const maxCharacters = 20_000_000;
const maxRows = 100_000;

/**
 * Reads `people.csv` (RFC 4180; `,`, `;` or tab as separator; a byte order mark is fine). Any fault refuses the whole file: half a
 * directory is worse than yesterday's. `team` is the Slack team that ids without one belong to. At most 100,000 rows and 20 MB.
 */
export function readPeople(text: string, team: string): ReadPeople {
  if (text.length > maxCharacters) return importRefused([whole('the file is larger than 20 MB')]);
  const content = text.replace(/^\ufeff/u, '');
  const csv = readCsv(content, separatorOf(content));
  if (csv.is === 'broken')
    return importRefused([{ code: 'E-IMP', row: csv.record, line: csv.line, message: csv.message }]);
  const [first, ...rest] = csv.records;
  if (first === undefined) return importRefused([whole('the file is empty')]);
  if (rest.length > maxRows)
    return importRefused([whole(`the file has ${rest.length} rows; the most is ${maxRows}`)]);
  const header = readHeader(first.values);
  if (header.is === 'faults') return importRefused(header.faults);
  const read = rest.flatMap((record, index) => readRow(record, index + 2, { header: header.header, team }));
  if (read.length === 0)
    return importRefused([
      whole('the file lists nobody', 'an empty directory is never taken for everybody having left'),
    ]);
  const people = read.filter((one) => one.is === 'person');
  const faults = [
    ...read.flatMap((one) => (one.is === 'faults' ? one.faults : [])),
    ...compareRows(people, read.length === people.length),
  ];
  return faults.length > 0
    ? importRefused(faults)
    : { is: 'people', entries: people.map((one) => one.entry) };
}

const whole = (message: string, hint?: string): ImportFault => ({
  code: 'E-IMP',
  row: 0,
  line: 0,
  message,
  ...(hint === undefined ? {} : { hint }),
});

type RowRead =
  | ({ readonly is: 'person' } & PersonRow)
  | { readonly is: 'faults'; readonly faults: readonly ImportFault[] };

function readRow(
  { line, values }: CsvRecord,
  row: number,
  as: { header: Header; team: string },
): readonly RowRead[] {
  if (values.every((value) => value.trim() === '')) return [];
  const at = { code: 'E-IMP', row, line } as const;
  if (values.length !== as.header.length) {
    const message = `this row has ${values.length} values, the header has ${as.header.length}`;
    return [
      { is: 'faults', faults: [{ ...at, message, hint: 'a value with a separator in it must be quoted' }] },
    ];
  }
  const cells = new Map<string, string>();
  for (const [index, column] of as.header.entries()) {
    const clean = cleanText(values[index] ?? '', 0);
    if (clean.is !== 'text')
      return [
        { is: 'faults', faults: [{ ...at, column, message: 'this value is longer than 4,000 characters' }] },
      ];
    cells.set(column, clean.text.replace(/\s+/g, ' '));
  }
  const person = readPerson(cells, as.team);
  return person.is === 'person'
    ? [{ is: 'person', row, line, entry: person.entry }]
    : [{ is: 'faults', faults: person.complaints.map((complaint) => ({ ...at, ...complaint })) }];
}
