import type { App } from '../domain/catalogue.ts';
import type { Policy } from '../domain/policy.ts';
import { buildPolicy } from './build.ts';
import { explain, sentence } from './explain.ts';
import type { Fault } from './fault.ts';
import { mostFaults } from './fault.ts';
import { lint } from './lint.ts';
import { shiftFinding } from './lint-on-call.ts';
import type { PolicyFile } from './schema.ts';
import { policyFile } from './schema.ts';
import { readShifts } from './shifts.ts';
import type { Source } from './source.ts';
import { readSource } from './source.ts';
import type { Variables } from './variables.ts';
import { fillIn } from './variables.ts';

/** Where the directory comes from. The file's path is relative to `access.yml`. */
export type PeopleSource = { readonly source: 'csv'; readonly file: string };

export type ParsedPolicy =
  | {
      readonly is: 'policy';
      readonly policy: Policy;
      /** Absent where the file has no `people:` section. */
      readonly people?: PeopleSource;
      readonly warnings: readonly Fault[];
    }
  | { readonly is: 'faults'; readonly faults: readonly Fault[] };

/** The text of a file that the policy names, by its path relative to `access.yml`; undefined where it cannot be read. */
export type FileNamed = (name: string) => string | undefined;

/**
 * Reads `access.yml`. Any error refuses the file; the faults then list errors and warnings in the order of the file, at most 100.
 * `variables` are the environment variables that `${NAME}` in an app's `config` may name. Whether the people that are named exist
 * is not known here: the directory is asked when the policy is applied. `fileNamed` gives the files of shifts it names.
 */
export function parsePolicy(
  text: string,
  variables: Variables = {},
  fileNamed: FileNamed = () => undefined,
): ParsedPolicy {
  const source = readSource(text);
  if (!('value' in source)) return refused(source);
  const shape = policyFile.safeParse(source.value, { error: sentence });
  if (!shape.success) return refused(explain(shape.error.issues, policyFile, source));
  const configs = fillInAll(shape.data.apps, source, variables);
  const shifts = shiftsIn(shape.data, source, fileNamed);
  const policy = buildPolicy(shape.data, {
    config: (app) => configs.get(app)?.config ?? {},
    shifts: (schedule) => shifts.get(schedule)?.shifts ?? [],
  });
  const faults = [
    ...[...configs.values(), ...shifts.values()].flatMap((one) => one.faults),
    ...lint({ file: shape.data, policy, source }),
  ];
  if (faults.some((fault) => fault.severity === 'error')) return refused(faults);
  const { people } = shape.data;
  return { is: 'policy', policy, ...(people === undefined ? {} : { people }), warnings: inOrder(faults) };
}

const fillInAll = (
  apps: Readonly<Record<string, { config?: App['config'] | null | undefined }>>,
  source: Source,
  variables: Variables,
) =>
  new Map(
    Object.entries(apps).map(([id, { config }]) => [
      id,
      fillIn(config ?? {}, { path: ['apps', id, 'config'], source, variables }),
    ]),
  );

/** The shifts of every schedule that has a file. */
const shiftsIn = ({ on_call }: PolicyFile, source: Source, fileNamed: FileNamed) =>
  new Map(
    Object.entries(on_call ?? {}).flatMap(([schedule, { file: name }]) => {
      if (name === undefined) return [];
      const text = fileNamed(name);
      const read = text === undefined ? { shifts: [], faults: ['unreadable' as const] } : readShifts(text);
      const found = read.shifts.length + read.faults.length === 0 ? (['empty'] as const) : read.faults;
      const faults = found.map((fault) => shiftFinding(source, schedule, { name, fault }));
      return [[schedule, { shifts: read.shifts, faults }]];
    }),
  );

const refused = (faults: readonly Fault[]): ParsedPolicy => ({ is: 'faults', faults: inOrder(faults) });

/** Warnings give way to errors where there are too many of both. */
function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const errors = faults.filter((fault) => fault.severity === 'error');
  const warnings = faults.filter((fault) => fault.severity === 'warning');
  return [...errors, ...warnings]
    .slice(0, mostFaults)
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}
