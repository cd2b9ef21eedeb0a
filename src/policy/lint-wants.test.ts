import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse.ts';

const file = (rule: string): string => `apps:
  db: { name: DB, connector: scim, owners: [carla], entitlements: { read: { name: Read, description: Look., risk: low } } }
rules:
  - name: all
    approve: owner
    because: It is so.
${rule}`;

const faultsOf = (rule: string) => {
  const parsed = parsePolicy(file(rule), {});
  return parsed.is === 'policy' ? parsed.warnings : parsed.faults;
};

describe('what a rule wants', () => {
  it.each([
    ['    ticket: { pattern: "INC-[0-9", example: INC-1 }', 'E-POL-REGEX', 7, /“INC-\[0-9” is no pattern/],
    [
      '    ticket: { pattern: "INC-[0-9]+", example: see INC-1 }',
      'E-POL-REGEX',
      7,
      /example “see INC-1” does not match/,
    ],
    ['    fields: [{ key: a, label: A }, { key: a, label: B }]', 'E-POL-RULE', 7, /asks for “a” twice/],
    [
      '    fields: [{ key: a, label: A, choices: [x, y, x] }]',
      'E-POL-RULE',
      7,
      /“x” is among the choices twice/,
    ],
    ['    fields: [{ key: a-b, label: A }]', 'E-POL-PARSE', 7, /lower-case letters, digits and _/],
    ['    fields: [{ key: a, lable: A }]', 'E-POL-PARSE', 7, /unknown key “lable”/],
    ['    max: 1h\n    default: 2h', 'E-POL-PARSE', 8, /longer than max/],
    ['    max_open: 0', 'E-POL-PARSE', 7, /whole number from 1/],
    ['    start_within: soon', 'E-POL-PARSE', 7, /length of time/],
    ['    tickets: { pattern: x, example: x }', 'E-POL-PARSE', 7, /unknown key “tickets”/],
  ])('%s', (...[rule, code, line, message]) => {
    expect(faultsOf(rule)).toContainEqual(
      expect.objectContaining({ code, line, message: expect.stringMatching(message) }),
    );
  });

  it('is in vain where the rule refuses', () => {
    const rule = '    ticket: { pattern: x, example: x }\n';
    const refusing = parsePolicy(file(rule).replace('approve: owner', 'refuse: No.'), {});
    expect(refusing).toMatchObject({ warnings: [{ message: expect.stringContaining('does nothing') }] });
  });

  it('is read as it stands', () => {
    const parsed = parsePolicy(
      file(
        '    ticket: { pattern: "INC-[0-9]+", example: INC-1 }\n    fields: [{ key: a, label: A, choices: [x] }]',
      ),
      {},
    );
    expect(parsed).toMatchObject({
      policy: {
        rules: [
          {
            ticket: { pattern: 'INC-[0-9]+', example: 'INC-1' },
            fields: [{ key: 'a', label: 'A', required: false, choices: ['x'] }],
          },
        ],
      },
    });
  });
});
