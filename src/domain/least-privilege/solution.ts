import type { Board } from './board.ts';
import type { RowNode } from './graph.ts';

/** A cover and its price. */
export type Solution = { readonly rows: readonly RowNode[]; readonly weight: number; readonly risk: number };

export function solutionOf({ chosen, weight }: Board): Solution {
  const rows = [...chosen];
  return { rows, weight, risk: Math.max(0, ...rows.map(({ row }) => row.risk)) };
}

/** Less excess weight first, then fewer rows, then a lower highest risk: negative where `a` is better, 0 where they are as good. */
export const compareSolutions = (a: Solution, b: Solution): number =>
  a.weight - b.weight || a.rows.length - b.rows.length || a.risk - b.risk;
