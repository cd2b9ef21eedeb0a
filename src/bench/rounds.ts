// Ratios are what can be trusted on a shared machine: what is compared runs side by side, again and again.

export type Pair = { readonly measured: number; readonly peer: number };

export const roundCount = 3;

/** Medians over the rounds. The ratio is the median of the rounds' own ratios, so it may differ a little from the quotient of the two. */
export async function interleaved(
  round: (number: number) => Promise<Pair> | Pair,
): Promise<Pair & { readonly ratio: number }> {
  const pairs: Pair[] = [];
  for (let number = 0; number < roundCount; number += 1) pairs.push(await round(number));
  return medianOf(pairs);
}

/** The same over pairs that were measured already. */
export const medianOf = (pairs: readonly Pair[]): Pair & { readonly ratio: number } => ({
  measured: median(pairs.map((pair) => pair.measured)),
  peer: median(pairs.map((pair) => pair.peer)),
  ratio: median(pairs.map((pair) => pair.measured / pair.peer)),
});

const slices = 4;

/** Does a slice of the work and gives the milliseconds it took. */
export type Slice = () => Promise<number> | number;

/** One round of two kinds of work in alternate slices: how many milliseconds each took altogether. The first of a slice changes. */
export async function alternate(measured: Slice, peer: Slice): Promise<Pair> {
  const took = { measured: 0, peer: 0 };
  for (let slice = 0; slice < slices; slice += 1) {
    const order = slice % 2 === 0 ? (['measured', 'peer'] as const) : (['peer', 'measured'] as const);
    for (const one of order) took[one] += await (one === 'measured' ? measured : peer)();
  }
  return took;
}

/** Slices in one call of `alternate`: how often each kind of work is run. */
export const slicesEach = slices;

export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** By nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? Number.NaN;
}
