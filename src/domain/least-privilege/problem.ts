// The question in numbers: a set cover in which what is given too much has a price.

/** An offer as the search sees it. Needs and excess permissions are numbered from 0; each number stands here once. */
export type Row = {
  /** Its place in the order of the offers: what names it, and the last tie-break. */
  readonly at: number;
  readonly covers: readonly number[];
  readonly excess: readonly number[];
  /** 0 (low) to 3 (critical): the highest of its parts. */
  readonly risk: number;
};

export type Problem = {
  readonly rows: readonly Row[];
  /** How many needs there are; every one is covered by some row. */
  readonly needs: number;
  /** What each excess permission weighs, by its number: whole numbers of at least 1. */
  readonly weights: readonly number[];
};

/** Counts the work, so that a search ends without looking at a clock. One step is a look at one row, need or excess permission. */
export type Meter = { steps: number };
