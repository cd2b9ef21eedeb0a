import { describe, expect, it } from 'vitest';
import { readPeople } from './csv.ts';
import type { ImportFault } from './fault.ts';
import { renderImportFaults } from './fault.ts';

const header = 'id,email,name,slack_user_id,manager,department,title,location,status,start_date,end_date';
const grace = 'grace,grace@x.example,Grace,U005,,Board,CEO,Stockholm,active,2019-02-01,';
const bo = 'bo,bo@x.example,Bo Chen,U002,grace,Engineering,Manager,London,active,2020-05-18,';
const ana = 'ana,ana@x.example,Ana Ruiz,U001,bo,Engineering,Engineer,Lisbon,active,2023-03-06,2030-01-01';
const file = (...rows: readonly string[]) => [header, ...rows, ''].join('\n');

const tell = ({ row, column, message, hint }: ImportFault): string =>
  `${row}${column === undefined ? '' : ` ${column}`}: ${message}${hint === undefined ? '' : ` | ${hint}`}`;
const faultsOf = (text: string): readonly string[] => {
  const read = readPeople(text, 'T1');
  return read.is === 'faults' ? read.faults.map(tell) : [];
};
const entriesOf = (text: string, team = 'T1') => {
  const read = readPeople(text, team);
  if (read.is === 'faults') throw new Error(read.faults.map(tell).join('\n'));
  return read.entries;
};
/** Ana's row with one text replaced, after the rows of her managers. */
const withAna = (from: string, to: string): string => {
  if (!ana.includes(from)) throw new Error(`the row has no “${from}”`);
  return file(grace, bo, ana.replace(from, to));
};

describe('a good file', () => {
  it('becomes people with their Slack accounts', () => {
    expect(entriesOf(file(grace, bo, ana)).at(-1)).toEqual({
      person: {
        id: 'ana',
        email: 'ana@x.example',
        name: 'Ana Ruiz',
        manager: 'bo',
        department: 'Engineering',
        title: 'Engineer',
        location: 'Lisbon',
        status: 'active',
        startDate: '2023-03-06',
        endDate: '2030-01-01',
        groups: [],
        attributes: {},
      },
      slack: ['T1:U001'],
    });
    expect(entriesOf(file(grace))[0]?.person).not.toHaveProperty('manager');
  });

  it.each([
    ['a byte order mark and CRLF', `\ufeff${file(grace, bo, ana).replaceAll('\n', '\r\n')}`],
    ['a byte order mark before quotes', `\ufeff${file(grace, bo, ana).replace('id', '"id"')}`],
    ['semicolons', file(grace, bo, ana).replaceAll(',', ';')],
    ['tabs', file(grace, bo, ana).replaceAll(',', '\t')],
    [
      'blank lines and spaces around values',
      file(grace, '', bo, ' , , , , , , , , , , ', ana.replaceAll(',', ' , ')),
    ],
    ['headings in capitals', file(grace, bo, ana).replace(header, header.toUpperCase())],
    ['a manager below the people managed', file(ana, bo, grace)],
  ])('may have %s', (_, text) => {
    const byId = (one: { person: { id: string } }, other: { person: { id: string } }) =>
      one.person.id < other.person.id ? -1 : 1;
    expect(entriesOf(text).toSorted(byId)).toEqual(entriesOf(file(grace, bo, ana)).toSorted(byId));
  });

  it('keeps unknown columns as attributes, and splits groups', () => {
    const text = `${header},groups,Cost center\n${ana.replace(',bo,', ',,')},security; oncall;security,12\n`;
    expect(entriesOf(text)[0]?.person).toMatchObject({
      groups: ['security', 'oncall'],
      attributes: { 'Cost center': '12' },
    });
  });

  it('lets a person have several Slack accounts, in other teams too', () => {
    expect(entriesOf(withAna('U001', 'U001; T9:U7;W12;U001')).at(-1)?.slack).toEqual([
      'T1:U001',
      'T9:U7',
      'T1:W12',
    ]);
    expect(entriesOf(withAna('U001', '')).at(-1)?.slack).toEqual([]);
  });

  it('makes text safe to show: one line, no hidden characters', () => {
    expect(entriesOf(withAna('Ana Ruiz', '"Ana\n\u202eRuiz"')).at(-1)?.person.name).toBe('Ana Ruiz');
  });

  it('lets a prehire have no e-mail address yet', () => {
    expect(
      entriesOf(withAna('ana@x.example', '').replace('Lisbon,active', 'Lisbon,prehire')).at(-1)?.person,
    ).toMatchObject({ email: '', status: 'prehire' });
  });
});

