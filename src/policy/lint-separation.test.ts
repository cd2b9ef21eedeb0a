import { expect, it } from 'vitest';
import { parsePolicy } from './parse.ts';

const file = (separation: string): string => `apps:
  db:
    name: DB
    connector: scim
    entitlements:
      read: { name: DB read, description: Look., risk: low }
      write: { name: DB write, description: Change., risk: low }
  ledger:
    name: Ledger
    connector: scim
    entitlements:
      post: { name: Post, description: Post., risk: low }
bundles:
  both: { name: Both, description: Both., entitlements: [db/write, ledger/post] }
separation_of_duties:
  - { name: s, because: So., ${separation} }
rules:
  - { name: rest, because: So., approve: manager }
`;

function tell(text: string): readonly string[] {
  const parsed = parsePolicy(text);
  return (parsed.is === 'policy' ? parsed.warnings : parsed.faults).map(
    ({ severity, code, line, column, message, hint }) =>
      `${severity} ${code} ${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`,
  );
}

it.each([
  [
    'between: [[db/read], [ledger/psot]]',
    'error E-POL-NAME 16:52 no entitlement is called “ledger/psot” | did you mean “ledger/post”?',
  ],
  [
    'between: [[db/read], [legder/*]]',
    'error E-POL-NAME 16:52 no entitlement is called “legder/*” | did you mean “ledger/*”?',
  ],
  [
    'between: [[db/read], [both]]',
    'error E-POL-NAME 16:52 “both” is a bundle, not an entitlement | name what is in it',
  ],
  [
    'between: [[db/read]]',
    'error E-POL-RULE 16:39 the rule “s” has one side: there is nothing to keep apart | write two lists: [[one], [other]]',
  ],
  [
    'between: []',
    'error E-POL-RULE 16:39 the rule “s” has no sides: there is nothing to keep apart | write two lists: [[one], [other]]',
  ],
  [
    'between: [[db/read], [ledger/*, db/read]]',
    'error E-POL-RULE 16:62 db/read is on two sides of “s”: nobody could hold even that alone | leave it on one side',
  ],
  [
    'between: [[db/read], [ledger/*], [db/*]], exception: { stages: [{ ask: manager }], most: 1h }',
    'error E-POL-RULE 16:64 db/read is on two sides of “s”: nobody could hold even that alone | leave it on one side',
  ],
  ['between: [[db/read], []]', 'error E-POL-PARSE 16:51 this list is empty: name something, or leave it out'],
  [
    'between: [[db/write], ledger/*]',
    'error E-POL-PARSE 16:52 entry 2 must be a list, not a text: write [ledger/*]',
  ],
  [
    'between: [[db/read], [ledger/*]], exception: { most: 7d }',
    'error E-POL-PARSE 16:75 an exception needs either stages or a route',
  ],
  [
    'between: [[db/read], [ledger/*]], exception: { stages: [{ ask: manager }] }',
    'error E-POL-PARSE 16:64 “most” is missing',
  ],
  [
    'between: [[db/read], [ledger/*]], exception: { most: 7d, stages: [{ ask: manager, after: { 1h: skip } }] }',
    'error E-POL-RULE 16:125 the last stage cannot be skipped: it would let the request pass undecided | escalate, or let the request expire',
  ],
  [
    'between: [[db/write], [ledger/*]]',
    'warning E-POL-RULE 14:3 nobody can have both: it breaks the separation of duties “s” | take something out of it, or let the rule have an exception',
  ],
])('%s', (separation, says) => {
  expect(tell(file(separation))).toEqual([says]);
  expect(parsePolicy(file(separation)).is).toBe(says.startsWith('error') ? 'faults' : 'policy');
});

it.each([
  'between: [[db/read], [ledger/*]]',
  'between: [[db/read, db/*], [ledger/post]], exception: { stages: [{ ask: manager }], most: 7d }',
  'between: [[db/read, db/read], [db/write], [ledger/post]], exception: { stages: [{ ask: manager }], most: 7d }',
  'between: [[db/write], [ledger/*]], exception: { stages: [{ ask: manager }], most: 7d }',
])('nothing is said about %s', (separation) => {
  expect(parsePolicy(file(separation))).toMatchObject({ is: 'policy', warnings: [] });
});

it('two rules of one name are refused: a request could not say which of them it asks an exception from', () => {
  const twice = file('between: [[db/read], [ledger/*]]').replace(
    'rules:',
    '  - { name: s, because: So., between: [[db/write], [ledger/*]] }\nrules:',
  );
  expect(tell(twice)).toContain(
    'error E-POL-RULE 17:13 “s” is on line 16 already | requests name the rule they ask an exception from',
  );
});
