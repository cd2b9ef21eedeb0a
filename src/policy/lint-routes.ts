// Named routes: every name must lead somewhere, and no way may lead back to where it began.
import type { Fault } from './fault.ts';
import { mostFaults } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding, unknownName } from './finding.ts';
import type { PolicyFile } from './schema.ts';
import type { Path } from './source.ts';
import { jumpsOf, routeOf, stageListsOf } from './stage-lists.ts';

type Jump = { readonly path: Path; readonly to: string };

/** Routes that are named and do not exist, and routes whose steps lead to each other in a circle. */
export function lintRoutes({ file, source }: Linted): readonly Fault[] {
  const known = Object.keys(file.routes ?? {});
  const exists = new Set(known);
  const unknown = jumpsIn(file).filter(({ to }) => !exists.has(to));
  return [
    ...unknown.map(({ path, to }) =>
      finding(source, { path }, unknownName(`no route is called “${to}”`, to, known)),
    ),
    ...circlesIn(file).map(({ path, names }) =>
      finding(
        source,
        { path },
        {
          code: 'E-POL-CYCLE',
          message: `the steps of these routes lead in a circle: ${names.map((name) => `“${name}”`).join(' → ')}`,
          hint: 'let one of them end in another way',
        },
      ),
    ),
  ];
}

const jumpsIn = (file: PolicyFile): readonly Jump[] => [
  ...stageListsOf(file).flatMap(jumpsOf),
  ...(file.rules ?? []).flatMap(({ approve }, at) => {
    const to = routeOf(approve);
    return to === undefined ? [] : [{ path: ['rules', at, 'approve', 'route'], to }];
  }),
  ...(file.separation_of_duties ?? []).flatMap(({ exception }, at) =>
    exception?.route === undefined
      ? []
      : [{ path: ['separation_of_duties', at, 'exception', 'route'], to: exception.route }],
  ),
];

type Circle = { readonly path: Path; readonly names: readonly string[] };

// A longer circle is named by its beginning.
const mostNames = 10;

/** Depth first over the steps, with a stack of its own: a file can hold a chain longer than the engine's. */
function circlesIn(file: PolicyFile): readonly Circle[] {
  const routes = Object.entries(file.routes ?? {});
  const jumps = new Map(routes.map(([name, stages]) => [name, jumpsOf({ path: ['routes', name], stages })]));
  const done = new Set<string>();
  const circles: Circle[] = [];
  for (const [start] of routes) {
    const way: { readonly name: string; next: number }[] = done.has(start) ? [] : [{ name: start, next: 0 }];
    const onWay = new Set([start]);
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const jump = jumps.get(at.name)?.[at.next];
      at.next += 1;
      if (jump === undefined) {
        done.add(at.name);
        onWay.delete(at.name);
        way.pop();
      } else if (onWay.has(jump.to)) {
        if (circles.length < mostFaults) circles.push(circleTo(jump, way));
      } else if (!done.has(jump.to) && jumps.has(jump.to)) {
        way.push({ name: jump.to, next: 0 });
        onWay.add(jump.to);
      }
    }
  }
  return circles;
}

function circleTo({ path, to }: Jump, way: readonly { readonly name: string }[]): Circle {
  const names = way.map((one) => one.name);
  return { path, names: shortened([...names.slice(names.indexOf(to)), to]) };
}

const shortened = (names: readonly string[]): readonly string[] =>
  names.length <= mostNames ? names : [...names.slice(0, mostNames - 2), '…', ...names.slice(-1)];
