import { describe, expect, test } from 'vitest';
import { personId } from './ids.ts';
import { day, hour } from './instant.ts';
import { instantOf, localTime, parseLocalTime } from './local-time.ts';
import type { OnCall } from './on-call.ts';
import { onCallAt, onCallIn, schedulesOf } from './on-call.ts';

const [ana, bo, carla] = ['ana', 'bo', 'carla'].map(personId);
const people = [ana, bo, carla].flatMap((one) => one ?? []);
const at = (text: string) => Date.parse(text);
const weekly: Extract<OnCall, { kind: 'rotation' }> = {
  kind: 'rotation',
  rotation: people,
  every: 7 * day,
  from: parseLocalTime('2026-01-05T09:00') ?? 0,
  zone: 'Europe/Stockholm',
  overrides: [],
};

describe('a rotation', () => {
  test.each([
    ['nobody before the first turn', '2026-01-05T07:59:59Z', undefined],
    ['the first from its first minute', '2026-01-05T08:00:00Z', 'ana'],
    ['the first up to the last second of the week', '2026-01-12T07:59:59Z', 'ana'],
    ['the second from the same minute a week later', '2026-01-12T08:00:00Z', 'bo'],
    ['the third', '2026-01-19T08:00:00Z', 'carla'],
    ['then the first again', '2026-01-26T08:00:00Z', 'ana'],
    ['in summer time the turn still moves at nine: not yet at 06:59 UTC', '2026-03-30T06:59:59Z', 'carla'],
    ['in summer time the turn still moves at nine: 07:00 UTC', '2026-03-30T07:00:00Z', 'ana'],
    ['after the clocks went back it is 08:00 UTC again: not yet', '2026-10-26T07:59:59Z', 'carla'],
    ['after the clocks went back it is 08:00 UTC again', '2026-10-26T08:00:00Z', 'ana'],
  ])('%s', (_, time, who) => {
    expect(onCallAt(weekly, at(time))).toBe(who);
  });

  test('a turn that begins in the hour that comes twice begins once, at the first time', () => {
    const nightly: OnCall = { ...weekly, every: day, from: parseLocalTime('2026-10-24T02:30') ?? 0 };
    expect(
      ['2026-10-25T00:29:59Z', '2026-10-25T00:30:00Z', '2026-10-25T01:10:00Z', '2026-10-25T01:40:00Z'].map(
        (one) => onCallAt(nightly, at(one)),
      ),
    ).toEqual(['ana', 'bo', 'bo', 'bo']);
  });

  test('a turn that begins in the hour that is skipped begins as much later', () => {
    const nightly: OnCall = { ...weekly, every: day, from: parseLocalTime('2026-03-28T02:30') ?? 0 };
    expect(
      ['2026-03-29T01:00:00Z', '2026-03-29T01:29:59Z', '2026-03-29T01:30:00Z'].map((one) =>
        onCallAt(nightly, at(one)),
      ),
    ).toEqual(['ana', 'ana', 'bo']);
  });

  test('every instant of two years has the person whose turn began last', () => {
    const half: OnCall = { ...weekly, every: 12 * hour };
    for (let turn = 0; turn < 1_460; turn += 1) {
      const begin = instantOf(half.from + turn * 12 * hour * 1_000, half.zone);
      expect(onCallAt({ ...half }, begin)).toBe(people[turn % 3]);
      if (turn > 0) expect(onCallAt({ ...half }, begin - 1)).toBe(people[(turn - 1) % 3]);
    }
  });

  test('an override takes the place of whoever’s turn it is; of two, the later in the list', () => {
    const from = at('2026-01-06T08:00:00Z');
    const until = at('2026-01-08T08:00:00Z');
    const swapped: OnCall = {
      ...weekly,
      overrides: people
        .slice(1)
        .map((person, index) => ({ person, from: from + index * day * 1_000, until })),
    };
    const seen = [from - 1, from, until - 1, until].map((now) => onCallAt(swapped, now));
    expect(seen).toEqual(['ana', 'bo', 'carla', 'ana']);
  });
});

test('shifts of a file count from their start up to their end, and nobody is on call between them', () => {
  const shifts: OnCall = {
    kind: 'shifts',
    shifts: [
      { person: personId('ana'), from: 10, until: 20 },
      { person: personId('bo'), from: 30, until: 40 },
    ],
  };
  expect([9, 10, 19, 20, 30].map((now) => onCallAt(shifts, now))).toEqual([
    undefined,
    'ana',
    'ana',
    undefined,
    'bo',
  ]);
});

test('people know the schedules they are on call in; a name that an object has by itself is no schedule', () => {
  const schedules = {
    payments: weekly,
    nights: { ...weekly },
    later: { ...weekly, rotation: people.toReversed() },
  };
  const now = at('2026-01-06T08:00:00Z');
  expect(schedulesOf(schedules, personId('ana'), now)).toEqual(['payments', 'nights']);
  expect(onCallIn(schedules, 'constructor', now)).toBeUndefined();
});

describe('local time', () => {
  test('goes to an instant and back, in every zone that differs', () => {
    for (const zone of [
      'UTC',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Pacific/Kiritimati',
      'Australia/Lord_Howe',
    ])
      for (let now = at('2026-01-01T00:00:00Z'); now < at('2028-03-02T00:00:00Z'); now += 7 * hour * 1_000) {
        const local = localTime(now, zone);
        expect(localTime(instantOf(local, zone), zone)).toBe(local);
      }
  });

  test.each([
    '2026-02-29T09:00',
    '2026-13-01T09:00',
    '2026-01-05',
    '2026-01-05T24:00',
    '2026-01-05T09:00Z',
    '',
  ])('%s is none', (text) => {
    expect(parseLocalTime(text)).toBeUndefined();
  });

  test('knows the leap day', () => {
    expect(parseLocalTime('2028-02-29T23:59')).toBe(at('2028-02-29T23:59:00Z'));
  });
});
