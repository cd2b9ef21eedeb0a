import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { after, day, hour, minute } from './instant.ts';
import type { AtWork, WorkingHours } from './working-time.ts';
import { weekdays, workingTime } from './working-time.ts';
import type { WallTime } from './zone.ts';
import { wallTime } from './zone.ts';

const office: WorkingHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 9 * 60, to: 17 * 60 };
const vienna = ['Europe/Vienna'];

const due = (start: string, length: number, of: Partial<AtWork> = {}): string =>
  new Date(workingTime(Date.parse(start), length, { hours: office, zones: vienna, ...of }))
    .toISOString()
    .replace('.000Z', 'Z');

describe('working time', () => {
  it('is plain time within a working day', () => {
    expect(due('2026-11-23T09:00:00Z', 2 * hour)).toBe('2026-11-23T11:00:00Z');
  });

  it('stands still from evening to morning', () => {
    // 15:00 in Vienna: two hours today, two tomorrow from 9.
    expect(due('2026-11-23T14:00:00Z', 4 * hour)).toBe('2026-11-24T10:00:00Z');
    expect(due('2026-11-23T02:00:00Z', hour)).toBe('2026-11-23T09:00:00Z');
  });

  it('stands still over the weekend', () => {
    expect(due('2026-11-27T15:00:00Z', 2 * hour)).toBe('2026-11-30T09:00:00Z');
    expect(due('2026-11-28T12:00:00Z', minute)).toBe('2026-11-30T08:01:00Z');
  });

  it('ends with the day where that is exactly enough', () => {
    expect(due('2026-11-23T14:00:00Z', 2 * hour)).toBe('2026-11-23T16:00:00Z');
    expect(due('2026-11-23T14:00:00Z', 2 * hour + 1)).toBe('2026-11-24T08:00:01Z');
  });

  it('keeps to the clock on the wall when the clocks change', () => {
    // Over the weekend of 28 March 2027 the day begins an hour earlier in UTC; on 31 October an hour later.
    expect(due('2027-03-26T15:00:00Z', 2 * hour)).toBe('2027-03-29T08:00:00Z');
    expect(due('2027-10-29T14:00:00Z', 2 * hour)).toBe('2027-11-01T09:00:00Z');
  });

  it('counts a working Sunday of 23 or 25 hours as it is', () => {
    const allDay: WorkingHours = { days: ['sun'], from: 0, to: 24 * 60 };
    expect(due('2027-03-27T23:00:00Z', 23 * hour, { hours: allDay })).toBe('2027-03-28T22:00:00Z');
    expect(due('2027-10-30T22:00:00Z', 25 * hour, { hours: allDay })).toBe('2027-10-31T23:00:00Z');
    const night: WorkingHours = { days: ['sun'], from: 60, to: 4 * 60 };
    // From 1 to 4 on the wall there are two hours in March and four in October.
    expect(due('2027-03-27T12:00:00Z', 2 * hour, { hours: night })).toBe('2027-03-28T02:00:00Z');
    expect(due('2027-10-30T12:00:00Z', 4 * hour, { hours: night })).toBe('2027-10-31T03:00:00Z');
  });

  it('begins in the morning of such a Sunday by the clock on the wall', () => {
    const hours: WorkingHours = { ...office, days: ['sun'] };
    expect(due('2027-03-27T12:00:00Z', hour, { hours })).toBe('2027-03-28T08:00:00Z');
    expect(due('2027-10-30T12:00:00Z', hour, { hours })).toBe('2027-10-31T09:00:00Z');
  });

  it('runs while anybody is at work, whatever their zone', () => {
    const zones = ['Europe/Vienna', 'America/New_York'];
    // Vienna works from 8 to 16 UTC, New York from 14 to 22: together fourteen hours a day.
    expect(due('2026-11-23T08:00:00Z', 14 * hour, { zones })).toBe('2026-11-23T22:00:00Z');
    expect(due('2026-11-23T08:00:00Z', 15 * hour, { zones })).toBe('2026-11-24T09:00:00Z');
  });

  it('takes a zone nobody knows for UTC, and everything for working time where nobody is asked', () => {
    expect(due('2026-11-23T16:30:00Z', hour, { zones: ['Nowhere'] })).toBe('2026-11-24T09:30:00Z');
    expect(due('2026-11-28T16:30:00Z', hour, { zones: [] })).toBe('2026-11-28T17:30:00Z');
  });

  it('ends even where the hours hold no time at all', () => {
    const start = Date.parse('2026-11-23T08:00:00Z');
    for (const never of [
      { ...office, days: [] },
      { ...office, to: office.from },
    ])
      expect(workingTime(start, hour, { hours: never, zones: vienna })).toBe(after(start, 366 * day + hour));
  });
});

