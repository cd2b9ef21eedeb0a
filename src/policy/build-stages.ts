// Stages as the file writes them, in the domain's words.
import { parseDuration } from '../domain/duration.ts';
import { personId } from '../domain/ids.ts';
import type { ApproverSpec, Route, SeparationRule, Stage, Step } from '../domain/policy.ts';
import { oneOf } from '../domain/policy.ts';
import type { PolicyFile, RuleEntry } from './schema.ts';
import type { ApproveEntry, StageEntry, WhoEntry } from './schema-stages.ts';

export type Routes = Readonly<Record<string, readonly Stage[]>>;

export const buildRoutes = (file: PolicyFile): Routes =>
  Object.fromEntries(
    Object.entries(file.routes ?? {}).map(([name, stages]) => [name, stages.map(buildStage)]),
  );

/** What a rule leads to. A route that no name has is an empty way, which the lint refuses. */
export function buildRoute({ approve, refuse, stages }: RuleEntry, routes: Routes): Route {
  if (refuse !== undefined) return { kind: 'refuse', text: refuse };
  if (stages !== undefined) return { kind: 'ask', stages: stages.map(buildStage) };
  if (approve === 'auto') return { kind: 'auto' };
  return { kind: 'ask', stages: approve === undefined ? [] : stagesOf(approve, routes) };
}

export const buildSeparation = (file: PolicyFile, routes: Routes): readonly SeparationRule[] =>
  (file.separation_of_duties ?? []).map(({ name, between, because, exception }) => ({
    name,
    sides: between,
    because,
    ...(exception === undefined
      ? {}
      : {
          exception: {
            stages: exception.stages?.map(buildStage) ?? named(routes, exception.route),
            most: exception.most,
          },
        }),
  }));

function stagesOf(approve: Exclude<ApproveEntry, 'auto'>, routes: Routes): readonly Stage[] {
  if (typeof approve === 'object' && 'route' in approve && approve.route !== undefined)
    return named(routes, approve.route);
  if (Array.isArray(approve)) return [oneOf(...approve.flatMap(specsOf))];
  if (typeof approve === 'string') return [oneOf(...specsOf(approve))];
  return [oneOf(...specsOf({ person: approve.person, group: approve.group }))];
}

const named = (routes: Routes, name: string | undefined): readonly Stage[] =>
  name !== undefined && Object.hasOwn(routes, name) ? (routes[name] ?? []) : [];

function buildStage(entry: StageEntry): Stage {
  return {
    approvers: specsOf(entry.ask),
    need: entry.need === undefined || entry.need === 'any' ? 1 : entry.need,
    distinct: entry.distinct ?? true,
    reason: entry.reason ?? false,
    fallback: entry.fallback === undefined ? [] : specsOf(entry.fallback),
    steps: Object.entries(entry.after ?? {})
      .flatMap(([after, step]) => buildStep(after, step))
      .sort((a, b) => a.after - b.after),
    ...(entry.deadline === undefined ? {} : { deadline: entry.deadline }),
  };
}

/** A time that is none is a fault that the lint tells. */
function buildStep(text: string, step: NonNullable<StageEntry['after']>[string]): readonly Step[] {
  const after = parseDuration(text);
  if (after === undefined) return [];
  if (typeof step === 'string') return [{ after, do: step }];
  return 'route' in step
    ? [{ after, do: 'route', route: step.route }]
    : [{ after, do: 'escalate', to: specsOf(step.escalate) }];
}

function specsOf(
  who: WhoEntry | { readonly person?: string | undefined; readonly group?: string | undefined },
): readonly ApproverSpec[] {
  if (Array.isArray(who)) return who.flatMap(specsOf);
  if (who === 'managers-manager') return [{ by: 'managers_manager' }];
  if (typeof who === 'string') return [{ by: who }];
  if (who.person !== undefined) return [{ by: 'person', person: personId(who.person) }];
  return [{ by: 'group', group: who.group ?? '' }];
}
