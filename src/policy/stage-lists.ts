import type { PolicyFile } from './schema.ts';
import type { StageEntry } from './schema-stage.ts';
import type { Path } from './source.ts';

/** Stages in order, as they stand in the file. */
export type StageList = { readonly path: Path; readonly stages: readonly StageEntry[] };

/** Every list of stages in the file: of named routes, rules and exceptions. */
export function stageListsOf(file: PolicyFile): readonly StageList[] {
  return [
    ...Object.entries(file.routes ?? {}).map(([name, stages]) => ({ path: ['routes', name], stages })),
    ...(file.rules ?? []).flatMap(({ stages }, at) =>
      stages === undefined ? [] : [{ path: ['rules', at, 'stages'], stages }],
    ),
    ...(file.separation_of_duties ?? []).flatMap(({ exception }, at) =>
      exception?.stages === undefined
        ? []
        : [{ path: ['separation_of_duties', at, 'exception', 'stages'], stages: exception.stages }],
    ),
  ];
}

/** The named route that a rule goes by, if it does. */
export function routeOf(approve: NonNullable<PolicyFile['rules']>[number]['approve']): string | undefined {
  return typeof approve === 'object' && 'route' in approve ? approve.route : undefined;
}

/** Where steps lead to a named route. */
export const jumpsOf = ({
  path,
  stages,
}: StageList): readonly { readonly path: Path; readonly to: string }[] =>
  stages.flatMap(({ after }, at) =>
    Object.entries(after ?? {}).flatMap(([time, step]) =>
      typeof step === 'string' || step.route === undefined
        ? []
        : [{ path: [...path, at, 'after', time, 'route'], to: step.route }],
    ),
  );
