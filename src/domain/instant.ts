/** A point in time: UTC epoch milliseconds. */
export type Instant = number;
/** A length of time in whole seconds. */
export type Seconds = number;

export const minute: Seconds = 60;
export const hour: Seconds = 3_600;
export const day: Seconds = 86_400;

export const after = (at: Instant, length: Seconds): Instant => at + length * 1_000;

/** Whole seconds from `from` to `to`, rounded up and never negative: "3 s left" is said until the last one is over. */
export const secondsUntil = (to: Instant, from: Instant): Seconds =>
  Math.max(0, Math.ceil((to - from) / 1_000));
