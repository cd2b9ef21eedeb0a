import { describe, expect, it } from 'vitest';
import { renderImportFaults } from './fault.ts';
import { readUsage } from './usage-csv.ts';

const now = Date.UTC(2026, 10, 23, 12);
const names = new Map([
  ['read', 'db/read'],
  ['db/read', 'db/read'],
  ['payments.view', 'payments.view'],
]);
const read = (text: string) => readUsage(text, { names, now });
const faults = (text: string): string => {
  const result = read(text);
  return result.is === 'faults' ? renderImportFaults(result, 'u.csv') : 'none';
};

describe('a file of last uses', () => {
  it('names people by id or address, things by id, key or permission, and times by day, instant or never', () => {
    expect(
      read(
        '\ufeffPerson;Email;Entitlement;Last_Used;note\r\nana;;read;2026-08-21;x\r\n;BO@X.example;db/read;2026-08-21T09:30:00+02:00;\r\n\r\ncy;;payments.view;never;',
      ),
    ).toEqual({
      is: 'usage',
      rows: [
        { person: 'ana', email: '', used: 'db/read', lastUsed: Date.UTC(2026, 7, 22) - 1 },
        { person: '', email: 'bo@x.example', used: 'db/read', lastUsed: Date.UTC(2026, 7, 21, 7, 30) },
        { person: 'cy', email: '', used: 'payments.view', lastUsed: 0 },
      ],
    });
  });

  it('may name today, which is not over: that is now', () => {
    expect(read('person,entitlement,last_used\nana,read,2026-11-23')).toMatchObject({
      rows: [{ lastUsed: now }],
    });
  });

  it.each([
    [
      '',
      'u.csv row 1: the column “entitlement” is missing\nu.csv row 1: the column “last_used” is missing\nu.csv row 1: the column “person” is missing, and so is “email”',
    ],
    ['person,entitlement,last_use\n', 'u.csv row 1: the column “last_used” is missing: is it “last_use”?'],
    ['person,entitlement,last_used\nana,read', 'u.csv row 2: this row has 2 values, the header has 3'],
    ['person,entitlement,last_used\n,read,never', 'u.csv row 2: this row names nobody'],
    [
      'person,entitlement,last_used\nana,raed,never',
      'u.csv row 2, entitlement: the app has neither an entitlement nor a permission called “raed”: did you mean “read”?',
    ],
    [
      'person,entitlement,last_used\nana,read,2026-02-30',
      'u.csv row 2, last_used: “2026-02-30” is no date: write 2026-08-21, 2026-08-21T09:30:00Z or never',
    ],
    [
      'person,entitlement,last_used\nana,read,21.8.2026',
      'u.csv row 2, last_used: “21.8.2026” is no date: write 2026-08-21, 2026-08-21T09:30:00Z or never',
    ],
    [
      'person,entitlement,last_used\nana,read,',
      'u.csv row 2, last_used: “” is no date: write 2026-08-21, 2026-08-21T09:30:00Z or never',
    ],
    [
      'person,entitlement,last_used\nana,read,2027-01-01',
      'u.csv row 2, last_used: “2027-01-01” lies in the future',
    ],
    ['person,entitlement,last_used\n"ana,read', 'u.csv row 2: a quote is opened here and never closed'],
  ])('is refused whole, with the row: %j', (text, says) => {
    expect(faults(text)).toBe(says);
  });
});
