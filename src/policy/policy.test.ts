import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personId } from '../domain/ids.ts';
import { hour, minute } from '../domain/instant.ts';
import type { ApproverSpec } from '../domain/policy.ts';
import { oneOf } from '../domain/policy-sources.ts';
import type { Fault } from './fault.ts';
import type { ParsedPolicy } from './parse.ts';
import { parsePolicy } from './parse.ts';

const small = `apps:
  db:
    name: DB
    connector: scim
    owners: [bo]
    entitlements:
      read: { name: DB read, description: Look., risk: low }
      write: { name: DB write, description: Change., risk: high }
bundles:
  oncall: { name: On call, description: All., entitlements: [db/read, db/write] }
rules:
  - name: all
    approve: manager
    because: Because.
`;

const rest = '  - { name: rest, refuse: No., because: So. }\n';

/** The small file with one text replaced. */
function edited(from: string, to: string): string {
  if (!small.includes(from)) throw new Error(`the small file has no “${from}”`);
  return small.replace(from, to);
}

const faultsOf = (parsed: ParsedPolicy): readonly Fault[] =>
  parsed.is === 'faults' ? parsed.faults : parsed.warnings;
const tell = ({ line, column, message, hint }: Fault): string =>
  `${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;

function policyOf(text: string, variables: Readonly<Record<string, string>> = {}) {
  const parsed = parsePolicy(text, variables);
  if (parsed.is === 'faults') throw new Error(parsed.faults.map(tell).join('\n'));
  return parsed.policy;
}

describe('a good file', () => {
  it('becomes a policy with the defaults filled in', () => {
    const policy = policyOf(small);
    expect(policy.entitlements[0]).toEqual({
      id: 'db/read',
      app: 'db',
      name: 'DB read',
      description: 'Look.',
      risk: 'low',
      owners: ['bo'],
      maxDuration: 8 * hour,
      defaultDuration: hour,
      aliases: [],
      visibleTo: {},
      tags: [],
      permissions: [],
      target: {},
    });
    expect(policy.rules).toEqual([
      {
        name: 'all',
        match: {},
        route: { kind: 'ask', stages: [oneOf({ by: 'manager' })] },
        because: 'Because.',
      },
    ]);
    expect(policy.settings).toEqual({
      requestDeadline: 24 * hour,
      minReason: 10,
      maxPending: 10,
      actionsPerMinute: 30,
      fulfillers: [],
      policy: { admins: [], fourEyes: false, brake: { people: 20, share: 20 } },
      startWithin: 14 * 24 * hour,
      onBehalf: ['manager'],
    });
  });

  it('names where people get help, with a text for the button if the file has none', () => {
    const help = (entry: string) => policyOf(`${small}settings: { help: ${entry} }`).settings.help;
    expect(help('{ url: " HTTPS://it.example.com/a b", label: Link me }')).toEqual({
      url: 'https://it.example.com/a%20b',
      label: 'Link me',
    });
    expect(help('{ url: "https://it.example.com" }')).toEqual({
      url: 'https://it.example.com/',
      label: 'Ask IT to link you',
    });
  });

  it.each<[string, ApproverSpec[]]>([
    ['manager', [{ by: 'manager' }]],
    ['managers-manager', [{ by: 'managers_manager' }]],
    ['owner', [{ by: 'owner' }]],
    ['[manager, { group: security }]', [{ by: 'manager' }, { by: 'group', group: 'security' }]],
    ['{ person: carla }', [{ by: 'person', person: personId('carla') }]],
    ['{ group: security }', [{ by: 'group', group: 'security' }]],
  ])('asks whom “approve: %s” names', (approve, approvers) => {
    const [rule] = policyOf(edited('approve: manager', `approve: ${approve}`)).rules;
    expect(rule?.route).toEqual({ kind: 'ask', stages: [oneOf(...approvers)] });
  });

  it('approves by itself, or refuses with a text', () => {
    expect(policyOf(edited('approve: manager', 'approve: auto')).rules[0]?.route).toEqual({ kind: 'auto' });
    expect(policyOf(edited('approve: manager', 'refuse: Not today.')).rules[0]?.route).toEqual({
      kind: 'refuse',
      text: 'Not today.',
    });
  });

  it('keeps every condition and limit of a rule', () => {
    const when =
      'when: { items: [db/*, oncall], apps: [db], risk: [low], person: { department: [X], group: [g] }, up_to: 1h30m }';
    const [rule] = policyOf(
      edited('approve: manager', `${when}\n    approve: manager\n    max: 4h\n    deadline: 30 min`) + rest,
    ).rules;
    expect(rule).toMatchObject({
      match: {
        items: ['db/*', 'oncall'],
        apps: ['db'],
        risk: ['low'],
        person: { department: ['X'], group: ['g'] },
        upTo: 90 * minute,
      },
      maxDuration: 4 * hour,
      deadline: 30 * minute,
    });
  });

  it('lets an entitlement have owners, limits, words, permissions and a target of its own', () => {
    const more =
      'risk: low, max: 30m, aliases: [look], owners: [ana], target: { group: G }, visible_to: { title: [T] }, tags: [pci], permissions: [db.read, db.count]';
    expect(policyOf(edited('risk: low', more)).entitlements[0]).toMatchObject({
      owners: ['ana'],
      maxDuration: 30 * minute,
      defaultDuration: 30 * minute,
      aliases: ['look'],
      target: { group: 'G' },
      visibleTo: { title: ['T'] },
      tags: ['pci'],
      permissions: ['db.read', 'db.count'],
    });
  });

  it.each([
    ['CRLF line ends', small.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${small}`],
    ['empty sections', `${small}reviews:\nlifecycle: {}\nsettings:\n`],
    ['comments', small.replace('rules:', '# who decides\nrules: # in order')],
  ])('may have %s', (_, text) => {
    expect(policyOf(text)).toEqual(policyOf(small));
  });

  it('says where people come from', () => {
    expect(parsePolicy(`people: { source: csv, file: p.csv }\n${small}`)).toMatchObject({
      is: 'policy',
      people: { source: 'csv', file: 'p.csv' },
    });
  });
});

