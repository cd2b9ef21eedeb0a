import type { StandIn } from '../domain/catalogue.ts';
import { parseDuration } from '../domain/duration.ts';
import { personId } from '../domain/ids.ts';
import type { ApproverSpec, Stage, Step, Told } from '../domain/policy.ts';
import type { ApproversEntry, NamedEntry, StageEntry, TellEntry } from './schema-stage.ts';

/** A stage of the file with its defaults filled in. */
export function buildStage(entry: StageEntry): Stage {
  return {
    approvers: approversFrom(entry.ask),
    need: entry.need === undefined || entry.need === 'any' ? 1 : entry.need,
    distinct: entry.distinct ?? true,
    reason: entry.reason ?? false,
    fallback: entry.fallback === undefined ? [] : approversFrom(entry.fallback),
    steps: Object.entries(entry.after ?? {}).map(([after, step]) =>
      buildStep(parseDuration(after) ?? 0, step),
    ),
    ...(entry.deadline === undefined ? {} : { deadline: entry.deadline }),
    ...(entry.tell === undefined ? {} : { tell: [entry.tell].flat().map(toldFrom) }),
    ...(entry.working_hours === true ? { workingHours: true } : {}),
  };
}

/** The sources of approvers that one of them, or a list, names. */
export const approversFrom = (entry: ApproversEntry): readonly ApproverSpec[] =>
  Array.isArray(entry) ? entry.map(approverFrom) : [approverFrom(entry)];

function approverFrom(entry: Exclude<ApproversEntry, readonly unknown[]>): ApproverSpec {
  if (entry === 'managers-manager') return { by: 'managers_manager' };
  if (typeof entry === 'string') return { by: entry };
  if (entry.on_call !== undefined) return { by: 'on_call', schedule: entry.on_call };
  if (entry.people !== undefined) return { by: 'people', condition: entry.people.trim() };
  if (entry.user_group !== undefined) return { by: 'user_group', handle: entry.user_group };
  return namedFrom(entry);
}

/** One person or one group of the file. */
export const namedFrom = ({ person, group }: NamedEntry): StandIn =>
  person === undefined ? { by: 'group', group: group ?? '' } : { by: 'person', person: personId(person) };

/** Whom one entry of a `tell` means: people, or a channel. */
export function toldFrom(entry: Exclude<TellEntry, readonly unknown[]>): Told {
  if (typeof entry !== 'string' && entry.channel !== undefined)
    return { by: 'channel', channel: entry.channel };
  return approverFrom(entry);
}

function buildStep(after: number, step: NonNullable<StageEntry['after']>[string]): Step {
  if (typeof step === 'string') return { after, do: step };
  if (step.route !== undefined) return { after, do: 'route', route: step.route };
  return { after, do: 'escalate', to: step.escalate === undefined ? [] : approversFrom(step.escalate) };
}
