// The search with too little time, on problems made of numbers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem, Row } from './problem.ts';
import { solve } from './solve.ts';

const enough = 1_000_000_000;

/** Every need has a row of its own beside the random ones, so that all of them can be covered. */
const problem = (size: { readonly rows: number; readonly needs: number; readonly extras: number }) =>
  fc
    .record({
      rows: fc.array(
        fc.record({
          covers: fc.uniqueArray(fc.nat(size.needs - 1), { minLength: 1, maxLength: 4 }),
          excess: fc.uniqueArray(fc.nat(size.extras - 1), { maxLength: 6 }),
          risk: fc.nat(3),
        }),
        { minLength: size.rows >> 1, maxLength: size.rows },
      ),
      weights: fc.array(fc.constantFrom(1, 3, 9, 27), { minLength: size.extras, maxLength: size.extras }),
      lone: fc.array(fc.nat(size.extras - 1), { minLength: size.needs, maxLength: size.needs }),
    })
    .map(({ rows, weights, lone }): Problem => {
      const single = lone.map((extra, need) => ({ covers: [need], excess: [extra], risk: 1 }));
      return { rows: [...rows, ...single].map((row, at) => ({ ...row, at })), needs: size.needs, weights };
    });

const rowsOf = ({ rows }: Problem, chosen: readonly number[]): readonly Row[] =>
  chosen.map((at) => rows[at]!);
const covered = (rows: readonly Row[]): number => new Set(rows.flatMap((row) => row.covers)).size;
const weigh = ({ weights }: Problem, rows: readonly Row[]): number =>
  [...new Set(rows.flatMap((row) => row.excess))].reduce((sum, extra) => sum + weights[extra]!, 0);

describe('with any budget', () => {
  const asked = fc.record({
    one: problem({ rows: 30, needs: 10, extras: 20 }),
    budget: fc.constantFrom(0, 1, 50, 200, 500, 1_000, 2_000, 4_000, 10_000),
  });

  it('everything is covered and no row is needless', () => {
    const property = fc.property(asked, ({ one, budget }) => {
      const rows = rowsOf(one, solve(one, budget).chosen);
      expect(covered(rows)).toBe(one.needs);
      for (const row of rows) expect(covered(rows.filter((other) => other !== row))).toBeLessThan(one.needs);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('what is called proven is as good as with all the time there is', () => {
    const seen = { proven: 0, unproven: 0 };
    const property = fc.property(asked, ({ one, budget }) => {
      const short = solve(one, budget);
      const long = solve(one, enough);
      const [found, best] = [short, long].map(({ chosen }) => weigh(one, rowsOf(one, chosen)));
      expect(long.proven).toBe(true);
      if (short.proven) expect([found, short.chosen.length]).toEqual([best, long.chosen.length]);
      else expect(found).toBeGreaterThanOrEqual(best!);
      seen[short.proven ? 'proven' : 'unproven'] += 1;
    });
    fc.assert(property, { numRuns: 2_000 });
    expect(Math.min(seen.proven, seen.unproven)).toBeGreaterThan(200);
  });
});

it('what is too large to be proven is better than the classical greedy cover, or as good, but for rare bad luck', () => {
  const classical = (one: Problem): number => {
    const open = new Set(one.rows.flatMap((row) => row.covers));
    const paid = new Set<number>();
    const taken: Row[] = [];
    while (open.size > 0) {
      const [best] = one.rows
        .map((row) => ({ row, fresh: row.covers.filter((need) => open.has(need)).length }))
        .filter(({ fresh }) => fresh > 0)
        .map(({ row, fresh }) => ({
          row,
          fresh,
          adds: weigh(one, [{ ...row, excess: row.excess.filter((extra) => !paid.has(extra)) }]),
        }))
        .toSorted(
          (a, b) =>
            a.adds * b.fresh - b.adds * a.fresh ||
            b.fresh - a.fresh ||
            a.row.risk - b.row.risk ||
            a.row.at - b.row.at,
        );
      taken.push(best!.row);
      for (const need of best!.row.covers) open.delete(need);
      for (const extra of best!.row.excess) paid.add(extra);
    }
    return weigh(one, taken);
  };
  const seen = { better: 0, worse: 0 };
  const property = fc.property(problem({ rows: 160, needs: 50, extras: 120 }), (one) => {
    const ours = weigh(one, rowsOf(one, solve(one, 50_000).chosen));
    const theirs = classical(one);
    if (ours < theirs) seen.better += 1;
    if (ours > theirs) seen.worse += 1;
  });
  fc.assert(property, { numRuns: 150, seed: 1 });
  expect(seen.better).toBeGreaterThan(25);
  expect(seen.worse).toBeLessThan(seen.better / 10);
});
