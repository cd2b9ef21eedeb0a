import { describe, expect, test } from 'vitest';
import type { Assignment } from '../assignment.ts';
import type { Grant, GrantEnd } from '../grant.ts';
import { assignmentId, entitlementId, grantId } from '../ids.ts';
import { after, day, hour } from '../instant.ts';
import type { AssignRule, Policy } from '../policy.ts';
import { refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import { assignBirthright } from './assign-birthright.ts';
import type { AssignFacts, Standing } from './assign-steps.ts';
import { ana, carla, momentAt, noon, pending, planned, version, worker } from './given.ts';

const read = entitlementId('db/read');
const key = entitlementId('room/key');
const rule: AssignRule = {
  name: 'readers',
  to: { department: ['Engineering'] },
  give: [{ kind: 'entitlement', id: read }],
  because: 'Engineers look.',
};
const apart = { name: 'apart', sides: [['db/read'], ['db/write']], because: 'So.' };
const current = (more: Partial<Policy> = {}) => ({
  ...version,
  policy: { ...version.policy, assign: [rule], ...more },
});
const core = {
  ...planned,
  entitlement: read,
  birthright: 'readers',
  duration: 90 * day,
  expiresAt: after(noon, 90 * day),
};
const active: Grant = { ...core, state: 'active', observed: 'present', activeAt: noon };
const given: Assignment = {
  id: assignmentId('asg_0'),
  version: 1,
  person: ana.id,
  entitlement: read,
  rule: 'readers',
  createdAt: noon,
  since: noon,
  state: 'given',
  grant: active.id,
};
const standing = (assignment: Assignment = given, grant: Grant = active): Standing => ({
  assignment,
  about: {
    ...worker,
    grant,
    request: undefined,
    subject: ana,
    current: current(),
    openTasks: [],
    others: [],
  },
});
const ended = (why: GrantEnd['why'], since = noon): Grant => ({
  ...core,
  desired: 'absent',
  state: 'revoked',
  endedAt: since,
  end: { why, by: 'worker', since },
});

function decided(
  facts: Partial<AssignFacts>,
  how: { at?: number; keep?: 'everything' | string[]; doubt?: true } = {},
) {
  const moment = momentAt(how.at ?? noon);
  const decision = assignBirthright(
    { kind: 'assign_birthright', actor: worker.actor, person: ana.id, keep: how.keep ?? [] },
    {
      ...worker,
      person: ana,
      current: current(),
      standing: [],
      held: [],
      asked: [],
      reachable: [carla],
      ...facts,
    },
    how.doubt ? { ...moment, doubt: refusal('E-CLOCK', 'Late.') } : moment,
  );
  if (decision.is === 'refused') throw new Error(decision.refusal.text);
  const rows = decision.changes.map(({ put, row }) =>
    'state' in row ? `${put} ${row.state}` : 'role' in row ? `${put} ${row.role} ${row.person}` : put,
  );
  return { rows, decision };
}
const mover = { ...ana, department: 'Sales' };

describe('a birthright', () => {
  test('is a request that the policy approved, with a grant of 90 days and one card', () => {
    const { rows, decision } = decided({});
    expect(rows).toEqual(['request approved', 'grant planned', 'assignment given', 'card access_change ana']);
    expect(decision.changes[0]?.row).toMatchObject({
      origin: 'birthright',
      rule: 'readers',
      because: 'Engineers look.',
      end: { by: 'policy' },
    });
    expect(decision.changes[1]?.row).toMatchObject({ birthright: 'readers', duration: 90 * day });
    expect(decision.audit.map((one) => [one.action, one.because])).toEqual([
      ['birthright.given', 'Rule “readers”: Engineers look.'],
    ]);
  });

  test('is not given twice, nor while there is doubt, nor to who is not here', () => {
    expect(decided({ standing: [standing()], held: [read] }).rows).toEqual([]);
    expect(decided({}, { doubt: true }).rows).toEqual([]);
    expect(decided({ person: { ...ana, status: 'prehire' } }).rows).toEqual([]);
    expect(decided({ person: undefined }).rows).toEqual([]);
    expect(decided({ current: undefined }).rows).toEqual([]);
  });

  test('is taken when the rule does not give it any more, even while there is doubt, unless the brake is on', () => {
    const facts = { person: mover, standing: [standing()], held: [read] };
    const rows = ['grant revoking', 'assignment ended', 'card access_change ana'];
    expect(decided(facts).rows).toEqual(rows);
    expect(decided(facts, { doubt: true }).rows).toEqual(rows);
    expect(decided(facts, { keep: 'everything' }).rows).toEqual([]);
    expect(decided(facts, { keep: ['readers'] }).rows).toEqual([]);
    expect(decided(facts, { keep: ['others'] }).rows).toEqual(rows);
    expect(decided(facts).decision.audit[0]).toMatchObject({
      action: 'grant.unassigned',
      because: 'The rule “readers” does not give it to this person any more.',
    });
  });

  test('is taken from who left without a card', () => {
    const facts = { person: { ...ana, status: 'terminated' as const }, standing: [standing()] };
    expect(decided(facts).rows).toEqual(['grant revoking', 'assignment ended']);
  });

  test('is given anew with seven days left, and not before', () => {
    const facts = { standing: [standing()], held: [read] };
    expect(decided(facts, { at: after(noon, 83 * day) - 1 }).rows).toEqual([]);
    expect(decided(facts, { at: after(noon, 83 * day) }).rows).toEqual([
      'grant revoking',
      'request approved',
      'grant planned',
      'assignment given',
    ]);
    expect(decided(facts, { at: after(noon, 83 * day), doubt: true }).rows).toEqual([]);
    expect(
      decided({ ...facts, person: mover }, { at: after(noon, 83 * day), keep: 'everything' }).rows,
    ).toEqual([]);
  });

  test('that a person fulfils is given anew without asking that person again', () => {
    const byHand = current({ assign: [{ ...rule, give: [{ kind: 'entitlement', id: key }] }] });
    const facts = {
      current: byHand,
      standing: [standing({ ...given, entitlement: key }, { ...active, entitlement: key })],
    };
    expect(decided(facts, { at: after(noon, 84 * day) }).rows).toEqual([
      'grant revoking',
      'request approved',
      'grant active',
      'assignment given',
    ]);
  });

  test('moves to the rule that gives it now', () => {
    const facts = { standing: [standing({ ...given, rule: 'readers of old' })], held: [read] };
    expect(decided(facts).rows).toEqual([
      'grant revoking',
      'request approved',
      'grant planned',
      'assignment given',
    ]);
  });
});

describe('what conflicts', () => {
  const facts = { current: current({ separation: [apart] }), held: [entitlementId('db/write')] };
  const { id, version: one, person, entitlement, rule: name, createdAt, since } = given;
  const of = { id, version: one, person, entitlement, rule: name, createdAt, since };
  const heldBack: Assignment = { ...of, state: 'held_back', conflict: 'apart' };

  test('with something held is held back, and the owner told, once', () => {
    const { rows, decision } = decided(facts);
    expect(rows).toEqual(['assignment held_back', 'card held_back carla']);
    expect(decision.audit[0]).toMatchObject({ action: 'birthright.held_back', outcome: 'refused' });
    expect(decided({ ...facts, standing: [{ assignment: heldBack, about: undefined }] }).rows).toEqual([]);
  });

  test('is given when nothing stands against it any more, also when that goes in the same moment', () => {
    const before = { assignment: heldBack, about: undefined };
    const rows = [
      'assignment ended',
      'request approved',
      'grant planned',
      'assignment given',
      'card access_change ana',
    ];
    expect(decided({ ...facts, held: [], standing: [before] }).rows).toEqual(rows);
    const write = {
      ...given,
      id: assignmentId('asg_9'),
      entitlement: entitlementId('db/write'),
      rule: 'gone',
    };
    const leaving = standing(write, { ...active, entitlement: write.entitlement, id: grantId('gr_9') });
    expect(decided({ ...facts, standing: [before, leaving] }).rows).toEqual([
      'grant revoking',
      'assignment ended',
      ...rows,
    ]);
  });

  test('with another gift is held back, in the order of the rules', () => {
    const both: AssignRule = {
      ...rule,
      name: 'writers',
      give: [{ kind: 'entitlement', id: entitlementId('db/write') }],
    };
    const policy = current({ separation: [apart], assign: [rule, both] });
    expect(decided({ current: policy }).rows).toEqual([
      'request approved',
      'grant planned',
      'assignment given',
      'assignment held_back',
      'card held_back carla',
      'card access_change ana',
    ]);
  });

  test('even where an exception could be asked for', () => {
    const exception = { stages: [], most: hour };
    const policy = current({ separation: [{ ...apart, exception }] });
    expect(decided({ ...facts, current: policy }).rows[0]).toBe('assignment held_back');
  });
});

describe('what ended otherwise', () => {
  const lost = (why: GrantEnd['why'], since?: number) => [standing(given, ended(why, since))];
  const returned: Assignment = { ...given, state: 'returned', terms: JSON.stringify(rule) };
  const again = [
    'assignment ended',
    'request approved',
    'grant planned',
    'assignment given',
    'card access_change ana',
  ];

  test.each(['returned', 'revoked'] as const)('%s is remembered and not given again', (why) => {
    expect(decided({ standing: lost(why) }).rows).toEqual(['assignment returned']);
    expect(decided({ standing: [standing(returned, ended(why))] }).rows).toEqual([]);
  });

  test('given back, it comes again when the rule reads differently, or when they asked for it since', () => {
    const other = current({ assign: [{ ...rule, because: 'Engineers must look.' }] });
    expect(decided({ current: other, standing: [standing(returned, ended('returned'))] }).rows).toEqual(
      again,
    );
    const asked = (createdAt: number): Request => ({
      ...pending,
      state: 'approved',
      end: { by: carla.id, at: createdAt, why: '' },
      entitlements: [read],
      createdAt,
    });
    const facts = { standing: [standing(returned, ended('returned'))] };
    expect(decided({ ...facts, asked: [asked(noon - 1)] }).rows).toEqual([]);
    expect(decided({ ...facts, asked: [asked(noon + 1)] }).rows).toEqual(again);
  });

  test('failed, it is tried again after a day; expired, at once', () => {
    expect(decided({ standing: lost('failed') }, { at: after(noon, day) - 1 }).rows).toEqual([]);
    expect(decided({ standing: lost('failed') }, { at: after(noon, day) }).rows).toEqual(again);
    expect(decided({ standing: lost('expired') }).rows).toEqual(again);
  });

  test('is forgotten without a word when the rule does not give it any more', () => {
    expect(decided({ person: mover, standing: [standing(returned, ended('returned'))] }).rows).toEqual([
      'assignment ended',
    ]);
  });
});
