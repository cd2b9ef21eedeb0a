import { describe, expect, it } from 'vitest';
import { personId } from '../domain/ids.ts';
import { createJudge } from './condition/judge.ts';
import { parsePolicy } from './parse.ts';
import { planPolicy } from './plan.ts';
import { dutyChanges, glassChanges } from './plan-duties.ts';
import { person } from './test-people.ts';

const people = [
  person('bo', { manager: personId('grace') }),
  person('grace'),
  person('ana'),
  person('kit', { attributes: { employment: 'contractor' } }),
  person('lucy', { department: 'Support' }),
  person('noor', { status: 'terminated' }),
];

const file = `
apps:
  db:
    name: DB
    connector: manual
    owners: [grace]
    entitlements:
      read: { name: DB read, description: Look., risk: low, max: 8h, default: 1h }
      write: { name: DB write, description: Change., risk: high, max: 8h, default: 1h }
rules:
  - { name: short, when: { items: [db/read], up_to: 1h }, approve: auto, because: So. }
  - { name: reads, when: { items: [db/read] }, approve: manager, because: So. }
  - { name: contractors, when: { items: [db/write], person: { employment: [contractor] } }, refuse: Never., because: So. }
  - { name: writes, when: { items: [db/write] }, approve: owner, because: So. }
  - { name: rest, refuse: No., because: So. }
`;

function policyOf(text: string) {
  const parsed = parsePolicy(text);
  if (parsed.is !== 'policy') throw new Error(JSON.stringify(parsed.faults));
  return parsed.policy;
}

/** Changes the file in one place and tells the groups: kind, and who about what. */
function planned(...edit: readonly [string, string]) {
  expect(file).toContain(edit[0]);
  const groups = planPolicy(policyOf(file), policyOf(file.replace(...edit)), {
    people,
    judge: createJudge(),
    now: Date.UTC(2026, 10, 23, 12),
  });
  return Object.fromEntries(
    groups.map((group) => [
      group.kind,
      group.shown.map((row) => `${row.person.id} ${row.item.target.id} ${row.durations.join('+')}`.trim()),
    ]),
  );
}
const everybody = (what: string) => ['bo', 'grace', 'ana', 'kit', 'lucy'].map((id) => `${id} ${what}`);

