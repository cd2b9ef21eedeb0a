import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../domain/instant.ts';
import { parsePolicy } from './parse.ts';

const full = `apps:
  payments-db:
    name: Payments DB
    connector: scim
    owners: [carla]
    entitlements:
      read: { name: Read, description: Look., risk: medium }
      write: { name: Write, description: Change., risk: high }
  ledger:
    name: Ledger
    connector: manual
    owners: [omar]
    entitlements:
      post: { name: Post, description: Post., risk: high }
routes:
  owner-then-security:
    - ask: owner
      need: any
      distinct: true
      reason: false
      fallback: { group: security }
      deadline: 8h
      after: { 2h: remind, 4h: { escalate: [{ group: security }, managers-manager] }, 6h: skip }
    - ask: { group: security }
      need: 2
  other:
    - { ask: [manager, { person: ana }], need: all, distinct: false, reason: true }
rules:
  - name: short
    when:
      items: [payments-db/*]
      if: 'request.duration <= duration("1h") && person.department == "Payments"'
    approve: managers-manager
    because: Short.
  - name: named
    when: { items: [payments-db/write] }
    approve: { route: owner-then-security }
    because: Named.
    min_reason: 20
    holds: [payments-db/read]
    extensions: { times: 2, most: 2h }
  - name: staged
    when: { apps: [ledger] }
    stages: [{ ask: owner }, { ask: { person: ana }, after: { 30m: { route: other } } }]
    because: Staged.
  - name: everything-else
    refuse: Nobody decides about this.
    because: Baseline.
separation_of_duties:
  - name: pay-and-approve
    between: [[payments-db/write], [ledger/*]]
    because: Four eyes.
    exception: { route: other, most: 7d }
  - name: look-and-post
    between: [[payments-db/read], [ledger/post], [payments-db/write]]
    because: Also.
    exception: { stages: [{ ask: { group: audit } }], most: 1d }
  - name: never
    between: [[payments-db/read], [ledger/post]]
    because: Never.
`;

const plain = { need: 1, distinct: true, reason: false, fallback: [], steps: [] };
const security = { by: 'group', group: 'security' };
const other = [
  {
    ...plain,
    approvers: [{ by: 'manager' }, { by: 'person', person: 'ana' }],
    need: 'all',
    distinct: false,
    reason: true,
  },
];
const ownerThenSecurity = [
  {
    ...plain,
    approvers: [{ by: 'owner' }],
    fallback: [security],
    deadline: 8 * hour,
    steps: [
      { after: 2 * hour, do: 'remind' },
      { after: 4 * hour, do: 'escalate', to: [security, { by: 'managers_manager' }] },
      { after: 6 * hour, do: 'skip' },
    ],
  },
  { ...plain, approvers: [security], need: 2 },
];

describe('a file with everything', () => {
  const parsed = parsePolicy(full);
  const policy = parsed.is === 'policy' ? parsed.policy : undefined;

  it('is accepted without a word', () => {
    expect(parsed).toMatchObject({ is: 'policy', warnings: [] });
  });

  it('keeps its named routes', () => {
    expect(policy?.routes).toEqual({ 'owner-then-security': ownerThenSecurity, other });
  });

  it('has rules that are resolved to their stages', () => {
    expect(policy?.rules).toEqual([
      {
        name: 'short',
        match: {
          items: ['payments-db/*'],
          condition: 'request.duration <= duration("1h") && person.department == "Payments"',
        },
        route: { kind: 'ask', stages: [{ ...plain, approvers: [{ by: 'managers_manager' }] }] },
        because: 'Short.',
      },
      {
        name: 'named',
        match: { items: ['payments-db/write'] },
        route: { kind: 'ask', stages: ownerThenSecurity },
        because: 'Named.',
        minReason: 20,
        holds: ['payments-db/read'],
        extensions: { times: 2, most: 2 * hour },
      },
      {
        name: 'staged',
        match: { apps: ['ledger'] },
        route: {
          kind: 'ask',
          stages: [
            { ...plain, approvers: [{ by: 'owner' }] },
            {
              ...plain,
              approvers: [{ by: 'person', person: 'ana' }],
              steps: [{ after: 30 * minute, do: 'route', route: 'other' }],
            },
          ],
        },
        because: 'Staged.',
      },
      {
        name: 'everything-else',
        match: {},
        route: { kind: 'refuse', text: 'Nobody decides about this.' },
        because: 'Baseline.',
      },
    ]);
  });

  it('keeps duties apart, with exceptions and without', () => {
    expect(policy?.separation).toEqual([
      {
        name: 'pay-and-approve',
        sides: [['payments-db/write'], ['ledger/*']],
        because: 'Four eyes.',
        exception: { stages: other, most: 7 * day },
      },
      {
        name: 'look-and-post',
        sides: [['payments-db/read'], ['ledger/post'], ['payments-db/write']],
        because: 'Also.',
        exception: {
          stages: [{ ...plain, approvers: [{ by: 'group', group: 'audit' }] }],
          most: day,
        },
      },
      {
        name: 'never',
        sides: [['payments-db/read'], ['ledger/post']],
        because: 'Never.',
      },
    ]);
  });
});

