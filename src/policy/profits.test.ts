import { describe, expect, test } from 'vitest';
import { personId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { createJudge } from './condition/judge.ts';
import { parsePolicy } from './parse.ts';
import { profitSteps } from './profits.ts';
import { finish } from './steps.ts';
import { person } from './test-people.ts';

const people = [
  person('bo', { manager: personId('grace') }),
  person('grace'),
  person('ana'),
  person('kit', { attributes: { employment: 'contractor' } }),
  person('samir', { groups: ['security'], department: 'Security', manager: personId('grace') }),
  person('ines', { groups: ['security'], department: 'Security', manager: personId('samir') }),
];

const file = `
apps:
  db:
    name: DB
    connector: manual
    owners: [grace]
    entitlements:
      read: { name: DB read, description: Look., risk: low, max: 8h, default: 1h, target: { group: readers } }
      write: { name: DB write, description: Change., risk: high, max: 8h, default: 1h, target: { group: writers } }
      pay: { name: DB pay, description: Pay., risk: high, max: 8h, default: 1h }
bundles:
  shift: { name: Shift, description: A shift., entitlements: [db/read] }
routes:
  twice: [{ ask: manager, after: { 4h: remind } }, { ask: { group: security } }]
rules:
  - { name: short, when: { items: [db/read, shift], up_to: 1h }, approve: auto, because: So. }
  - { name: reads, when: { items: [db/read, shift] }, approve: manager, because: So. }
  - { name: contractors, when: { items: [db/write], person: { employment: [contractor] } }, refuse: Never., because: So. }
  - { name: writes, when: { items: [db/write] }, approve: { route: twice }, because: So. }
  - { name: weekdays, when: { items: [db/pay], if: 'context.weekday != "sunday"' }, approve: owner, max: 4h, because: So. }
  - { name: rest, refuse: No., because: So. }
separation_of_duties:
  - { name: makers, between: [[db/write], [db/pay]], because: Two people. }
settings:
  policy: { admins: { group: security }, four_eyes: true }
`;

function policyOf(text: string) {
  const parsed = parsePolicy(text);
  if (parsed.is !== 'policy') throw new Error(JSON.stringify(parsed.faults));
  return parsed.policy;
}

/** What one person gains when the file is changed in one place. */
function gains(who: string, from: string, to: string) {
  expect(file).toContain(from);
  const found = people.find((one) => one.id === who);
  if (found === undefined) throw new Error(who);
  const sides = { before: policyOf(file), after: policyOf(file.replace(from, to)) };
  return finish(profitSteps(found, sides, { people, judge: createJudge(), now: Date.UTC(2026, 10, 23, 12) }));
}
const words = (...edit: readonly [string, string, string]) => gains(...edit).map((one) => one.words);

describe('somebody gains', () => {
  test('a say where they are in a schedule, whoever’s turn it is, or may be in what is only looked up later', () => {
    const pager = (approve: string) =>
      `when: { items: [db/pay], if: 'context.weekday != "sunday"' }, approve: ${approve}`;
    const say = 'decides about others’ requests for DB pay (db/pay)';
    const duties = 'separation_of_duties:';
    const week = '{ rotation: [bo, ana], every: 7d, from: 2026-11-16T09:00, zone: UTC }';
    const withPager = file.replace(duties, `on_call: { pager: ${week} }\n${duties}`);
    const gained = (who: Person | undefined, approve: string) => {
      if (who === undefined) return [];
      const after = withPager.replace(pager('owner'), pager(approve));
      const sides = { before: policyOf(withPager), after: policyOf(after) };
      const facts = { people, judge: createJudge(), now: Date.UTC(2026, 10, 17, 12) };
      return finish(profitSteps(who, sides, facts)).map((one) => one.words);
    };
    const [bo, , ana, kit] = people;
    expect(gained(bo, '{ on_call: pager }')).toContain(say);
    expect(gained(ana, '{ on_call: pager }')).toContain(say);
    expect(gained(kit, '{ on_call: pager }')).not.toContain(say);
    expect(gained(kit, '{ user_group: leads }')).toContain(say);
    expect(gained(kit, `{ people: 'approver.department == "Security"' }`)).toContain(say);
  });

  test.each<[string, string, string, string, RegExp]>([
    [
      'ana',
      'what was asked before and is at once now',
      'up_to: 1h }, approve: auto',
      'up_to: 2h }, approve: auto',
      /DB read \(db\/read\) for .*: asked before, granted at once now/,
    ],
    [
      'kit',
      'what was refused before',
      '  - { name: contractors, when: { items: [db/write], person: { employment: [contractor] } }, refuse: Never., because: So. }\n',
      '',
      /db\/write.*refused before, may be asked for now/,
    ],
    [
      'ana',
      'a route with fewer stages',
      'approve: { route: twice }',
      'approve: manager',
      /db\/write.*fewer people have to agree/,
    ],
    ['ana', 'a stage that passes by itself', '4h: remind', '4h: skip', /db\/write.*decided in another way/],
    [
      'ana',
      'other approvers',
      'approve: { route: twice }',
      'stages: [{ ask: owner }, { ask: { group: security } }]',
      /db\/write.*other people are asked/,
    ],
    ['ana', 'more time', 'max: 4h, because', 'max: 6h, because', /db\/pay.*(longer at most|refused before)/],
    [
      'ana',
      'longer extensions',
      'approve: manager, because',
      'approve: manager, extensions: { times: 9, most: 1h }, because',
      /db\/read.*another way/,
    ],
    [
      'ana',
      'what comes with a role',
      'separation_of_duties:\n',
      'assign:\n  - { name: builders, to: { department: [Engineering] }, give: [db/read], because: So. }\nseparation_of_duties:\n',
      /db\/read: given without asking, by the rule “builders”/,
    ],
    [
      'ana',
      'a way to break glass',
      'rules:\n',
      'rules:\n  - { name: emergency, when: { items: [db/pay] }, break_glass: { tell: owner, review: { group: security } }, because: So. }\n',
      /db\/pay.*how glass is broken for it changes/,
    ],
    [
      'ana',
      'a condition that nobody can foresee',
      'context.weekday != "sunday"',
      'context.hour > 6',
      /db\/pay.*a condition that can decide about it changes/,
    ],
    [
      'ana',
      'another group behind the same name',
      'group: readers',
      'group: admins',
      /db\/read.*what it gives in its system changes/,
    ],
    [
      'ana',
      'more in a bundle',
      'entitlements: [db/read] }\nroutes',
      'entitlements: [db/read, db/pay] }\nroutes',
      /Shift \(shift\): .*(what it gives|held|asked|decided)/,
    ],
    ['ana', 'an office: owner', 'owners: [grace]', 'owners: [grace, ana]', /becomes an owner of DB/],
    [
      'ana',
      'an office: admin',
      'admins: { group: security }',
      'admins: [{ group: security }, { person: ana }]',
      /becomes an admin of the policy/,
    ],
    ['ana', 'work by hand', 'settings:', 'settings:\n  fulfillers: [ana]', /work that is done by hand/],
    [
      'bo',
      'a say in others’ requests',
      'approve: owner, max',
      'approve: { person: bo }, max',
      /decides about others’ requests for DB pay/,
    ],
    [
      'samir',
      'a say where nobody answers',
      '4h: remind',
      '2h: { escalate: { person: samir } }',
      /decides about others’ requests for DB write/,
    ],
    [
      'ines',
      'a say for shorter lengths than before',
      '  - { name: reads, when',
      '  - { name: some, when: { items: [db/read], up_to: 4h }, approve: { group: security }, because: So. }\n  - { name: reads, when',
      /decides about others’ requests for DB read/,
    ],
  ])('%s: %s', (who, _, ...[from, to, expected]) => {
    expect(words(who, from, to).join('\n')).toMatch(expected);
  });

  test.each<[string, string, string, string]>([
    [
      'looser separation of duties',
      '  - { name: makers, between: [[db/write], [db/pay]], because: Two people. }',
      '  - { name: others, between: [[db/read], [db/pay]], because: Two. }',
      'makers',
    ],
    [
      'another address for a secret',
      'connector: manual',
      'connector: scim\n    config: { baseUrl: "https://x.example", tokenEnv: TOKEN }',
      'with which secret',
    ],
    ['four eyes that are closed', 'four_eyes: true', 'four_eyes: false', 'settings: policy'],
    [
      'a brake that is let go',
      'four_eyes: true',
      'four_eyes: true, brake: { people: 900 }',
      'settings: policy',
    ],
  ])('like everybody: %s', (_, from, ...[to, expected]) => {
    expect(gains('ana', from, to)).toContainEqual({
      words: expect.stringContaining(expected),
      shared: true,
    });
  });
});

describe('nobody gains', () => {
  test.each<[string, string, string, string]>([
    ['ana', 'by other words', 'because: Two people.', 'because: Two people!'],
    ['ana', 'by a refusal', 'approve: auto', 'approve: manager'],
    [
      'ana',
      'by one more stage',
      '[{ ask: manager, after: { 4h: remind } }, ',
      '[{ ask: manager, after: { 4h: remind } }, { ask: owner }, ',
    ],
    [
      'ana',
      'by what others get',
      '  - { name: short',
      '  - { name: sec, when: { items: [db/write], person: { department: [Security] } }, approve: auto, because: So. }\n  - { name: short',
    ],
    ['ana', 'by less time', 'max: 4h, because', 'max: 3h, because'],
    ['kit', 'by what stays refused to them', 'group: writers', 'group: admins'],
  ])('%s, %s', (who, _, ...[from, to]) => {
    // Rules for separation of duties are told by their words, too: those may be all that differs.
    expect(gains(who, from, to).filter((one) => !one.shared)).toEqual([]);
  });
});
