import type { PolicyFile } from './schema.ts';
import type { ApproversEntry, TellEntry } from './schema-stage.ts';
import type { Path } from './source.ts';
import { stageListsOf } from './stage-lists.ts';

/** One source of people that is no role, and where it stands in the file. */
export type ApproverPlace = {
  readonly path: Path;
  readonly entry: Extract<ApproversEntry, { readonly people?: unknown }>;
};

/** Every source in the file that is no role: of approvers, of those who are only told, and of reviewers. */
export const approverPlaces = (file: PolicyFile): readonly ApproverPlace[] => [
  ...(file.rules ?? []).flatMap(({ approve }, at) =>
    approve === undefined || approve === 'auto' ? [] : placesIn(approve, ['rules', at, 'approve']),
  ),
  ...(file.rules ?? []).flatMap(({ break_glass: glass }, at) => [
    ...placesIn(glass?.tell, ['rules', at, 'break_glass', 'tell']),
    ...placesIn(glass?.review, ['rules', at, 'break_glass', 'review']),
  ]),
  ...stageListsOf(file).flatMap(({ path, stages }) =>
    stages.flatMap(({ ask, fallback, after, tell }, at) => [
      ...placesIn(ask, [...path, at, 'ask']),
      ...placesIn(fallback, [...path, at, 'fallback']),
      ...placesIn(tell, [...path, at, 'tell']),
      ...Object.entries(after ?? {}).flatMap(([time, step]) =>
        typeof step === 'string' || step.escalate === undefined
          ? []
          : placesIn(step.escalate, [...path, at, 'after', time, 'escalate']),
      ),
    ]),
  ),
];

function placesIn(entry: ApproversEntry | TellEntry | undefined, path: Path): readonly ApproverPlace[] {
  if (entry === undefined || typeof entry === 'string') return [];
  if (!Array.isArray(entry)) return [{ path, entry }];
  return entry.flatMap((one, at) => placesIn(one, [...path, at]));
}
