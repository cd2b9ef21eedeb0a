import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOff } from './back-off.ts';

test('grows with the tries, stays between a fifth of a second and fifteen minutes, and is never the same for all', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (attempts, random) => {
      const delay = backOff(attempts, random);
      expect(delay).toBeGreaterThanOrEqual(200);
      expect(delay).toBeLessThanOrEqual(15 * 60_000);
      expect(backOff(attempts + 1, random)).toBeGreaterThanOrEqual(delay);
    }),
  );
  expect(backOff(5, 0)).not.toBe(backOff(5, 0.9));
});
