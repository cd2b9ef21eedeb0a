const window = 60_000;
const mostPeople = 10_000;

/** Counts what each person does. */
export type Limiter = {
  /** Counts one action; whole seconds to wait when there were too many in the last minute, undefined when it is fine. */
  tooMany(person: string, perMinute: number): number | undefined;
};

/** At most so many actions in any 60 s, by the clock given (epoch ms). Kept in memory: it guards against haste, not against attackers. */
export function createLimiter(now: () => number): Limiter {
  const seen = new Map<string, readonly number[]>();
  return {
    tooMany(person, perMinute) {
      const at = now();
      const recent = (seen.get(person) ?? []).filter((then) => then > at - window && then <= at);
      seen.delete(person);
      const oldest = recent[0];
      const over = recent.length >= perMinute && oldest !== undefined;
      seen.set(person, over ? recent : [...recent, at]);
      if (seen.size > mostPeople) dropFirst(seen);
      return over ? Math.max(1, Math.ceil((oldest + window - at) / 1_000)) : undefined;
    },
  };
}

/** The person who has done nothing for longest: every action moves its person to the end. */
function dropFirst(seen: Map<string, unknown>): void {
  for (const first of seen.keys()) {
    seen.delete(first);
    return;
  }
}
