import { expect, it } from 'vitest';
import { personId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { createJudge } from './condition/judge.ts';
import { nobodyAssigned } from './lint-assign-people.ts';
import { parsePolicy } from './parse.ts';

const file = (assign: string): string => `apps:
  db:
    name: DB
    connector: scim
    entitlements:
      read: { name: DB read, description: Look., risk: low }
      write: { name: DB write, description: Change., risk: low }
      admin: { name: DB admin, description: All., risk: critical }
bundles:
  all: { name: All, description: All., entitlements: [db/read, db/admin] }
separation_of_duties:
  - { name: s, because: So., between: [[db/read], [db/write]] }
rules:
  - { name: rest, because: So., approve: manager }
assign:
${assign}
`;
const rule = (name: string, rest: string): string => `  - { name: ${name}, because: So., ${rest} }`;

function tell(...rules: readonly string[]): readonly string[] {
  const parsed = parsePolicy(file(rules.join('\n')));
  return (parsed.is === 'policy' ? parsed.warnings : parsed.faults).map(
    ({ severity, code, line, column, message, hint }) =>
      `${severity} ${code} ${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`,
  );
}

it.each([
  [
    'an item that nothing has',
    [rule('a', 'give: [db/raed]')],
    ['error E-POL-NAME 16:37 no entitlement or bundle is called “db/raed” | did you mean “db/read”?'],
  ],
  [
    'all of an app, which grows unseen',
    [rule('a', 'give: ["db/*"]')],
    ['error E-POL-NAME 16:37 no entitlement or bundle is called “db/*”'],
  ],
  [
    'critical access, alone or in a bundle',
    [rule('a', 'give: [db/admin]'), rule('b', 'give: [all]')],
    [16, 17].map(
      (line) =>
        `error E-POL-ASSIGN ${line}:37 db/admin is critical, and critical access is never given without asking | leave it out: whoever needs it asks for it when they do`,
    ),
  ],
  [
    'a name used twice',
    [rule('a', 'give: [db/read]'), rule('a', 'give: [db/read]')],
    [
      'error E-POL-NAME 17:13 another assign rule is called “a” too | people read the name: give each its own',
    ],
  ],
  [
    'a condition about what is asked for, since nothing is',
    [rule('a', 'give: [db/read], if: request.reason == "x"')],
    [expect.stringContaining('error E-POL-CEL 16:51')],
  ],
  [
    'a condition about what is held',
    [rule('a', `give: [db/read], if: 'holds("db/write")'`)],
    ['error E-POL-CEL 16:52 holds() is not known here: birthright access looks at the person only'],
  ],
  [
    'an attribute that a match does not know',
    [rule('a', 'give: [db/read], to: { departmnet: [x] }')],
    [
      'warning E-POL-NAME 16:53 “departmnet” is taken for a further column of the directory | did you mean “department”?',
    ],
  ],
])('tells of %s', (_, rules, told) => {
  expect(tell(...rules)).toEqual(told);
});

const hint = 'a birthright never gets an exception: leave one of them out, or narrow the rules';
it.each([
  [
    'one rule that gives both sides',
    ['give: [db/read, db/write]'],
    'error the rule “a” gives both sides of “s”',
  ],
  [
    'two rules for everybody',
    ['give: [db/read]', 'give: [db/write]'],
    'error “b” and “a” give the same people both sides of “s”',
  ],
  [
    'a rule for some of those whom another reaches',
    ['give: [db/read], to: { department: [X, Y] }', 'give: [db/write], to: { department: [X], title: [T] }'],
    'error “b” and “a” give the same people both sides of “s”',
  ],
  [
    'rules that may meet',
    ['give: [db/read], to: { department: [X] }', 'give: [db/write], to: { location: [L] }'],
    'warning “b” and “a” may give the same people both sides of “s”',
  ],
  [
    'rules that differ in a condition only',
    [`give: [db/read], if: 'person.title == "T"'`, `give: [db/write], if: 'person.title == "U"'`],
    'warning “b” and “a” may give the same people both sides of “s”',
  ],
  [
    'two groups, which one person may be in',
    ['give: [db/read], to: { group: [x] }', 'give: [db/write], to: { group: [y] }'],
    'warning “b” and “a” may give the same people both sides of “s”',
  ],
])('sees what separation of duties forbids in %s', (_, [a = '', b], says) => {
  const [severity = '', message = ''] = says.split(/ (.*)/);
  const told = tell(rule('a', a), ...(b === undefined ? [] : [rule('b', b)]));
  expect(told).toEqual([expect.stringMatching(new RegExp(`^${severity} E-POL-ASSIGN 1[67]:\\d+ `))]);
  expect(told[0]).toContain(`${message} | ${hint}`);
});

it('leaves alone two departments, whom nobody can be in at once', () => {
  const of = (item: string, department: string) => `give: [${item}], to: { department: [${department}] }`;
  expect(tell(rule('a', of('db/read', 'X')), rule('b', of('db/write', 'Y')))).toEqual([]);
});

it('warns of rules that nobody in the directory is like', () => {
  const text = file(
    [
      rule('a', 'give: [db/read], to: { department: [Support] }'),
      rule('b', `give: [db/read], if: 'person.attributes["team"] == "x"'`),
      rule('c', 'give: [db/read], to: { department: [Suport] }'),
    ].join('\n'),
  );
  const parsed = parsePolicy(text);
  if (parsed.is !== 'policy') throw new Error(parsed.faults[0]?.message);
  const person: Person = {
    id: personId('lucy'),
    version: 1,
    email: '',
    name: 'Lucy',
    department: 'Support',
    title: '',
    location: '',
    status: 'active',
    groups: [],
    attributes: {},
  };
  const told = nobodyAssigned(text, parsed.policy, { people: [person], judge: createJudge() });
  expect(told.map(({ line, severity, message }) => [line, severity, message])).toEqual([
    [17, 'warning', 'nobody in the people directory is like this, so “b” gives nothing'],
    [18, 'warning', 'nobody in the people directory is like this, so “c” gives nothing'],
  ]);
});
