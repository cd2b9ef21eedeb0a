// One row of people.csv, column by column.
import type { DirectoryEntry } from '../domain/command.ts';
import { personId } from '../domain/ids.ts';
import { nearest } from '../domain/nearest.ts';
import type { PersonStatus } from '../domain/person.ts';
import { slackNative } from '../domain/person.ts';
import type { ImportFault } from './fault.ts';
import { knownColumns } from './header.ts';

type Complaint = Pick<ImportFault, 'column' | 'message' | 'hint'>;
type PersonRead =
  | { readonly is: 'person'; readonly entry: DirectoryEntry }
  | { readonly is: 'complaints'; readonly complaints: readonly Complaint[] };

/** The person a row describes, or everything that is wrong in the row. */
export function readPerson(cells: ReadonlyMap<string, string>, team: string): PersonRead {
  const cell = (column: string): string => cells.get(column) ?? '';
  const complaints = [...identityFaults(cell), ...dateFaults(cell)];
  const status = statusOf(cell('status'));
  if (typeof status !== 'string') complaints.push(status);
  const slack = parts(cell('slack_user_id')).map((id) => nativeOf(id, team));
  complaints.push(...slack.flatMap((one) => (typeof one === 'string' ? [] : [one])));
  if (typeof status !== 'string' || complaints.length > 0) return { is: 'complaints', complaints };
  const person = {
    id: personId(cell('id')),
    email: cell('email'),
    name: cell('name'),
    ...(cell('manager') === '' ? {} : { manager: personId(cell('manager')) }),
    department: cell('department'),
    title: cell('title'),
    location: cell('location'),
    status,
    ...(cell('start_date') === '' ? {} : { startDate: cell('start_date') }),
    ...(cell('end_date') === '' ? {} : { endDate: cell('end_date') }),
    groups: parts(cell('groups')),
    attributes: Object.fromEntries([...cells].filter(([column]) => !knownColumns.includes(column))),
  };
  return {
    is: 'person',
    entry: { person, slack: [...new Set(slack.filter((one) => typeof one === 'string'))] },
  };
}

const parts = (cell: string): readonly string[] => [
  ...new Set(
    cell
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

function identityFaults(cell: (column: string) => string): Complaint[] {
  const faults: Complaint[] = [];
  if (cell('id') === '') faults.push({ column: 'id', message: 'the id is empty' });
  else if (/\s/.test(cell('id')) || cell('id').length > 100)
    faults.push({
      column: 'id',
      message: `“${cell('id').slice(0, 60)}” cannot be an id`,
      hint: 'at most 100 characters, no spaces',
    });
  if (cell('name') === '') faults.push({ column: 'name', message: 'the name is empty' });
  const email = cell('email');
  if (email === '' ? cell('status').toLowerCase() !== 'prehire' : !/^[^\s@]+@[^\s@]+$/.test(email))
    faults.push({
      column: 'email',
      message: email === '' ? 'the e-mail address is empty' : `“${email.slice(0, 60)}” is no e-mail address`,
    });
  return faults;
}

const statuses: readonly PersonStatus[] = ['prehire', 'active', 'leave', 'terminated'];

function statusOf(cell: string): PersonStatus | Complaint {
  const status = statuses.find((one) => one === cell.toLowerCase());
  if (status !== undefined) return status;
  const meant = nearest(cell, statuses);
  return {
    column: 'status',
    message:
      cell === '' ? 'the status is empty' : `“${cell.slice(0, 60)}” is not one of ${statuses.join(', ')}`,
    ...(meant === undefined ? {} : { hint: `did you mean “${meant}”?` }),
  };
}

function dateFaults(cell: (column: string) => string): readonly Complaint[] {
  const [start, end] = [cell('start_date'), cell('end_date')];
  const faults = ['start_date', 'end_date'].flatMap((column) => dateFault(column, cell(column)));
  if (faults.length > 0 || start === '' || end === '' || start <= end) return faults;
  return [{ column: 'end_date', message: `the end ${end} is before the start ${start}` }];
}

function dateFault(column: string, text: string): readonly Complaint[] {
  if (text === '') return [];
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const shown = `“${text.slice(0, 40)}”`;
  if (year === undefined) return [{ column, message: `${shown} is no date`, hint: 'write it as YYYY-MM-DD' }];
  if (Number(year) < 1900 || Number(year) > 2199)
    return [
      {
        column,
        message: `the year of ${shown} is outside 1900–2199`,
        hint: 'leave the cell empty if there is no date',
      },
    ];
  const day = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return day.toISOString().slice(0, 10) === text
    ? []
    : [{ column, message: `${shown} is not in the calendar` }];
}

/** A user id of the given team, or an id with its team: `TEAM:USER`. */
function nativeOf(id: string, team: string): string | Complaint {
  if (/^[UW][A-Z0-9]{1,30}$/.test(id)) return slackNative(team, id);
  if (/^[TE][A-Z0-9]{1,30}:[UW][A-Z0-9]{1,30}$/.test(id)) return id;
  return {
    column: 'slack_user_id',
    message: `“${id.slice(0, 60)}” is no Slack user id`,
    hint: 'it looks like U012AB3CD, or T012AB3CD:U012AB3CD for another team',
  };
}
