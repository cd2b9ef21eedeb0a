import type { Instant } from '../domain/instant.ts';
import { day } from '../domain/instant.ts';
import { nearest } from '../domain/nearest.ts';
import type { ImportFault, ImportRefused } from './fault.ts';
import { importRefused } from './fault.ts';
import type { CsvRecord } from './rfc4180.ts';
import { readCsv } from './rfc4180.ts';
import { separatorOf } from './separator.ts';

/** One row: who (by id or by e-mail address), what, when. */
export type UsageRow = {
  readonly person: string;
  readonly email: string;
  readonly used: string;
  readonly lastUsed: Instant;
};
export type ReadUsage = { readonly is: 'usage'; readonly rows: readonly UsageRow[] } | ImportRefused;

const mostRows = 100_000;

/**
 * Reads a file of last uses: the columns `person` (an id) or `email`, `entitlement`, `last_used`; others are left alone. Any fault refuses
 * the whole file. `names` gives, for what may stand under `entitlement`, what it is called in the policy.
 */
export function readUsage(
  text: string,
  of: { readonly names: ReadonlyMap<string, string>; readonly now: Instant },
): ReadUsage {
  const content = text.replace(/^\ufeff/u, '');
  const csv = readCsv(content, separatorOf(content));
  if (csv.is === 'broken')
    return importRefused([{ code: 'E-IMP', row: csv.record, line: csv.line, message: csv.message }]);
  const [first, ...rest] = csv.records;
  if (rest.length > mostRows) return importRefused([at([0, 0], `the file has more than ${mostRows} rows`)]);
  const header = (first?.values ?? []).map((name) => name.trim().toLowerCase());
  const missing = headerFaults(header);
  if (missing.length > 0) return importRefused(missing);
  const read = rest.flatMap((record, index) =>
    record.values.every((value) => value.trim() === '')
      ? []
      : [readRow(record, index + 2, { header, ...of })],
  );
  const faults = read.flatMap((one) => ('message' in one ? [one] : []));
  return faults.length > 0
    ? importRefused(faults)
    : { is: 'usage', rows: read.flatMap((one) => ('message' in one ? [] : [one])) };
}

function headerFaults(header: readonly string[]): readonly ImportFault[] {
  const wanted = ['entitlement', 'last_used', ...(header.includes('email') ? [] : ['person'])];
  return wanted
    .filter((name) => !header.includes(name))
    .map((name) => {
      const meant = nearest(name, header);
      const message = `the column “${name}” is missing${name === 'person' ? ', and so is “email”' : ''}`;
      return at([1, 1], message, meant === undefined ? undefined : `is it “${meant}”?`);
    });
}

function readRow(
  { line, values }: CsvRecord,
  row: number,
  of: {
    readonly header: readonly string[];
    readonly names: ReadonlyMap<string, string>;
    readonly now: Instant;
  },
): UsageRow | ImportFault {
  if (values.length !== of.header.length)
    return at([row, line], `this row has ${values.length} values, the header has ${of.header.length}`);
  const cell = (name: string): string => values[of.header.indexOf(name)]?.trim() ?? '';
  const [person, email] = [cell('person'), cell('email').toLowerCase()];
  if (person === '' && email === '') return at([row, line], 'this row names nobody');
  const name = cell('entitlement');
  const used = of.names.get(name);
  if (used === undefined) {
    const meant = nearest(name, [...of.names.keys()]);
    const message = `the app has neither an entitlement nor a permission called “${name.slice(0, 80)}”`;
    return {
      ...at([row, line], message, meant === undefined ? undefined : `did you mean “${meant}”?`),
      column: 'entitlement',
    };
  }
  const lastUsed = instantOf(cell('last_used'), of.now);
  return typeof lastUsed === 'string'
    ? { ...at([row, line], lastUsed), column: 'last_used' }
    : { person, email, used, lastUsed };
}

const dated = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A day means its end: whoever used something at some time of it used it at the latest then. Or what is wrong with it. */
function instantOf(text: string, now: Instant): Instant | string {
  if (text.toLowerCase() === 'never') return 0;
  const found = dated.exec(text);
  const [, date = '', time] = found ?? [];
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  const instant = time === undefined ? midnight + day * 1_000 - 1 : Date.parse(text);
  if (found === null || !isDay || Number.isNaN(instant))
    return `“${text.slice(0, 40)}” is no date: write 2026-08-21, 2026-08-21T09:30:00Z or never`;
  if (instant > now + 2 * day * 1_000) return `“${text}” lies in the future`;
  return Math.min(instant, now);
}

/** A place in the file: the row as a spreadsheet counts, the line as an editor does. */
type Place = readonly [row: number, line: number];

const at = ([row, line]: Place, message: string, hint?: string): ImportFault => ({
  code: 'E-IMP',
  row,
  line,
  message,
  ...(hint === undefined ? {} : { hint }),
});