describe('variables in config', () => {
  const config = (value: string) =>
    edited('connector: scim', `connector: scim\n    config: { url: "${value}", list: [1, "a\${B}"] }`);

  it('are replaced at any depth, and nothing else is', () => {
    expect(
      policyOf(config('http://${HOST}:${PORT}/'), { HOST: 'h', PORT: '1', B: '$&' }).apps[0]?.config,
    ).toEqual({
      url: 'http://h:1/',
      list: [1, 'a$&'],
    });
    expect(policyOf(edited('name: DB\n', 'name: ${HOST}\n'), { HOST: 'h' }).apps[0]?.name).toBe('${HOST}');
  });

  it.each([
    ['${HOTS}', '5:20 the environment variable HOTS is not set | did you mean “HOST”?'],
    ['${EMPTY}', '5:20 the environment variable EMPTY is empty'],
    ['${toString}', '5:20 the environment variable toString is not set'],
    ['${no name}', '5:20 “no name” cannot be the name of an environment variable'],
    ['x${HOST', '5:20 “${HOST” has no closing brace'],
  ])('%s is a fault with its place', (value, says) => {
    expect(faultsOf(parsePolicy(config(value), { HOST: 'h', EMPTY: '', B: 'b' })).map(tell)).toEqual([says]);
  });
});

