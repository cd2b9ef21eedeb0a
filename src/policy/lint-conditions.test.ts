import { expect, it } from 'vitest';
import { renderFaults } from './fault.ts';
import { parsePolicy } from './parse.ts';

const file = (condition: string): string => `apps:
  db:
    name: DB
    connector: scim
    entitlements: { read: { name: DB read, description: Look., risk: low } }
rules:
  - name: a
    when:
      if: ${condition}
    approve: manager
    because: So.
  - { name: rest, because: So., refuse: No. }
`;

function tell(text: string): readonly string[] {
  const parsed = parsePolicy(text);
  return parsed.is === 'policy'
    ? []
    : parsed.faults.map(
        ({ code, line, column, message, hint }) =>
          `${code} ${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`,
      );
}

/** The only fault of a file, which is on the condition's line. */
function faultAt(text: string) {
  const parsed = parsePolicy(text);
  const [fault, ...others] = parsed.is === 'faults' ? parsed.faults : [];
  expect(others).toEqual([]);
  expect(fault).toMatchObject({ line: 9, message: expect.stringContaining('nmae') });
  return { code: fault?.code, column: fault?.column ?? 0 };
}

it.each([
  ['plain', 'person.title == "x" && person.nmae == "x"'],
  ['in single quotes', `'person.title == "it''s" && person.nmae == "x"'`],
  ['in double quotes', String.raw`"person.title == \"\u0041\x41\U0001F600\\\\\" && person.nmae == \"x\""`],
  ['plain, with a comment of the file behind', 'person.title == "x" && person.nmae == "x" # why'],
])('a fault in a condition is told at its character: %s', (_, condition) => {
  const fault = faultAt(file(condition));
  expect(fault.code).toBe('E-POL-CEL');
  expect(fault.column - 11 - condition.indexOf('.nmae')).toBe(faultAt(file('person.nmae == ""')).column - 17);
});

it('the character is the same behind a byte order mark, and with CRLF', () => {
  const text = file("'person.title == ''it'' && person.nmae == ''x'''");
  const plain = tell(text);
  expect(plain).toHaveLength(1);
  expect(tell(`\ufeff${text}`)).toEqual(plain);
  expect(tell(text.replaceAll('\n', '\r\n'))).toEqual(plain);
});

it('a caret stands under the character', () => {
  const text = file('person.title == 1');
  const parsed = parsePolicy(text);
  const shown = renderFaults(text, parsed.is === 'faults' ? parsed.faults : [], 'access.yml');
  const [, line = '', caret = ''] = shown.split('\n');
  expect(line.slice(caret.indexOf('^'))).toMatch(/^(?:person|==|1)/);
});

it.each([
  ['|\n        person.title == "x" &&\n        person.nmae == "x"'],
  ['>-\n        person.nmae == "x"'],
  ['person.title == "x" &&\n        person.nmae == "x"'],
])('a condition over several lines is pointed at where it begins: %s', (condition) => {
  expect(tell(file(condition))).toEqual([expect.stringMatching(/^E-POL-CEL 9:11 .*nmae/)]);
});

it.each([
  ['""', 'E-POL-CEL 9:12 the condition is empty'],
  ['person.title', 'E-POL-CEL 9:11 a condition must be true or false, this one is a value of type string'],
  ['\'holds("db/raed")\'', 'E-POL-NAME 9:19 no entitlement is called “db/raed” | did you mean “db/read”?'],
  ['true', 'E-POL-PARSE 9:11 “if” must be a text, not true (put it in quotes if it is meant as a text)'],
])('%s is refused', (condition, says) => {
  expect(tell(file(condition))).toEqual([says]);
});

it('a sound condition is kept as it is written', () => {
  const parsed = parsePolicy(file(`'holds("db/read") && request.duration <= duration("1h")'`));
  expect(parsed.is === 'policy' && parsed.policy.rules[0]?.match).toEqual({
    condition: 'holds("db/read") && request.duration <= duration("1h")',
  });
});