it('answers whatever stands in its sections with a policy or with faults that have a place, and never throws', () => {
  const from = full.indexOf('routes:');
  const pieces = fc.constantFrom(
    'remind',
    'skip',
    'route: other',
    'escalate: owner',
    'need: 0',
    'need: 9',
    'owner',
    '[]',
    '[[]]',
    '{}',
    'constructor',
    'owner-then-security',
    'payments-db/*',
    '0h',
    '99d',
    'if: ',
    "'",
    '"',
    '(',
    '\\',
    '\n',
    '|',
    ',',
  );
  const damage = fc.tuple(fc.integer({ min: from, max: full.length }), fc.nat(25), pieces);
  // At the borders of words, so that much of what comes out is still a policy file.
  const border = (at: number): number => at + Math.max(0, full.slice(at).search(/\b/u));
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const text = damages.reduce(
        (now, [at, cut, put]) => now.slice(0, border(at)) + put + now.slice(border(at + cut)),
        full,
      );
      const parsed = parsePolicy(text);
      const lines = text.split('\n').length;
      for (const { line, column, message } of parsed.is === 'policy' ? parsed.warnings : parsed.faults)
        expect(line >= 1 && line <= lines && column >= 1 && message !== '', message).toBe(true);
    }),
    { numRuns: 400 },
  );
});

it('answers any value in its sections, and never throws', () => {
  const words = fc.constantFrom(
    'manager',
    'owner',
    'a',
    'b',
    '1h',
    'skip',
    'db/read',
    'db/*',
    'true',
    '"',
    'any',
  );
  const keys = fc.constantFrom(
    'ask',
    'need',
    'after',
    'route',
    'escalate',
    'stages',
    'between',
    'exception',
    'most',
    'a',
    '1h',
    '2h',
    'name',
    'because',
    'fallback',
    'deadline',
    'holds',
    'when',
    'if',
    'approve',
    'refuse',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      words,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const entry = fc.record(
    { ask: fc.constantFrom('manager', 'owner'), after: value, need: value, fallback: value },
    { requiredKeys: ['ask'] },
  );
  const file = fc.record({
    apps: fc.constant({
      db: {
        name: 'DB',
        connector: 'scim',
        entitlements: { read: { name: 'R', description: 'D', risk: 'low' } },
      },
    }),
    routes: fc.oneof(
      value,
      fc.dictionary(fc.constantFrom('a', 'b'), fc.array(entry, { maxLength: 2 }), { noNullPrototype: true }),
    ),
    rules: fc.oneof(
      value,
      fc.array(
        fc.record(
          { name: words, because: words, when: value, stages: fc.array(entry), holds: value },
          { requiredKeys: ['name', 'because'] },
        ),
        { maxLength: 3 },
      ),
    ),
    separation_of_duties: value,
  });
  fc.assert(
    fc.property(file, (written) => {
      expect(['policy', 'faults']).toContain(parsePolicy(JSON.stringify(written)).is);
    }),
    { numRuns: 400 },
  );
});
