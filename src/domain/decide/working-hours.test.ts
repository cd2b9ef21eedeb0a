import { expect, test } from 'vitest';
import type { Directory } from '../approvers.ts';
import { hour } from '../instant.ts';
import type { Person } from '../person.ts';
import type { Stage } from '../policy.ts';
import { oneOf } from '../policy-sources.ts';
import { asking } from './begin-way.ts';
import { ana, bo, card, carla, directory, momentAt, pending, version, worker } from './given.ts';
import { requestDue } from './request-due.ts';
import type { Pending } from './way.ts';
import { dueAt, expiresAt } from './way.ts';

const living = (who: Person, timezone: string): Person => ({ ...who, attributes: { timezone } });
const people: Directory = {
  ...directory,
  person: (id) =>
    [ana, living(bo, 'Asia/Tokyo'), living(carla, 'America/New_York')].find((one) => one.id === id),
};
/** Friday 16:00 in Tokyo: an hour of that day is left there; New York works from 14 to 22 UTC. */
const friday = Date.parse('2026-11-27T07:00:00Z');
const { settings } = version.policy;
const begun = (stage: Partial<Stage>): Pending => {
  const stages: readonly Stage[] = [{ ...oneOf({ by: 'manager' }), workingHours: true, ...stage }];
  const asked = [{ person: bo.id, why: 'So.' }];
  const way = asking({ stages, at: 0, since: friday, step: 0, patience: 8 * hour }, asked, {
    settings,
    directory: people,
  });
  return { ...pending, state: 'pending', asked, way, deadlineAt: dueAt(way) };
};
const on = (request: Pending) =>
  requestDue(
    { kind: 'request_due', actor: worker.actor, request: request.id },
    {
      ...worker,
      request,
      requester: ana,
      frozen: version,
      directory: people,
      votes: [],
      cards: [card(bo)],
    },
    momentAt(request.deadlineAt),
  );
const after = (decision: ReturnType<typeof on>): Pending => {
  const row = decision.changes.flatMap((one) => (one.put === 'request' ? one.row : []))[0];
  if (row?.state !== 'pending') throw new Error('the request does not go on');
  return row;
};
const iso = (at: number): string => new Date(at).toISOString();

test('steps and the deadline count the hours of whoever is asked, where they are', () => {
  const request = begun({ steps: [{ after: 2 * hour, do: 'remind' }] });
  expect(iso(request.deadlineAt)).toBe('2026-11-30T01:00:00.000Z');
  expect(iso(expiresAt(request))).toBe('2026-11-30T07:00:00.000Z');
  expect(iso(after(on(request)).deadlineAt)).toBe('2026-11-30T07:00:00.000Z');
});

test('a stage without working hours counts all time', () => {
  const { workingHours: _, ...plain } = { ...oneOf({ by: 'manager' }), workingHours: true } as const;
  const way = asking(
    { stages: [plain], at: 0, since: friday, step: 0, patience: 8 * hour },
    [{ person: bo.id, why: '' }],
    { settings, directory: people },
  );
  expect(iso(dueAt(way))).toBe('2026-11-27T15:00:00.000Z');
});

test('the hours of the company are those of its settings', () => {
  const way = asking(begun({}).way, [{ person: bo.id, why: '' }], {
    directory: people,
    settings: { ...settings, workingHours: { days: ['sat'], from: 0, to: 1_440 } },
  });
  expect(iso(dueAt(way))).toBe('2026-11-27T23:00:00.000Z');
});

test('whoever is asked later adds hours from then on, not those before', () => {
  const escalate = [{ after: 2 * hour, do: 'escalate', to: [{ by: 'owner' }] }] as const;
  const request = after(on(begun({ steps: escalate })));
  expect(request.asked.map((one) => one.person)).toEqual([bo.id, carla.id]);
  // Two of eight hours are over on Monday at 1 in UTC; six more are over before New York begins.
  expect(iso(request.deadlineAt)).toBe('2026-11-30T07:00:00.000Z');
  // Had it been one hour more, New York would have given it the same day.
  const longer = after(on(begun({ steps: escalate, deadline: 10 * hour })));
  expect(iso(longer.deadlineAt)).toBe('2026-11-30T15:00:00.000Z');
});

test('the next stage counts from its own beginning', () => {
  const escalate = [
    { after: 2 * hour, do: 'escalate', to: [{ by: 'owner' }] },
    { after: 4 * hour, do: 'skip' },
  ] as const;
  const first = begun({ steps: escalate });
  const last: Stage = { ...oneOf({ by: 'owner' }), workingHours: true };
  const request = after(on({ ...first, way: { ...first.way, stages: [...first.way.stages, last] } }));
  const skipped = after(on(request));
  expect(skipped.way).toMatchObject({ at: 1, atWork: { zones: ['America/New_York'] } });
  expect(iso(skipped.deadlineAt)).toBe('2026-11-30T22:00:00.000Z');
});
