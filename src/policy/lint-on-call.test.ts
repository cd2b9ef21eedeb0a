import { describe, expect, test } from 'vitest';
import { personId } from '../domain/ids.ts';
import type { Fault } from './fault.ts';
import { strangersOnCall } from './lint-people.ts';
import { parsePolicy } from './parse.ts';

const policy = (rule: string, onCall: readonly string[] = []) => `apps:
  db: { name: DB, connector: manual, owners: [cy], entitlements: { read: { name: R, description: d, risk: low } } }
rules:
  - name: reads
    when: { items: [db/read] }
    ${rule}
    because: b
  - name: rest
    refuse: Ask IT.
    because: b
${onCall.length === 0 ? '' : ['on_call:', ...onCall].join('\n')}`;

const weekly = '{ rotation: [ana, bo], every: 7d, from: 2026-01-05T09:00, zone: Europe/Stockholm }';
const tell = ({ line, column, message, hint }: Fault) =>
  `${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
const faultsIn = (text: string, files: Readonly<Record<string, string>> = {}) => {
  const parsed = parsePolicy(text, {}, (name) => files[name]);
  return (parsed.is === 'faults' ? parsed.faults : parsed.warnings).map(tell);
};

describe('schedules in the policy file', () => {
  test('a rotation is read with its overrides as instants', () => {
    const text = policy('approve: { on_call: payments }', [
      `  payments: ${weekly.replace(' }', ', overrides: [{ person: cy, from: 2026-07-01T09:00, until: 2026-07-02T09:00 }] }')}`,
    ]);
    const parsed = parsePolicy(text);
    expect(parsed.is === 'policy' && parsed.policy.onCall['payments']).toMatchObject({
      rotation: ['ana', 'bo'],
      every: 604_800,
      from: Date.parse('2026-01-05T09:00:00Z'),
      overrides: [
        { person: 'cy', from: Date.parse('2026-07-01T07:00:00Z'), until: Date.parse('2026-07-02T07:00:00Z') },
      ],
    });
  });

  test.each([
    [
      'approve: { on_call: paymnets }',
      [],
      '6:25 no schedule is called “paymnets” | did you mean “payments”?',
    ],
    [
      'stages: [{ ask: manager, fallback: [owner, { on_call: nope }] }]',
      [],
      '6:59 no schedule is called “nope”',
    ],
    [
      'stages: [{ ask: manager, after: { 1h: { escalate: { on_call: nope } } } }]',
      [],
      '6:66 no schedule is called “nope”',
    ],
    [
      'stages: [{ ask: manager, tell: [{ on_call: nope }, { channel: C0ACCESS }] }]',
      [],
      '6:48 no schedule is called “nope”',
    ],
    [
      'break_glass: { tell: { on_call: paymnets }, review: owner }',
      [],
      '6:37 no schedule is called “paymnets” | did you mean “payments”?',
    ],
    ['break_glass: { tell: owner, review: [{ on_call: nope }] }', [], '6:53 no schedule is called “nope”'],
    [
      'stages: [{ ask: { on_call: payments }, need: 2 }]',
      [],
      '6:50 need: 2 can never be reached: the stage asks one person at most | ask more people, or need fewer',
    ],
    [
      'approve: manager',
      [
        '  nights:',
        '    rotation: []',
        '    every: 7d',
        '    from: 2026-01-05T09:00',
        '    zone: Europe/Stockholm',
      ],
      '14:15 this list is empty: name something, or leave it out',
    ],
    [
      'approve: manager',
      [`  nights: ${weekly.replace('Europe/Stockholm', 'Europe/Stokholm')}`],
      '13:75 there is no such time zone: write one such as Europe/Stockholm',
    ],
    [
      'approve: manager',
      [`  nights: ${weekly.replace('T09:00', '')}`],
      '13:51 “2026-01-05”: write a day and a time of day in the zone, such as 2026-01-05T09:00',
    ],
    [
      'approve: manager',
      [
        `  nights: ${weekly.replace(' }', ', overrides: [{ person: bo, from: 2026-12-24T09:00, until: 2026-12-24T09:00 }] }')}`,
      ],
      '13:150 the override ends before it begins | until is later than from',
    ],
    [
      'approve: manager',
      ['  nights: { rotation: [ana] }'],
      '13:11 a schedule has a rotation with every, from and zone, or a file and nothing else',
    ],
    [
      'approve: manager',
      ['  nights: { file: a.csv, zone: UTC }'],
      '13:11 a schedule has a rotation with every, from and zone, or a file and nothing else',
    ],
  ] as const)('%s %j', (rule, more, says) => {
    expect(faultsIn(policy(rule, [`  payments: ${weekly}`, ...more]))).toEqual([says]);
  });
});

describe('a file of shifts', () => {
  const text = policy('approve: { on_call: network }', ['  network: { file: network.csv }']);
  const head = 'start,end,person';
  const first = '2026-01-05T09:00+01:00,2026-01-06T09:00+01:00,ana';

  test('is read in order of time, whatever the order of its lines', () => {
    const parsed = parsePolicy(text, {}, () =>
      [head, '2026-01-06T09:00+01:00,2026-01-07T09:00+01:00,"bo"', '', first, ''].join('\r\n'),
    );
    expect(parsed.is === 'policy' && parsed.policy.onCall['network']).toEqual({
      kind: 'shifts',
      shifts: [
        {
          person: personId('ana'),
          from: Date.parse('2026-01-05T08:00Z'),
          until: Date.parse('2026-01-06T08:00Z'),
        },
        {
          person: personId('bo'),
          from: Date.parse('2026-01-06T08:00Z'),
          until: Date.parse('2026-01-07T08:00Z'),
        },
      ],
    });
  });

  test.each([
    [undefined, 'network.csv cannot be read | it is looked for beside the policy file'],
    [head, 'network.csv has no shift: nobody is ever on call'],
    ['start,until,person', 'network.csv, line 1: the first line must be start,end,person'],
    [`${head}\n${first},x`, 'network.csv, line 2: a line has three fields: start,end,person'],
    [
      `${head}\n2026-01-05T09:00,2026-01-06T09:00+01:00,ana`,
      'network.csv, line 2: “2026-01-05T09:00”: write a moment with its offset from UTC, such as 2026-01-05T09:00+01:00',
    ],
    [
      `${head}\n2026-01-06T09:00Z,2026-01-05T09:00Z,ana`,
      'network.csv, line 2: the shift ends before it begins',
    ],
    [
      `${head}\n2026-01-06T07:00Z,2026-01-07T08:00Z,bo\n${first}`,
      'network.csv, line 2: the shift begins before the one on line 3 ends (2026-01-06 08:00 UTC)',
    ],
  ])('%j', (file, says) => {
    expect(faultsIn(text, file === undefined ? {} : { 'network.csv': file })).toEqual([`12:20 ${says}`]);
  });
});

describe('conditions that choose approvers', () => {
  const rule = (condition: string) => policy(`approve: { people: '${condition}' }`);
  test.each([
    ['approver.department == "Security" && approver.title.startsWith("Lead")', []],
    [
      'approver.departmnt == "Security"',
      ['6:34 approver has no field “departmnt” | did you mean “department”?'],
    ],
    ['approver.id', ['6:25 a condition must be true or false, this one is a value of type string']],
    ['holds("db/raed")', ['6:32 no entitlement is called “db/raed” | did you mean “db/read”?']],
  ])('%s', (condition, says) => {
    expect(faultsIn(rule(condition))).toEqual(says);
  });

  test('everywhere an approver can stand, not in a rule’s own condition', () => {
    const found = faultsIn(
      policy(
        `stages: [{ ask: [owner, { people: 'approver' }], fallback: { people: 'x' }, after: { 1h: { escalate: { people: 'y' } } } }]`,
      ),
    );
    expect(found).toHaveLength(3);
    expect(
      faultsIn(policy('approve: manager').replace('items: [db/read]', `if: 'approver.id == "ana"'`)),
    ).toEqual([expect.stringContaining('approver')]);
  });
});

test('the handle of a user group is written without @', () => {
  expect(faultsIn(policy('approve: { user_group: "@security-leads" }'))).toEqual([
    '6:28 write the handle of a Slack user group without @, such as security-leads',
  ]);
});

test('whoever is on call and unknown to the directory is found, with the id that may have been meant', () => {
  const file = 'start,end,person\n2026-01-06T09:00Z,2026-01-07T09:00Z,ghost';
  const override = ', overrides: [{ person: xyz, from: 2026-12-24T09:00, until: 2026-12-27T09:00 }] }';
  const text = policy('approve: manager', [
    `  payments: ${weekly.replace('[ana, bo]', '[ana, carl]').replace(' }', override)}`,
    '  network: { file: network.csv }',
  ]);
  const parsed = parsePolicy(text, {}, () => file);
  expect(parsed.is).toBe('policy');
  if (parsed.is === 'policy')
    expect(strangersOnCall(text, parsed.policy, ['ana', 'carla']).map(tell)).toEqual([
      '12:31 the directory knows nobody with the id “carl” | did you mean “carla”?',
      '12:119 the directory knows nobody with the id “xyz”',
      '13:20 the directory knows nobody with the id “ghost”',
    ]);
});