describe('a plan', () => {
  it('tells of sources that are looked up: who is on call now, whom a condition chooses, and a user group by its handle', () => {
    const asks = (approve: string, more = '') => {
      const changed = file.replace('approve: owner', `approve: ${approve}`) + more;
      const [group] = planPolicy(policyOf(file), policyOf(changed), {
        people,
        judge: createJudge(),
        now: Date.UTC(2026, 10, 23, 12),
      }).filter(({ kind }) => kind === 'other_approvers');
      return group?.shown.find((row) => row.person.id === 'ana')?.after.asked;
    };
    const week = '{ rotation: [lucy, bo], every: 7d, from: 2026-11-16T09:00, zone: UTC }';
    expect(asks('{ on_call: pager }', `on_call: { pager: ${week} }\n`)).toEqual([['bo']]);
    expect(asks(`{ people: 'approver.department == "Support"' }`)).toEqual([['lucy']]);
    expect(asks('{ user_group: leads }')).toEqual([['@leads']]);
  });

  it('tells whom it touches when nothing but the schedule changes', () => {
    const pager = (people: string) =>
      `${file.replace('approve: owner', 'approve: { on_call: pager }')}on_call: { pager: { rotation: [${people}], every: 7d, from: 2026-11-16T09:00, zone: UTC } }\n`;
    const groups = planPolicy(policyOf(pager('lucy, bo')), policyOf(pager('lucy, grace')), {
      people,
      judge: createJudge(),
      now: Date.UTC(2026, 10, 23, 12),
    });
    expect(groups.map((group) => [group.kind, group.count])).toEqual([
      ['asked_from_refused', 1],
      ['other_approvers', 2],
      ['refused_from_asked', 1],
    ]);
  });

  it('is empty where only words change', () => {
    expect(planned('because: So. }\n  - { name: rest', 'because: It is so. }\n  - { name: rest')).toEqual({});
    expect(planned('name: writes', 'name: writing')).toEqual({});
  });

  it('tells who gets at once what was asked for, at which length, and never speaks of people who left', () => {
    expect(
      planned('when: { items: [db/read] }, approve: manager', 'when: { items: [db/read] }, approve: auto'),
    ).toEqual({
      auto_from_asked: everybody('db/read 28800'),
    });
  });

  it('tells contractors apart from their colleagues', () => {
    expect(planned('refuse: Never.', 'approve: manager')).toEqual({
      asked_from_refused: ['kit db/write 3600+28800'],
    });
  });

  it('tells what tightens: asked now, refused now, shorter, hidden', () => {
    expect(planned('up_to: 1h }, approve: auto', 'up_to: 1h }, approve: manager')).toEqual({
      asked_from_auto: everybody('db/read 3600'),
    });
    expect(planned('approve: owner', 'refuse: Not now.')).toEqual({
      refused_from_asked: ['bo', 'ana', 'lucy'].map((id) => `${id} db/write 3600+28800`),
    });
    expect(planned('approve: owner', 'approve: owner, max: 4h')).toMatchObject({
      shorter: ['bo', 'ana', 'lucy'].map((id) => `${id} db/write`),
    });
    expect(planned('risk: low, max: 8h', 'risk: low, max: 2h')).toEqual({ shorter: everybody('db/read') });
    expect(planned('risk: low,', 'risk: low, visible_to: { department: [Engineering] },')).toEqual({
      disappears: ['lucy db/read'],
    });
  });

  it('tells other people from more people', () => {
    const manager = planned('approve: owner', 'approve: manager');
    expect(manager['other_approvers']).toEqual(['ana db/write 3600+28800', 'lucy db/write 3600+28800']);
    expect(manager['asked_from_refused']).toEqual(['grace db/write 3600+28800']);
    expect(planned('approve: owner', 'stages: [{ ask: owner }, { ask: manager }]')).toMatchObject({
      more_yeses: ['ana db/write 3600+28800', 'lucy db/write 3600+28800'],
    });
  });

  it('tells who is told instead', () => {
    const told = planned(
      'approve: owner',
      'stages: [{ ask: owner, tell: [manager, { channel: C0123ABCD }] }]',
    );
    expect(told).toEqual({ others_told: ['bo', 'ana', 'lucy'].map((id) => `${id} db/write 3600+28800`) });
  });

  it('judges a condition for each person by itself, however alike they are', () => {
    const edited = file.replace(
      'when: { items: [db/write] },',
      'when: { items: [db/write], if: \'person.name != "p1"\' },',
    );
    const [group, ...more] = planPolicy(policyOf(file), policyOf(edited), {
      people: [...people, person('p0'), person('p1')],
      judge: createJudge(),
      now: 0,
    });
    expect(group?.shown.map((row) => row.person.id)).toEqual(['p1']);
    expect(more).toEqual([]);
  });

  it('counts a rule’s own limit as the longest where nothing covers what is longer', () => {
    const short = file.replace('items: [db/read] }, approve: manager', 'items: [db/read] }, refuse: Never.');
    const [group] = planPolicy(policyOf(short), policyOf(short.replace('up_to: 1h', 'up_to: 2h')), {
      people,
      judge: createJudge(),
      now: 0,
    });
    expect(group).toMatchObject({
      kind: 'longer',
      count: 5,
      shown: expect.arrayContaining([
        expect.objectContaining({ before: { longest: 3_600 }, after: { longest: 7_200 } }),
      ]),
    });
  });

  it('shows twenty and counts the rest', () => {
    const many = Array.from({ length: 50 }, (_, at) => person(`p${at}`));
    const [group] = planPolicy(
      policyOf(file),
      policyOf(file.replace('up_to: 1h }, approve: auto', 'up_to: 1h }, approve: owner')),
      {
        people: [...people, ...many],
        judge: createJudge(),
        now: 0,
      },
    );
    expect(group).toMatchObject({ kind: 'asked_from_auto', count: 54, people: 54, items: 1 });
    expect(group?.shown).toHaveLength(20);
  });

  it('tells rules for separation of duties that come, go and differ', () => {
    const duty =
      '\nseparation_of_duties:\n  - { name: both, between: [[db/read], [db/write]], because: So. }\n';
    const [none, one] = [policyOf(file), policyOf(file + duty)];
    expect(dutyChanges(none, one)).toEqual([{ name: 'both', change: 'added', direction: 'tightens' }]);
    expect(dutyChanges(one, none)).toEqual([{ name: 'both', change: 'removed', direction: 'loosens' }]);
    expect(dutyChanges(one, policyOf(file + duty.replace('So.', 'Thus.')))).toMatchObject([
      { change: 'changed' },
    ]);
  });

  it('tells rules for breaking glass that come and go, and compares nothing else by them', () => {
    const glass =
      'rules:\n  - { name: emergency, because: So., break_glass: { tell: owner, review: { group: security } } }\n';
    const [none, one] = [policyOf(file), policyOf(file.replace('rules:\n', glass))];
    expect(glassChanges(none, one)).toEqual([{ name: 'emergency', change: 'added', direction: 'loosens' }]);
    expect(glassChanges(one, none)).toEqual([
      { name: 'emergency', change: 'removed', direction: 'tightens' },
    ]);
    expect(planPolicy(none, one, { people: [person('ana')], judge: createJudge(), now: 0 })).toEqual([]);
  });
});
