import { describe, expect, it } from 'vitest';
import { rosterOf } from '../domain/roster.ts';
import { readCases } from './cases.ts';
import { createJudge } from './condition/judge.ts';
import { foresee } from './foresee.ts';
import { parseInstant } from './instant-text.ts';
import { targetNamed } from './named.ts';
import { parsePolicy } from './parse.ts';
import { person } from './test-people.ts';
import { tryCase } from './try-case.ts';

const people = [
  person('ana'),
  person('bo', { status: 'leave' }),
  person('carla'),
  person('sam', { groups: ['security'] }),
  person('ines', { groups: ['security'], status: 'leave' }),
];

const parsed = parsePolicy(`
apps:
  db:
    name: DB
    connector: manual
    owners: [carla]
    entitlements:
      read: { name: DB read, description: Look., risk: low, max: 8h, default: 1h }
      write: { name: DB write, description: Change., risk: high, max: 8h, default: 1h }
rules:
  - { name: reads, when: { items: [db/read] }, approve: manager, because: So. }
  - name: writes
    when: { items: [db/write] }
    stages: [{ ask: owner }, { ask: { group: security } }]
    because: So.
  - { name: rest, refuse: No., because: So. }
`);
if (parsed.is !== 'policy') throw new Error(JSON.stringify(parsed.faults));
const { policy } = parsed;
const world = { policy, directory: rosterOf(people), judge: createJudge() };
const known = { policy, people };
const now = Date.UTC(2026, 10, 23, 12);

function faultsIn(text: string): readonly string[] {
  const read = readCases(text, known);
  if (read.is === 'cases') return [];
  return read.faults.map(({ line, column, message, hint }) =>
    `${line}:${column} ${message} ${hint ?? ''}`.trim(),
  );
}
function tried(text: string) {
  const read = readCases(text, known);
  if (read.is === 'faults') throw new Error(JSON.stringify(read.faults));
  return read.cases.map((one) => tryCase(world, one, now));
}

describe('a foreseen answer', () => {
  const asks = (item: string) => {
    const target = targetNamed(policy, item);
    if (target === undefined) throw new Error(item);
    return foresee(world, { person: people[0]!, target, duration: 3_600, held: new Set(), now });
  };

  it('names who is on leave and so not asked, also where nobody is left', () => {
    expect(asks('db/read')).toMatchObject({
      is: 'refuse',
      refusal: { code: 'E-APPR-NONE' },
      stages: [{ asked: [], leftOut: [{ id: 'bo', status: 'leave' }] }],
    });
  });

  it('has every stage with the people it would ask today', () => {
    expect(asks('db/write')).toMatchObject({
      is: 'ask',
      stages: [
        { asked: [{ person: 'carla' }], need: 1, leftOut: [] },
        { asked: [{ person: 'sam' }], need: 1, leftOut: [{ id: 'ines' }] },
      ],
    });
  });
});

describe('cases', () => {
  it.each([
    ['[]', '1:1 there are no cases in this file'],
    ['- { name: a, person: ana, item: db/read, duration: 1h }', '1:3 “expect” is missing'],
    [
      '- { name: a, person: anna, item: db/read, duration: 1h, expect: { is: ask } }',
      '1:22 there is no person “anna” did you mean “ana”?',
    ],
    [
      '- { name: a, person: ana, item: DB reed, duration: 1h, expect: { is: ask } }',
      '1:33 there is no entitlement or bundle “DB reed” did you mean “db/read”?',
    ],
    [
      '- { name: a, person: ana, item: db/read, duration: 1h, expect: { is: ask, rul: reads } }',
      '1:75 unknown key “rul” did you mean “rule”?',
    ],
    [
      '- { name: a, person: ana, item: db/read, duration: 1h, expect: { is: ask, rule: raeds } }',
      '1:81 there is no rule “raeds” did you mean “reads”?',
    ],
    [
      '- { name: a, person: ana, item: db/read, duration: 1h, expect: { is: ask, told: [C0NOWHERE] } }',
      '1:82 there is no person or channel “C0NOWHERE”',
    ],
    [
      '- { name: a, person: ana, item: db/read, duration: 1h, expect: { is: ask, code: E-SOD } }',
      '1:81 only a refusal has a code: expect is: refuse',
    ],
    [
      '- { name: a, person: ana, item: db/read, duration: 1h, expect: { is: auto, stages: 1 } }',
      '1:84 only what is asked has stages: expect is: ask',
    ],
    [
      '- { name: a, person: ana, item: db/read, duration: soon, expect: { is: ask } }',
      '1:52 “soon”: write a length of time such as 30m, 8h or 7d',
    ],
    [
      '- { name: a, person: ana, item: db/read, duration: 1h, at: 2026-02-30T12:00Z, expect: { is: ask } }',
      '1:60 “2026-02-30T12:00Z”: write a moment with its offset from UTC, such as 2026-11-23T12:00Z',
    ],
  ])('%s is a fault with its place', (text, fault) => {
    expect(faultsIn(text)).toEqual([fault]);
  });

  it('hold where the policy says what is expected', () => {
    expect(
      tried(
        '- { name: a, person: ana, item: db/write, duration: 1h, expect: { is: ask, rule: writes, asked: [carla], stages: 2, max: 8h } }',
      ),
    ).toEqual([[]]);
  });

  it.each([
    ['is: auto', 'is', 'auto', 'ask'],
    ['is: ask, rule: reads', 'rule', 'reads', 'writes'],
    ['is: ask, asked: [carla, sam]', 'asked', 'carla, sam', 'carla'],
    ['is: ask, stages: 1', 'stages', '1', '2'],
    ['is: ask, max: 4h', 'max', '4 h', '8 h'],
  ])('fail with what is said instead of “%s”', (expected, ...[what, wanted, got]) => {
    expect(
      tried(`- { name: a, person: ana, item: db/write, duration: 1h, expect: { ${expected} } }`),
    ).toEqual([[{ what, expected: wanted, got }]]);
  });

  it('may expect a refusal by its code', () => {
    const refused = (code: string) =>
      tried(`- { name: a, person: bo, item: db/read, duration: 1h, expect: { is: refuse, code: ${code} } }`);
    expect(refused('E-IDENT-LEFT')).toEqual([[]]);
    expect(refused('E-SOD')).toEqual([[{ what: 'code', expected: 'E-SOD', got: 'E-IDENT-LEFT' }]]);
  });
});

describe('a moment', () => {
  it.each([
    ['2026-11-23T12:00Z', now],
    ['2026-11-23T13:00+01:00', now],
    ['2026-11-23T12:00:00Z', now],
    ['2026-11-23', undefined],
    ['2026-11-23T12:00', undefined],
    ['2026-02-30T12:00Z', undefined],
    ['2026-11-23T25:00Z', undefined],
    ['noon', undefined],
  ])('%s', (text, at) => {
    expect(parseInstant(text)).toBe(at);
  });
});
