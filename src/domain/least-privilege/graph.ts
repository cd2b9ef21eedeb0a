import type { Meter, Problem, Row } from './problem.ts';

/** The rows, needs and extras of a problem as they hang together, with what the search writes on them. */
export type Graph = {
  readonly rows: readonly RowNode[];
  readonly needs: readonly NeedNode[];
  readonly extras: readonly ExtraNode[];
};

/** `mark`: who looked at it last. */
export type NeedNode = { readonly carriers: RowNode[]; chosen: number; mark: object | undefined };

/** A permission nobody asked for. */
export type ExtraNode = {
  readonly weight: number;
  readonly rows: RowNode[];
  chosen: number;
  mark: object | undefined;
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
    meter.steps += 1 + row.covers.length + row.excess.length;
    return rowNode(row, needNodes, extraNodes);
  });
  return {
    rows: rowNodes,
    needs: needNodes.filter((need) => need.carriers.length > 0),
    extras: extraNodes.filter((extra) => extra.rows.length > 0),
  };
}

function rowNode(row: Row, needNodes: readonly NeedNode[], extraNodes: readonly ExtraNode[]): RowNode {
  const needs: NeedNode[] = [];
  const extras: ExtraNode[] = [];
  const { covers, excess } = row;
  const node = { row, needs, extras, fresh: covers.length, adds: 0, price: 0, slack: 0, seen: 0, out: false };
  for (const number of covers) {
    const need = needNodes[number];
    if (need === undefined) continue;
    needs.push(need);
    need.carriers.push(node);
  }
  for (const number of excess) {
    const extra = extraNodes[number];
    if (extra === undefined) continue;
    extras.push(extra);
    extra.rows.push(node);
    node.adds += extra.weight;
  }
  return node;
}
