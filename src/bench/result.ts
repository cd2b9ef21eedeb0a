// One line of the report: what was measured beside its peer, and whether that is good enough.

/** How a ratio is judged; `goal` is the number to reach or to stay under. */
export type Bound = { readonly is: 'at least' | 'at most'; readonly goal: number };

export type Result = {
  /** The number of the goal this line is about; 13 for a line about event-loop blocks. */
  readonly goal: number;
  readonly what: string;
  readonly unit: 'tx/s' | 'acks/s' | 'decisions/s' | 'ms' | 'µs' | 'weight';
  readonly measured: number;
  readonly peer: number;
  /** What the peer is. */
  readonly against: string;
  readonly ratio: number;
  /** Absent: published, not judged. */
  readonly bound?: Bound;
  /** What helps to read the line, for example how much of it was noise. */
  readonly note?: string;
};

export type Verdict = 'pass' | 'fail' | 'far' | '–';

/** Worse than this part of a goal is no noise any more. */
const noise = 0.8;

/** `fail`: short of the goal. `far`: worse than 0.8 of it. */
export function verdictOf({ ratio, bound }: Pick<Result, 'ratio' | 'bound'>): Verdict {
  if (bound === undefined) return '–';
  const reached = bound.is === 'at least' ? ratio / bound.goal : bound.goal / ratio;
  return reached >= 1 ? 'pass' : reached >= noise ? 'fail' : 'far';
}

export const atLeast = (goal: number): Bound => ({ is: 'at least', goal });
export const atMost = (goal: number): Bound => ({ is: 'at most', goal });
