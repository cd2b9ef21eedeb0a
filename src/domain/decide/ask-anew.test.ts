import { expect, test } from 'vitest';
import type { Directory } from '../approvers.ts';
import { hour } from '../instant.ts';
import type { Person } from '../person.ts';
import type { ApproverSpec, Stage } from '../policy.ts';
import { oneOf } from '../policy-sources.ts';
import { askAnew, asksWhoeverIsThere } from './ask-anew.ts';
import { ana, bo, card, carla, directory, eve, momentAt, noon, pending, version, worker } from './given.ts';
import type { Pending } from './way.ts';

const payments: ApproverSpec = { by: 'on_call', schedule: 'payments' };
const now = (...people: readonly Person[]): Directory => ({ ...directory, sought: () => people });
const waiting = (asked: readonly Person[], stage: Stage = oneOf(payments)): Pending => ({
  ...pending,
  state: 'pending',
  asked: asked.map((one) => ({ person: one.id, why: 'w' })),
  way: { stages: [stage], at: 0, since: noon, step: 0, patience: 24 * hour },
  deadlineAt: noon + 7,
});
const cardsOf = ({ asked }: Pending) => asked.map((one) => card({ ...bo, id: one.person }));
const anew = (request: Pending, present: Directory) =>
  askAnew(
    { kind: 'ask_anew', actor: worker.actor, request: request.id },
    {
      ...worker,
      request,
      requester: ana,
      frozen: version,
      directory: present,
      votes: [],
      cards: cardsOf(request),
    },
    momentAt(noon + 1),
  );

test('whoever comes on call is asked with a card; whoever goes is asked no longer; the deadline stays', () => {
  const done = anew(waiting([bo]), now(eve));
  expect(done).toMatchObject({
    is: 'accepted',
    changes: [
      { put: 'request', row: { asked: [{ person: 'eve' }], deadlineAt: noon + 7 } },
      { put: 'card', row: { person: 'eve', role: 'approver' } },
    ],
  });
  expect(done.effects).toContainEqual({ kind: 'redraw', about: { kind: 'person', id: 'bo' } });
  expect(done.audit).toMatchObject([{ action: 'request.asked_anew', detail: { asked: ['eve'] } }]);
});

test('whoever was asked before and stays gets no second card', () => {
  expect(anew(waiting([bo]), now(bo, carla)).changes.map((one) => one.put)).toEqual(['request', 'card']);
});

test('where only working hours count, the newcomer’s clock does not move when it is due, nor what people read of that', () => {
  const { way, ...request } = waiting([bo], { ...oneOf(payments), workingHours: true });
  const atWork = { hours: { days: ['mon'], from: 540, to: 1_020 }, zones: ['Europe/Lisbon'] } as const;
  const [change] = anew(
    { ...request, way: { ...way, atWork } },
    now({ ...eve, attributes: { timezone: 'Asia/Tokyo' } }),
  ).changes;
  expect(change).toMatchObject({
    row: { asked: [{ person: 'eve' }], way: { atWork }, deadlineAt: noon + 7 },
  });
});

test.each([
  ['the same people', waiting([bo]), now(bo)],
  ['nobody is left', waiting([bo]), now()],
  ['the requester alone', waiting([bo]), now(ana)],
])('%s: nothing changes', (_, request, present) => {
  expect(anew(request, present).changes).toEqual([]);
});

test('only a stage that turns to whoever is on call or in a user group is looked at when those change', () => {
  expect(asksWhoeverIsThere(waiting([carla], oneOf({ by: 'manager' })))).toBe(false);
  expect(asksWhoeverIsThere(waiting([bo]))).toBe(true);
});