/** One minute after the other. */
function counted(start: number, minutes: number, { hours, zones }: AtWork): number {
  let at = start;
  for (let left = minutes; left > 0; at += 60_000)
    if (zones.some((zone) => isWorking(wallTime(at, zone), hours))) left -= 1;
  return at;
}
const isWorking = ({ weekday, ...time }: WallTime, { days, from, to }: WorkingHours): boolean => {
  const now = time.hour * 60 + time.minute;
  return days.some((one) => weekday.startsWith(one)) && now >= from && now < to;
};

describe('whatever the hours and zones', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Vienna',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'Pacific/Apia',
    'America/St_Johns',
  );
  const hours = fc
    .record({
      days: fc.subarray([...weekdays], { minLength: 1 }),
      from: fc.integer({ min: 0, max: 1_439 }),
      length: fc.integer({ min: 1, max: 1_440 }),
    })
    .map(({ days, from, length }): WorkingHours => ({ days, from, to: Math.min(1_440, from + length) }));
  const start = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) });
  const length = fc.integer({ min: 0, max: 5 * day });
  const atWork = fc.record({ hours, zones: fc.array(zone, { minLength: 1, maxLength: 3 }) });

  /** Hours enough that counting one by one ends soon. */
  const busy = atWork.filter((of) => (of.hours.to - of.hours.from) * of.hours.days.length > 300);

  test('it is never earlier than plain time', () => {
    fc.assert(
      fc.property(start, length, atWork, (at, seconds, of) => {
        expect(workingTime(at, seconds, of)).toBeGreaterThanOrEqual(after(at, seconds));
      }),
      { numRuns: 150 },
    );
  });

  test('it is later for a longer wait, and for a later start', () => {
    fc.assert(
      fc.property(start, fc.tuple(length, fc.nat(3 * day)), atWork, (at, [seconds, more], of) => {
        const first = workingTime(at, seconds, of);
        expect(workingTime(at, seconds + more, of)).toBeGreaterThanOrEqual(first);
        expect(workingTime(after(at, more), seconds, of)).toBeGreaterThanOrEqual(first);
      }),
      { numRuns: 100 },
    );
  });

  test('it is what counting minute by minute gives', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 240 }), busy, (from, minutes, of) => {
        const at = Math.floor(from / 60_000) * 60_000;
        expect(workingTime(at, minutes * minute, of)).toBe(counted(at, minutes, of));
      }),
      { numRuns: 60 },
    );
  });

  test('it is plain time where people work around the clock', () => {
    const always: WorkingHours = { days: weekdays, from: 0, to: 1_440 };
    fc.assert(
      fc.property(start, length, fc.array(zone, { maxLength: 3 }), (at, seconds, zones) => {
        expect(workingTime(at, seconds, { hours: always, zones })).toBe(after(at, seconds));
      }),
      { numRuns: 150 },
    );
  });

  test('more zones never make it later', () => {
    fc.assert(
      fc.property(start, length, fc.tuple(atWork, zone), (at, seconds, [of, another]) => {
        expect(workingTime(at, seconds, { ...of, zones: [...of.zones, another] })).toBeLessThanOrEqual(
          workingTime(at, seconds, of),
        );
      }),
      { numRuns: 100 },
    );
  });
});
