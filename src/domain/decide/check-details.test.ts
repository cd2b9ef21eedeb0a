import { describe, expect, it } from 'vitest';
import type { Details } from '../details.ts';
import { cleanDetails, detailsRefusal } from './check-details.ts';
import { momentAt, rule } from './given.ts';

const wants = rule('wants', {
  ticket: { pattern: 'INC-[0-9]+', example: 'INC-1234' },
  fields: [
    { key: 'customer', label: 'Customer', required: true },
    { key: 'region', label: 'Region', required: false, choices: ['EU', 'US'] },
  ],
});
const whole: Details = { ticket: 'INC-7', fields: { customer: 'Berg', region: 'EU' } };
const asked = (given: Details) => detailsRefusal(wants, given, momentAt());

describe('what a rule wants of a request', () => {
  it('is there', () => {
    expect(asked(whole)).toBeUndefined();
    expect(asked({ ...whole, fields: { customer: 'Berg' } })).toBeUndefined();
    expect(detailsRefusal(rule('none', {}), {}, momentAt())).toBeUndefined();
  });

  it.each<[string, Details, object]>([
    [
      'no ticket',
      { fields: whole.fields! },
      { code: 'E-REQ-TICKET', field: 'ticket', text: expect.stringContaining('INC-1234') },
    ],
    [
      'only part of it a ticket',
      { ...whole, ticket: 'see INC-7' },
      { code: 'E-REQ-TICKET', text: expect.stringContaining('“see INC-7”') },
    ],
    ['a ticket and a line below', { ...whole, ticket: 'INC-7\nx' }, { code: 'E-REQ-TICKET' }],
    [
      'nothing where something is required',
      { ticket: 'INC-7' },
      { code: 'E-REQ-FIELD', field: 'field:customer' },
    ],
    [
      'another choice',
      { ...whole, fields: { customer: 'Berg', region: 'CN' } },
      { code: 'E-REQ-FIELD', field: 'field:region' },
    ],
  ])('%s', (_, given, no) => {
    expect(asked(given)).toMatchObject(no);
  });
});

describe('details as they are kept', () => {
  it('are lines without hidden characters, and what is empty is not there', () => {
    expect(cleanDetails({ ticket: ' INC-\u200b7 ', fields: { a: 'x\n y', b: ' \u202e' } })).toEqual({
      ticket: 'INC-7',
      fields: { a: 'x y' },
    });
    expect(cleanDetails({ ticket: '', fields: {} })).toEqual({});
  });

  it('stay what they are when they are cleaned again', () => {
    const once = cleanDetails(whole);
    expect('code' in once ? once : cleanDetails(once)).toEqual(once);
  });

  it.each<[Details, string]>([
    [{ ticket: 'x'.repeat(201) }, 'ticket'],
    [{ fields: { a: 'x'.repeat(201) } }, 'field:a'],
    [{ fields: { a: `e${'\u0301'.repeat(10)}` } }, 'field:a'],
  ])('are refused where they are too long or flooded with marks', (given, field) => {
    expect(cleanDetails(given)).toMatchObject({ field });
  });
});