describe('a file that is not the YAML we read', () => {
  it.each([
    ['nothing', '', '1:1 the file is empty: it must be a block of keys'],
    ['a list', '- a\n', '1:1 the file must be a block of keys, not a list'],
    [
      'a duplicate key',
      edited('    name: DB\n', '    name: DB\n    name: DC\n'),
      '4:5 the key “name” is here twice, first on line 3',
    ],
    ['an anchor', edited('[bo]', '&a [bo]'), '5:16 anchors are not used here: write it out'],
    ['an alias', edited('[bo]', '*a'), '5:13 aliases are not used here: write it out'],
    [
      'a tag',
      edited('manager', '!!js/function manager'),
      '13:28 the tag tag:yaml.org,2002:js/function is not used here: remove it',
    ],
    ['a key that is a number', edited('connector:', '1:'), '4:5 a key must be a text: put it in quotes'],
    ['a poisoned key', edited('connector:', '__proto__:'), '4:5 the key “__proto__” is not allowed'],
    ['a second document', `${small}---\na: 1\n`, '15:1 a second document begins here: remove the ---'],
    ['a tab', `${small}\tx: 1\n`, '15:1 not valid YAML: Tabs are not allowed as indentation'],
    [
      'text that reads in another order',
      edited('Because.', 'Be\u202ecause.'),
      '14:16 an invisible character here reorders what readers see',
    ],
  ])('%s', (_, text, says) => {
    const faults = faultsOf(parsePolicy(text));
    expect(faults.map(tell)).toContain(says);
    expect(faults.every((fault) => fault.code === 'E-POL-PARSE' && fault.severity === 'error')).toBe(true);
  });

  it('survives a bomb of brackets, and of aliases', () => {
    expect(faultsOf(parsePolicy('['.repeat(100_000)))[0]?.message).toBe('the file is nested too deeply');
    const bomb = Array.from({ length: 20 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n');
    expect(parsePolicy(`a0: &a0 x\n${bomb}`).is).toBe('faults');
  });

  it('refuses more than 1 MB', () => {
    expect(faultsOf(parsePolicy(`${small}#${'x'.repeat(1_000_000)}`))[0]?.message).toBe(
      'the file is larger than 1 MB',
    );
  });
});

describe('a file of the wrong shape', () => {
  it.each([
    ['approve: manager', 'aprove: manager', '13:5 unknown key “aprove” | did you mean “approve”?'],
    ['approve: manager', 'aprovers: manager', '13:5 unknown key “aprovers” | did you mean “approve”?'],
    ['because: Because.', 'because: B.\n    wen: {}', '15:5 unknown key “wen” | did you mean “when”?'],
    ['risk: low', 'risk: lwo', '7:56 “lwo” is not one of low, medium, high, critical | did you mean “low”?'],
    [
      'risk: low',
      'risk: low, colour: red',
      '7:61 unknown key “colour” | known here: name, description, risk, max, default, aliases, tags, permissions, owners, owner_approvers, target, visible_to',
    ],
    [', risk: low', '', '7:7 “risk” is missing'],
    [
      'risk: low',
      `risk: low, permissions: [${Array.from({ length: 501 }, (_, at) => `p${at}`).join()}]`,
      '7:74 an entitlement carries at most 500 permissions',
    ],
    [
      'risk: low',
      `risk: low, permissions: [${'x'.repeat(101)}]`,
      '7:75 this text has more than 100 characters',
    ],
    ['risk: low', 'risk: low, permissions: []', '7:74 this list is empty: name something, or leave it out'],
    ['risk: low', `risk: low, tags: [${'x'.repeat(101)}]`, '7:68 this text has more than 100 characters'],
    ['risk: low', 'risk: low, max: 8', '7:66 write a length of time such as 30m, 8h or 7d'],
    [
      'risk: low',
      'risk: low, max: -1h',
      '7:66 “-1h” is no length of time: write a length of time such as 30m, 8h or 7d',
    ],
    [
      '  db:',
      '  DB_1:',
      '2:3 “DB_1”: an id is made of lower-case letters, digits and hyphens, such as payments-db',
    ],
    [
      'read: {',
      'Read: {',
      '7:7 “Read”: an id is made of lower-case letters, digits and hyphens, such as payments-db',
    ],
    ['owners: [bo]', 'owners: bo', '5:13 “owners” must be a list, not a text: write [bo]'],
    [
      'owners: [bo]',
      'owners: [12]',
      '5:14 entry 1 must be a text, not 12 (put it in quotes if it is meant as a text)',
    ],
    [
      'approve: manager',
      'approve: manger',
      '13:14 approve must be auto, manager, managers-manager, owner, or { … } with person, group, on_call, people or user_group, a list of approvers, or { route: <name> } | did you mean “manager”?',
    ],
    ['approve: manager', 'approve: { persn: bo }', '13:16 unknown key “persn” | did you mean “person”?'],
    [
      'approve: manager',
      'approve: { person: bo, group: g }',
      '13:14 name one of person, group, on_call, people and user_group, or one route',
    ],
    [
      'approve: manager',
      'approve: [manager, manger]',
      '13:24 an approver is manager, managers-manager, owner, or { … } with person, group, on_call, people or user_group | did you mean “manager”?',
    ],
    ['approve: manager', 'approve: [{ grup: g }]', '13:17 unknown key “grup” | did you mean “group”?'],
    ['approve: manager', 'approve: []', '13:14 this list is empty: name something, or leave it out'],
    [
      'approve: manager',
      'when: { risk: [] }\n    approve: manager',
      '13:19 this list is empty: name something, or leave it out',
    ],
    ['    because: Because.\n', '', '12:5 “because” is missing'],
    ['[db/read, db/write]', '[]', '10:61 a bundle needs at least one entitlement'],
    [
      'rules:',
      'reviews: { quarterly: 1 }\nrules:',
      '11:10 this version of Hallpass does not run access reviews yet: remove the section or leave it empty',
    ],
    [
      'rules:',
      'lifecycle: [x]\nrules:',
      '11:12 this version of Hallpass does not run lifecycle rules yet: remove the section or leave it empty',
    ],
    ['rules:', 'settings: { min_reason: ten }\nrules:', '11:25 write a whole number from 0 to 500'],
    ['rules:', 'settings: { max_pending: 0 }\nrules:', '11:26 write a whole number from 1 to 1000'],
    [
      'rules:',
      'settings: { help: { url: "http://it.example.com/link" } }\nrules:',
      '11:26 “http://it.example.com/link” is no https address | did you mean “https://it.example.com/link”?',
    ],
    [
      'rules:',
      'settings: { help: { url: "javascript:alert(1)" } }\nrules:',
      '11:26 “javascript:alert(1)” is no https address | write an address that begins with https://, such as https://help.example.com',
    ],
    [
      'rules:',
      'settings: { help: { url: it.example.com } }\nrules:',
      '11:26 “it.example.com” is no https address | write an address that begins with https://, such as https://help.example.com',
    ],
    [
      'rules:',
      'settings: { help: { url: "https://:pw@it.example.com" } }\nrules:',
      '11:26 “https://:pw@it.example.com” holds a name or password, or is longer than 2,000 characters | write an address that begins with https://, such as https://help.example.com',
    ],
    [
      'rules:',
      'settings: { help: { url: 7 } }\nrules:',
      '11:26 write an address that begins with https://, such as https://help.example.com',
    ],
    ['rules:', 'settings: { help: { label: x } }\nrules:', '11:13 “url” is missing'],
    [
      'rules:',
      'settings: { policy: { admins: manager } }\nrules:',
      '11:31 admins are { group: <name> }, { person: <id> } or a list of these',
    ],
    [
      'rules:',
      'settings: { policy: { four_eys: true } }\nrules:',
      '11:23 unknown key “four_eys” | did you mean “four_eyes”?',
    ],
    [
      'rules:',
      'settings: { policy: { brake: { share: 101 } } }\nrules:',
      '11:39 write a whole number from 0 to 100',
    ],
    [
      'rules:',
      'settings: { policy: { four_eyes: true } }\nrules:',
      '11:34 four_eyes is on, and nobody is named who looks at changes | add admins: { group: <name> } beside it',
    ],
    [
      'rules:',
      'settings: { policy: { four_eyes: true, admins: [{ person: ana }, { person: ana }] } }\nrules:',
      '11:34 four_eyes is on, and admins names one person, whose own changes nobody could look at | name a group, or two people',
    ],
    ['apps:', 'people: { source: ldap, file: x }\napps:', '1:19 “ldap” is not one of csv'],
    ['name: DB\n', `name: ${'y'.repeat(76)}\n`, '3:11 this text has more than 75 characters'],
  ])('%s → %s', (from, to, says) => {
    const parsed = parsePolicy(edited(from, to));
    expect(parsed.is).toBe('faults');
    expect(faultsOf(parsed).map(tell)).toEqual([says]);
  });

  it('tells everything at once, in the order of the file', () => {
    const text = small.replace('risk: low', 'risk: lwo').replace('approve:', 'aprove:').replace('[bo]', 'bo');
    expect(faultsOf(parsePolicy(text)).map((fault) => fault.line)).toEqual([5, 7, 13]);
  });

  it('stops at a hundred', () => {
    const text = `${small}${Array.from({ length: 150 }, (_, index) => `x${index}: 1\n`).join('')}`;
    expect(faultsOf(parsePolicy(text))).toHaveLength(100);
  });
});

it('answers any broken file with faults that stand in it, and never throws', () => {
  const pieces = fc.constantFrom(
    '[',
    '{',
    '"',
    ': ',
    '\n',
    '- ',
    '*a',
    '&a ',
    '!!x ',
    '~',
    '0',
    '__proto__',
    'apps',
    '${X}',
    '/*',
    '\u202e',
    '\t',
    '',
  );
  const damage = fc.tuple(fc.nat(small.length), fc.nat(12), pieces);
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 5 }), (damages) => {
      const text = damages.reduce(
        (now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut),
        small,
      );
      const lines = text.split('\n').length;
      for (const { line, column, message } of faultsOf(parsePolicy(text)))
        expect(line >= 1 && line <= lines && column >= 1 && message !== '', message).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
