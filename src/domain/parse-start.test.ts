import { describe, expect, it } from 'vitest';
import { readStart, startInstant } from './parse-start.ts';

// A Monday, noon in London, 13:00 in Berlin.
const now = Date.UTC(2026, 10, 23, 12);
const utc = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour, minute);
const read = (text: string, zone = 'UTC') => {
  const { start, taken } = readStart(text.split(' '));
  return { at: start && startInstant(start, now, zone), taken };
};

describe('a typed start', () => {
  it.each([
    ['from tomorrow 9:00', utc(24, 9), 3],
    ['from tomorrow at 9:30 because', utc(24, 9, 30), 4],
    ['from 14:00', utc(23, 14), 2],
    ['from 9am', utc(24, 9), 2],
    ['starting today 11:00', utc(23, 11), 3],
    ['from Wed 12am', utc(25, 0), 3],
    ['from monday 13:00', utc(23, 13), 3],
    ['from monday 11:00', utc(30, 11), 3],
    ['from 2026-11-30 9:00, because', utc(30, 9), 3],
  ])('%s', (text, at, taken) => {
    expect(read(text)).toEqual({ at, taken });
  });

  it.each([
    'from Monday on the logs are missing',
    'from the incident of 9:00',
    'from tomorrow',
    'from 25:00',
    'from 13pm',
    'from 9',
    'tomorrow 9:00',
    'from',
    '',
  ])('%j is none', (text) => {
    expect(read(text)).toEqual({ at: undefined, taken: 0 });
  });

  it('is on the clock of the person, also when that changes in between', () => {
    expect(read('from tomorrow 9:00', 'Europe/Berlin').at).toBe(utc(24, 8));
    expect(read('from tomorrow 9:00', 'America/Los_Angeles').at).toBe(utc(24, 17));
    const before = Date.UTC(2026, 2, 28, 12);
    const start = (hour: number, minute: number) => ({ day: { is: 'in', days: 1 } as const, hour, minute });
    expect(startInstant(start(9, 0), before, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 7));
    // From 2:00 to 3:00 there is nothing on that wall: as much later.
    expect(startInstant(start(2, 30), before, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
    // And in autumn there is 2:30 twice: the first.
    expect(startInstant(start(2, 30), Date.UTC(2026, 9, 24, 12), 'Europe/Berlin')).toBe(
      Date.UTC(2026, 9, 25, 0, 30),
    );
  });

  it('on a date that is none is none', () => {
    expect(read('from 2026-02-29 9:00').at).toBeUndefined();
    expect(read('from 2028-02-29 9:00').at).toBe(Date.UTC(2028, 1, 29, 9));
  });
});
