import type { Meter, Problem, Row } from './problem.ts';

/** The rows, needs and extras of a problem as they hang together, with what the search writes on them. */
export type Graph = {
  readonly rows: readonly RowNode[];
  readonly needs: readonly NeedNode[];
  readonly extras: readonly ExtraNode[];
};

export type NeedNode = { readonly carriers: RowNode[]; chosen: number; mark: RowNode | undefined };

/** A permission nobody asked for. */
export type ExtraNode = {
  readonly weight: number;
  readonly rows: RowNode[];
  chosen: number;
  mark: RowNode | undefined;
  /** The part of its price that each of its rows bears in a lower bound. */
  share: number;
};

export type RowNode = {
  readonly row: Row;
  readonly needs: readonly NeedNode[];
  readonly extras: readonly ExtraNode[];
  /** Needs that it would cover and nothing chosen does. */
  fresh: number;
  /** What it would add to the weight of what is chosen. */
  adds: number;
  /** The same for a lower bound, with what one more row costs. */
  price: number;
  /** What is left of its price in the bound being reckoned: the one numbered `seen`. */
  slack: number;
  seen: number;
  /** Left out: of what is still to be looked at, or of this branch of the search. */
  out: boolean;
};

/** Links what a problem numbers. Needs and extras that no row has any more are left out. */
export function graphOf({ rows, needs, weights }: Problem, meter: Meter): Graph {
  meter.steps += needs + weights.length;
  const needNodes = Array.from(
    { length: needs },
    (): NeedNode => ({ carriers: [], chosen: 0, mark: undefined }),
  );
  const extraNodes = weights.map(
    (weight): ExtraNode => ({ weight, rows: [], chosen: 0, mark: undefined, share: 0 }),
  );
  const rowNodes = rows.map((row) => {
    const node: RowNode = {
      row,
      needs: row.covers.flatMap((need) => needNodes[need] ?? []),
      extras: row.excess.flatMap((extra) => extraNodes[extra] ?? []),
      fresh: row.covers.length,
      adds: 0,
      price: 0,
      slack: 0,
      seen: 0,
      out: false,
    };
    for (const need of node.needs) need.carriers.push(node);
    for (const extra of node.extras) {
      extra.rows.push(node);
      node.adds += extra.weight;
    }
    meter.steps += 1 + node.needs.length + node.extras.length;
    return node;
  });
  return {
    rows: rowNodes,
    needs: needNodes.filter((need) => need.carriers.length > 0),
    extras: extraNodes.filter((extra) => extra.rows.length > 0),
  };
}