describe('a fault in a row', () => {
  it.each([
    ['ana,', ',', '4 id: the id is empty'],
    ['ana,', 'a na,', '4 id: “a na” cannot be an id | at most 100 characters, no spaces'],
    ['Ana Ruiz', '', '4 name: the name is empty'],
    ['ana@x.example', 'ana', '4 email: “ana” is no e-mail address'],
    ['ana@x.example', '', '4 email: the e-mail address is empty'],
    [
      'U001',
      '@ana',
      '4 slack_user_id: “@ana” is no Slack user id | it looks like U012AB3CD, or T012AB3CD:U012AB3CD for another team',
    ],
    [
      'active',
      'actve',
      '4 status: “actve” is not one of prehire, active, leave, terminated | did you mean “active”?',
    ],
    ['active', '', '4 status: the status is empty'],
    ['2023-03-06', '06.03.2023', '4 start_date: “06.03.2023” is no date | write it as YYYY-MM-DD'],
    ['2023-03-06', '2023-02-30', '4 start_date: “2023-02-30” is not in the calendar'],
    ['2023-03-06', '2023-13-01', '4 start_date: “2023-13-01” is not in the calendar'],
    [
      '2023-03-06',
      '0001-01-01',
      '4 start_date: the year of “0001-01-01” is outside 1900–2199 | leave the cell empty if there is no date',
    ],
    [
      '2030-01-01',
      '9999-12-31',
      '4 end_date: the year of “9999-12-31” is outside 1900–2199 | leave the cell empty if there is no date',
    ],
    ['2030-01-01', '2020-01-01', '4 end_date: the end 2020-01-01 is before the start 2023-03-06'],
    [
      ',Lisbon',
      '',
      '4: this row has 10 values, the header has 11 | a value with a separator in it must be quoted',
    ],
    ['Engineer,', `${'x'.repeat(4_001)},`, '4 title: this value is longer than 4,000 characters'],
    ['ana,', 'BO,', '4 id: the id “BO” is in row 3 already'],
    ['ana@x.example', 'Bo@X.example', '4 email: the e-mail address “Bo@X.example” is in row 3 already'],
    ['U001', 'U002', '4 slack_user_id: the Slack account “T1:U002” is in row 3 already'],
    [',bo,', ',bob,', '4 manager: nobody in this file has the id “bob” | did you mean “bo”?'],
    [',bo,', ',ana,', '4 manager: “ana” is their own manager'],
  ])('%s → %s', (from, to, says) => {
    expect(faultsOf(withAna(from, to))).toEqual([says]);
  });

  it('shows a circle of managers once', () => {
    const circle = file(
      grace.replace('U005,,', 'U005,ana,'),
      bo,
      ana,
      ana.replace('ana,', 'raj,').replace('ana@', 'raj@').replace('U001', 'U010'),
    );
    expect(faultsOf(circle)).toEqual([
      '2 manager: these people manage one another in a circle: grace → ana → bo → grace',
    ]);
  });

  it('counts rows as a spreadsheet does, and lines as an editor does', () => {
    const text = file(grace, bo.replace('Bo Chen', '"Bo\nChen"'), '', ana.replace('active', 'x'));
    const read = readPeople(text, 'T1');
    expect(read.is === 'faults' && read.faults[0]).toMatchObject({ row: 5, line: 6 });
  });

  it('tells a fault in one line with its place', () => {
    const told = (text: string) => {
      const read = readPeople(text, 'T1');
      return read.is === 'faults' ? renderImportFaults(read, 'people.csv') : '';
    };
    expect(told(withAna(',bo,', ',bob,'))).toBe(
      'people.csv row 4, manager: nobody in this file has the id “bob”: did you mean “bo”?',
    );
    expect(told(file(grace.replace('Grace', '"Gra\nce"'), ana))).toBe(
      'people.csv row 3 (line 4), manager: nobody in this file has the id “bo”',
    );
    expect(told('')).toBe('people.csv: the file is empty');
    expect(told(file(...Array.from({ length: 22 }, () => 'x')))).toMatch(/\n… and 2 more\.$/);
  });

  it('refuses the whole file and lists at most 20 of its faults', () => {
    const rows = Array.from({ length: 50 }, (_, index) => `p${index},p${index},P,,,,,,active,,`);
    const read = readPeople(file(grace, ...rows), 'T1');
    expect(read).toMatchObject({ is: 'faults', total: 50 });
    expect(read.is === 'faults' && read.faults).toHaveLength(20);
  });
});

describe('a fault in the file', () => {
  it.each([
    ['nothing', '', '0: the file is empty'],
    [
      'only a header',
      `${header}\n\n`,
      '0: the file lists nobody | an empty directory is never taken for everybody having left',
    ],
    [
      'a forgotten column',
      file(grace).replace('manager,', ''),
      '1: the column “manager” is missing | leave its cells empty if there is nothing to say',
    ],
    [
      'a misspelt column',
      file(grace).replace('manager', 'manger'),
      '1: the column “manager” is missing | is it “manger”?',
    ],
    ['a column twice', file(grace).replace('title', 'name'), '1: the column “name” is there twice'],
    ['a column without a name', file(grace).replace('end_date', 'end_date,'), '1: column 12 has no name'],
    [
      'a column that looks like groups',
      file(grace).replace('end_date', 'end_date,group'),
      '1: the column “group” would be a further attribute | did you mean “groups”?',
    ],
    [
      'an open quote',
      file(grace, bo.replace('Bo Chen', '"Bo Chen'), ana),
      '3: a quote is opened here and never closed',
    ],
  ])('%s', (_, text, says) => {
    expect(faultsOf(text)).toContain(says);
  });

  it('refuses a million rows, and a file of more than 20 MB', () => {
    expect(faultsOf(`${header}\n${'\n'.repeat(1_000_000)}`)).toEqual([
      '0: the file has 1000000 rows; the most is 100000',
    ]);
    expect(faultsOf('x'.repeat(20_000_001))).toEqual(['0: the file is larger than 20 MB']);
  });

  it('reads a large company in good time', () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index) =>
        `p${index},p${index}@x.example,P ${index},U${index},p${Math.max(0, index - 1)},D,T,L,active,2020-01-01,`,
    );
    const started = performance.now();
    expect(entriesOf(file(rows[0]!.replace(',p0,D', ',,D'), ...rows.slice(1)))).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
