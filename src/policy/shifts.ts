// Files of shifts: one line each, with start, end and person.
import { personId } from '../domain/ids.ts';
import type { Shift } from '../domain/on-call.ts';
import { parseInstant, showInstant } from './instant-text.ts';

/** What is wrong in such a file, on which of its lines. */
export type ShiftFault = { readonly line: number; readonly message: string };

type Listed = Shift & { readonly line: number };

const columns = 'start,end,person';
const moment = 'write a moment with its offset from UTC, such as 2026-01-05T09:00+01:00';

/** Reads the shifts, in order of time. Two at once are a fault: nobody would know who is on call. */
export function readShifts(text: string): {
  readonly shifts: readonly Shift[];
  readonly faults: readonly ShiftFault[];
} {
  const [head = '', ...rows] = text.replace(/^\ufeff/u, '').split(/\r?\n/);
  if (fieldsOf(head).join() !== columns)
    return { shifts: [], faults: [{ line: 1, message: `the first line must be ${columns}` }] };
  const faults: ShiftFault[] = [];
  const listed: Listed[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.trim() === '') continue;
    const line = index + 2;
    const read = readShift(fieldsOf(row));
    if (typeof read === 'string') faults.push({ line, message: read });
    else listed.push({ ...read, line });
  }
  const ordered = listed.toSorted((a, b) => a.from - b.from);
  return { shifts: ordered.map(({ line: _, ...shift }) => shift), faults: [...faults, ...overlaps(ordered)] };
}

const fieldsOf = (row: string): readonly string[] =>
  row.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'));

function readShift(fields: readonly string[]): Shift | string {
  const [start = '', end = '', person = ''] = fields;
  if (fields.length !== 3 || person === '') return `a line has three fields: ${columns}`;
  const [from, until] = [parseInstant(start), parseInstant(end)];
  if (from === undefined || until === undefined)
    return `“${(from === undefined ? start : end).slice(0, 60)}”: ${moment}`;
  return until > from ? { person: personId(person), from, until } : 'the shift ends before it begins';
}

const overlaps = (ordered: readonly Listed[]): readonly ShiftFault[] =>
  ordered.flatMap(({ line, from }, index) => {
    const before = ordered.slice(0, index).findLast((one) => one.until > from);
    return before === undefined
      ? []
      : [
          {
            line,
            message: `the shift begins before the one on line ${before.line} ends (${showInstant(before.until)})`,
          },
        ];
  });
