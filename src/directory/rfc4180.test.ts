import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './rfc4180.ts';

const values = (text: string, separator = ',') => {
  const read = readCsv(text, separator);
  return read.is === 'records' ? read.records.map((record) => record.values) : read;
};

describe('readCsv', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    [
      'plain lines',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF, and no line end after the last',
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['CR alone', 'a\rb', [['a'], ['b']]],
    ['empty values at every place', ',a,,\n', [['', 'a', '', '']]],
    ['a separator at the very end', 'a,', [['a', '']]],
    ['an empty line', 'a\n\nb', [['a'], [''], ['b']]],
    [
      'quoted separators, quotes and line ends',
      '"a,1","say ""hi""","x\r\ny"',
      [['a,1', 'say "hi"', 'x\r\ny']],
    ],
    ['an empty quoted value', '"",""\n', [['', '']]],
    ['spaces, which belong to the value', ' a , b', [[' a ', ' b']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('takes other separators, and then leaves commas alone', () => {
    expect(values('a,1;"b;2"', ';')).toEqual([['a,1', 'b;2']]);
    expect(values('a\tb', '\t')).toEqual([['a', 'b']]);
  });

  it('tells the line each record starts on, past quoted line ends', () => {
    const read = readCsv('h\n"1\n2\r\n3"\nx', ',');
    expect(read.is === 'records' && read.records.map((record) => record.line)).toEqual([1, 2, 5]);
  });

  it.each([
    ['a\n"b', 2, 'a quote is opened here and never closed'],
    ['a\n"b"c,d', 2, 'after the closing quote comes “c,d”'],
    [
      'a\nb"c',
      2,
      'a quote stands inside a value that does not begin with one: quote the whole value and double the quote',
    ],
  ])('refuses %j with its line', (text, line, message) => {
    expect(readCsv(text, ',')).toEqual({ is: 'broken', record: 2, line, message });
  });

  it('gives back whatever was written as RFC 4180 asks', () => {
    const table = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', 'é') }), {
        minLength: 1,
        maxLength: 4,
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        expect(values(text)).toEqual(rows);
      }),
    );
  });

  it('is quick with a million quotes', () => {
    const started = performance.now();
    readCsv('"'.repeat(1_000_001), ',');
    readCsv('"",'.repeat(300_000), ',');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
