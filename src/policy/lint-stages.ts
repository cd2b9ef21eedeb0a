// Single stages: can enough people agree, and does every step come in time?
import { parseDuration } from '../domain/duration.ts';
import type { ApproverSpec } from '../domain/policy.ts';
import { approversFrom } from './build-stage.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import type { StageEntry } from './schema-stage.ts';
import type { Path, Source } from './source.ts';
import type { Limit } from './stage-deadlines.ts';
import { deadlinesOf } from './stage-deadlines.ts';
import { stageListsOf } from './stage-lists.ts';

type At = { readonly stage: StageEntry; readonly path: Path; readonly source: Source };

/** Numbers of approvers that cannot be reached, steps that come too late, out of order or never, and last stages that are skipped. */
export function lintStages({ file, source }: Linted): readonly Fault[] {
  const limitOf = deadlinesOf(file);
  return stageListsOf(file).flatMap((list) => {
    const limit = limitOf(list.path);
    return list.stages.flatMap((stage, index) => {
      const at = { stage, path: [...list.path, index], source };
      return [
        ...quorum(at),
        ...times(
          at,
          stage.deadline === undefined ? limit : { seconds: stage.deadline, whose: 'its deadline' },
        ),
        ...(index === list.stages.length - 1 ? skipped(at) : []),
        ...unreached(at),
      ];
    });
  });
}

function quorum({ stage, path, source }: At): readonly Fault[] {
  const { need } = stage;
  if (typeof need !== 'number') return [];
  const most = mostPeople([...approversFrom(stage.ask), ...approversFrom(stage.fallback ?? [])]);
  if (need >= 1 && need <= most) return [];
  const says =
    need < 1
      ? { message: `need: ${need} asks nobody`, hint: 'write any, all or a whole number from 1' }
      : {
          message: `need: ${need} can never be reached: the stage asks ${most === 1 ? 'one person' : `${most} people`} at most`,
          hint: 'ask more people, or need fewer',
        };
  return [finding(source, { path: [...path, 'need'] }, { code: 'E-POL-QUORUM', ...says })];
}

/** How many different people these can be; a group, the owners, or whom a condition chooses can be any number; one person a schedule is on call. */
function mostPeople(specs: readonly ApproverSpec[]): number {
  if (specs.some(({ by }) => many.includes(by))) return Number.POSITIVE_INFINITY;
  return new Set(specs.map(wordOf)).size;
}

const many: readonly ApproverSpec['by'][] = ['group', 'owner', 'people', 'user_group'];

function wordOf(spec: ApproverSpec): string {
  if (spec.by === 'person') return `person ${spec.person}`;
  return spec.by === 'on_call' ? `on_call ${spec.schedule}` : spec.by;
}

function times({ stage, path, source }: At, limit: Limit): readonly Fault[] {
  const steps = Object.keys(stage.after ?? {});
  return steps.flatMap((time, index) => {
    const seconds = parseDuration(time) ?? 0;
    const before = steps[index - 1];
    const at = { path: [...path, 'after', time], at: 'key' } as const;
    const isLate = seconds >= limit.seconds;
    if (!isLate && (before === undefined || seconds > (parseDuration(before) ?? 0))) return [];
    const says = isLate
      ? {
          message: `the step after ${time} comes too late: the request expires first, by ${limit.whose}`,
          hint: 'make it earlier, or the deadline later',
        }
      : {
          message: `the step after ${time} stands behind the one after ${before}`,
          hint: 'write steps in order of time, one at a time',
        };
    return [finding(source, at, { code: 'E-POL-RULE', ...says })];
  });
}

function skipped({ stage, path, source }: At): readonly Fault[] {
  return Object.entries(stage.after ?? {}).flatMap(([time, step]) =>
    step === 'skip'
      ? [
          finding(
            source,
            { path: [...path, 'after', time] },
            {
              code: 'E-POL-RULE',
              message: 'the last stage cannot be skipped: it would let the request pass undecided',
              hint: 'escalate, or let the request expire',
            },
          ),
        ]
      : [],
  );
}

/** With `skip` and `route` the stage is over, so what is to happen in it later never does. */
function unreached({ stage, path, source }: At): readonly Fault[] {
  const steps = Object.entries(stage.after ?? {});
  const end = steps.findIndex(
    ([, step]) => step === 'skip' || (typeof step === 'object' && step.route !== undefined),
  );
  const [last] = steps[end] ?? [];
  if (last === undefined) return [];
  return steps.slice(end + 1).map(([time]) =>
    finding(
      source,
      { path: [...path, 'after', time], at: 'key' },
      {
        code: 'E-POL-RULE',
        message: `the step after ${time} never happens: the one after ${last} ends the stage`,
        hint: 'remove it, or move it up',
        severity: 'warning',
      },
    ),
  );
}
