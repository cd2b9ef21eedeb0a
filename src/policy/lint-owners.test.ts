import { expect, it } from 'vitest';
import { parsePolicy } from './parse.ts';

const file = (settings: string, app = ''): string => `apps:
  db:
    name: DB
    connector: scim
    owners: [carla]
${app}    entitlements: { read: { name: DB read, description: Look., risk: low } }
rules:
  - { name: rest, because: So., refuse: No. }
settings:
${settings}
`;
const told = (text: string): readonly string[] => {
  const parsed = parsePolicy(text);
  return (parsed.is === 'faults' ? parsed.faults : parsed.warnings).map(
    (one) =>
      `${one.severity} ${one.line}:${one.column} ${one.message}${one.hint === undefined ? '' : ` | ${one.hint}`}`,
  );
};
const people = '    owner_approvers: [{ person: raj }, { group: leads }]\n';

it.each<[string, string, readonly string[]]>([
  ['what owners may change, and whom they may choose', file('  owners_may: [risk, approvers]', people), []],
  ['nothing of it', file('  min_reason: 5'), []],
  [
    'approvers, and nobody to choose',
    file('  owners_may: [risk, approvers]'),
    [
      'error 10:22 owners may choose approvers, but there is nobody to choose from | give an app or an entitlement owner_approvers',
    ],
  ],
  [
    'people to choose, and owners who may not',
    file('  owners_may: [risk]', people),
    [
      'warning 6:5 nothing comes of owner_approvers: owners may not choose approvers | write approvers in settings.owners_may',
    ],
  ],
  [
    'a word that is none',
    file('  owners_may: [risks]'),
    ['error 10:16 “risks” is not one of description, risk, max, approvers | did you mean “risk”?'],
  ],
  [
    'somebody who is neither a person nor a group',
    file('  owners_may: [approvers]', '    owner_approvers: [manager]\n'),
    ['error 6:23 entry 1 must be a block of keys, not a text'],
  ],
])('a file with %s', (_name, text, expected) => {
  expect(told(text)).toEqual(expected);
});
