import type { Seconds } from '../domain/instant.ts';
import { day } from '../domain/instant.ts';
import type { PolicyFile } from './schema.ts';
import type { Path } from './source.ts';
import { jumpsOf, routeOf } from './stage-lists.ts';

/** When a request expires, and what says so. */
export type Limit = { readonly seconds: Seconds; readonly whose: string };

type Start = { readonly route: string; readonly limit: Limit };

/**
 * For the path of a list of stages, the deadline of those that have none of their own: the rule's, or the company's. A named route has
 * the shortest among the rules that lead to it, by themselves or through steps.
 */
export function deadlinesOf(file: PolicyFile): (path: Path) => Limit {
  const company = { seconds: file.settings?.request_deadline ?? day, whose: 'settings.request_deadline' };
  const limits = (file.rules ?? []).map(({ name, deadline }) =>
    deadline === undefined ? company : { seconds: deadline, whose: `the deadline of the rule “${name}”` },
  );
  const starts = [
    ...(file.rules ?? []).flatMap((rule, at) => startsOf(rule, limits[at] ?? company)),
    ...(file.separation_of_duties ?? []).flatMap(({ exception }) =>
      startsOf({ stages: exception?.stages, route: exception?.route }, company),
    ),
  ];
  const routes = spread(file, starts);
  return ([section, of]) =>
    (section === 'routes' ? routes.get(String(of)) : section === 'rules' ? limits[Number(of)] : undefined) ??
    company;
}

type Rule = NonNullable<PolicyFile['rules']>[number];

function startsOf(
  from: {
    readonly stages?: Rule['stages'];
    readonly approve?: Rule['approve'];
    readonly route?: string | undefined;
  },
  limit: Limit,
): readonly Start[] {
  const jumps = jumpsOf({ path: [], stages: from.stages ?? [] }).map(({ to }) => to);
  return [...jumps, from.route ?? routeOf(from.approve) ?? []].flat().map((route) => ({ route, limit }));
}

/** Along the steps from route to route. The shortest deadline goes first, so that a route's first is its shortest. */
function spread(file: PolicyFile, starts: readonly Start[]): ReadonlyMap<string, Limit> {
  const limits = new Map<string, Limit>();
  const all = file.routes ?? {};
  for (const { route: start, limit } of starts.toSorted((a, b) => a.limit.seconds - b.limit.seconds)) {
    const open = [start];
    for (let route = open.pop(); route !== undefined; route = open.pop()) {
      if (limits.has(route)) continue;
      limits.set(route, limit);
      const stages = Object.hasOwn(all, route) ? all[route] : undefined;
      open.push(...jumpsOf({ path: [], stages: stages ?? [] }).map(({ to }) => to));
    }
  }
  return limits;
}
