// What can be settled without any search: rows that another row makes useless, and rows without which a need is not covered.
import type { Graph, NeedNode, RowNode } from './graph.ts';
import { graphOf } from './graph.ts';
import type { Meter, Problem, Row } from './problem.ts';

/** `forced` are in every cover worth having; `rest` is what is still open once they are chosen, their permissions paid for. */
export type Reduced = { readonly forced: readonly Row[]; readonly rest: Graph };

/**
 * Reduces until nothing more follows, or until about `limit` steps are spent: what is left is a smaller problem with the same best
 * weight, count and risk.
 */
export function reduce(problem: Problem, meter: Meter, limit: number): Reduced {
  const forced: Row[] = [];
  let rows = problem.rows;
  for (;;) {
    const graph = graphOf({ ...problem, rows }, meter);
    for (const node of graph.rows) {
      if (meter.steps > limit) break;
      node.out = isDominated(node, meter);
    }
    const kept = graph.rows.filter((node) => !node.out);
    const single = new Set(graph.needs.flatMap(onlyCarrier));
    if (single.size === 0 && kept.length === graph.rows.length) return { forced, rest: graph };
    forced.push(...[...single].map((node) => node.row));
    rows = withoutSettled(kept, single);
    if (meter.steps > limit) return { forced, rest: graphOf({ ...problem, rows }, meter) };
  }
}

/**
 * Is there a row that covers all that this one does, gives nothing that this one does not and has no higher risk? Of two that are
 * alike the first stays. What is out already makes nothing else useless: the row that put it out does.
 */
function isDominated(node: RowNode, meter: Meter): boolean {
  const rarest = node.needs.reduce<NeedNode | undefined>(
    (best, need) => (best === undefined || need.carriers.length < best.carriers.length ? need : best),
    undefined,
  );
  for (const need of node.needs) need.mark = node;
  for (const extra of node.extras) extra.mark = node;
  meter.steps += node.needs.length + node.extras.length;
  return (rarest?.carriers ?? []).some((other) => {
    meter.steps += 1;
    return !other.out && other !== node && mayDominate(other, node) && dominates(other, node, meter);
  });
}

function mayDominate(other: RowNode, node: RowNode): boolean {
  if (other.needs.length < node.needs.length || other.extras.length > node.extras.length) return false;
  if (other.row.risk !== node.row.risk) return other.row.risk < node.row.risk;
  const alike = other.needs.length === node.needs.length && other.extras.length === node.extras.length;
  return !alike || other.row.at < node.row.at;
}

/** Both are told by the marks that `node` left on its needs and extras. */
function dominates(other: RowNode, node: RowNode, meter: Meter): boolean {
  meter.steps += other.needs.length + other.extras.length;
  const shared = other.needs.filter((need) => need.mark === node).length;
  return shared === node.needs.length && other.extras.every((extra) => extra.mark === node);
}

function onlyCarrier({ carriers }: NeedNode): readonly RowNode[] {
  const [first, second] = carriers.filter((node) => !node.out);
  return first !== undefined && second === undefined ? [first] : [];
}

/** The kept rows without what the forced ones cover and give anyway. */
function withoutSettled(kept: readonly RowNode[], forced: ReadonlySet<RowNode>): readonly Row[] {
  const covered = new Set([...forced].flatMap((node) => node.row.covers));
  const given = new Set([...forced].flatMap((node) => node.row.excess));
  return kept.flatMap(({ row }) => {
    const covers = row.covers.filter((need) => !covered.has(need));
    if (covers.length === 0) return [];
    return [{ ...row, covers, excess: row.excess.filter((extra) => !given.has(extra)) }];
  });
}
