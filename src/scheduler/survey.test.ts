import { expect, test } from 'vitest';
import type { Assignment } from '../domain/assignment.ts';
import { ana, version } from '../domain/decide/given.ts';
import { assignmentId, entitlementId, grantId, personId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { createJudge } from '../policy/condition/judge.ts';
import { surveyBirthrights } from './survey.ts';

const policy: PolicyVersion = {
  ...version,
  policy: {
    ...version.policy,
    assign: Array.from({ length: 40 }, (_, at) => ({
      name: `rule ${at}`,
      to: at === 0 ? { department: ['Engineering'] } : {},
      ...(at === 0 ? {} : { condition: `person.title == "nobody ${at}"` }),
      give: [{ kind: 'entitlement', id: entitlementId('db/read') }],
      because: 'So.',
    })),
  },
};
const idOf = (at: number) => personId(`p${String(at).padStart(5, '0')}`);
const person = (at: number, department: string): Person => ({ ...ana, id: idOf(at), department });
const given = ({ id }: Person): Assignment => ({
  id: assignmentId(`asg_${id}`),
  version: 1,
  person: id,
  entitlement: entitlementId('db/read'),
  rule: 'rule 0',
  createdAt: 0,
  since: 0,
  state: 'given',
  grant: grantId('gr_1'),
});

function companyOf(people: readonly Person[], holders: readonly Person[]) {
  const rows = holders.map((one) => ({ assignment: given(one), lasts: true }));
  return {
    currentPolicy: async () => policy,
    listPeople: async ({ after = '', limit }: { after?: string; limit: number }) =>
      people.filter((one) => one.id > after).slice(0, limit),
    openAssignments: async (after: string, upTo: string) =>
      rows.filter(({ assignment: { person: id } }) => id > after && id <= upTo),
  };
}

test('a look at 10,000 people finds those who differ, and lets others have their turn all along', async () => {
  const people = Array.from({ length: 10_000 }, (_, at) => person(at, 'Engineering'));
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  const survey = await surveyBirthrights(companyOf(people, people.slice(5)), createJudge());
  clearInterval(ticking);
  expect(survey).toEqual({ differing: people.slice(0, 5).map((one) => one.id), braked: [] });
  expect(turns).toBeGreaterThan(20);
});

test('a directory that lost its departments is seen as that; who has what is due under another name is not counted', async () => {
  const holders = Array.from({ length: 60 }, (_, at) => person(at, at < 30 ? '' : 'Engineering'));
  const survey = await surveyBirthrights(companyOf(holders, holders), createJudge());
  expect(survey.braked).toEqual([{ rule: 'rule 0', people: 30, holders: 60 }]);
  expect(survey.differing).toHaveLength(30);
});

test('without a policy nothing differs', async () => {
  const nothing = { ...companyOf([ana], []), currentPolicy: async () => undefined };
  expect(await surveyBirthrights(nothing, createJudge())).toEqual({ differing: [], braked: [] });
});
