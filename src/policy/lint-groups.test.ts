import { expect, test } from 'vitest';
import { ana, bo, dan, eve } from '../domain/decide/given.ts';
import { emptyGroups } from './lint-groups.ts';

const file = `apps:
  db:
    name: DB
    connector: scim
    entitlements: { read: { name: DB read, description: Look., risk: low, target: { group: nobody-knows } } }
rules:
  - { name: a, because: So., approve: { group: securty } }
  - name: b
    because: So.
    break_glass: { tell: [owner, { group: left }], review: { group: security } }
  - { name: c, because: So., when: { person: { group: [x] } }, refuse: No. }
settings: { policy: { admins: { group: nobody } } }
`;
const people = [ana, bo, eve, { ...dan, groups: ['left'] }];

test('groups without an active member are warned of, wherever they are asked or told, with the one that was meant', () => {
  const told = emptyGroups(file, people).map(
    ({ severity, code, line, column, message, hint }) =>
      `${severity} ${code} ${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`,
  );
  expect(told).toEqual([
    'warning E-POL-GROUP 7:48 nobody active is in the group “securty” | did you mean “security”?',
    'warning E-POL-GROUP 10:43 nobody active is in the group “left”',
    'warning E-POL-GROUP 12:40 nobody active is in the group “nobody”',
  ]);
});
