const baseMs = 2_000;
const capMs = 15 * 60_000;

/**
 * How long to wait before the next try, in milliseconds: full jitter under a ceiling that doubles from 2 s to 15 min, and never under a
 * tenth of it. `random` is in [0, 1).
 */
export function backOff(attempts: number, random: number): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempts, 20));
  return Math.round(ceiling * (0.1 + 0.9 * random));
}
