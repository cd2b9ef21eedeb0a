import { describe, expect, it } from 'vitest';
import { wallTime } from './zone.ts';

const clock = (at: string, zone: string): string => {
  const { hour, minute, weekday } = wallTime(Date.parse(at), zone);
  return `${weekday} ${hour}:${minute}`;
};

describe('the clock on the wall', () => {
  it('goes on with the minutes, and back', () => {
    expect(clock('2030-01-15T10:59:59.999Z', 'Europe/Vienna')).toBe('tuesday 11:59');
    expect(clock('2030-01-15T11:00:00Z', 'Europe/Vienna')).toBe('tuesday 12:0');
    expect(clock('2030-01-15T10:59:00Z', 'Europe/Vienna')).toBe('tuesday 11:59');
  });

  it('differs from zone to zone in the same minute', () => {
    expect(clock('2030-01-15T20:00:00Z', 'Asia/Kolkata')).toBe('wednesday 1:30');
    expect(clock('2030-01-15T20:00:00Z', 'America/New_York')).toBe('tuesday 15:0');
    expect(clock('2030-01-15T20:00:30Z', 'Asia/Kolkata')).toBe('wednesday 1:30');
    expect(clock('2030-01-15T20:00:30Z', 'Nowhere')).toBe('tuesday 20:0');
  });

  it('follows the change of the clocks', () => {
    expect(clock('2030-03-31T00:59:00Z', 'Europe/Vienna')).toBe('sunday 1:59');
    expect(clock('2030-03-31T01:00:00Z', 'Europe/Vienna')).toBe('sunday 3:0');
  });
});
