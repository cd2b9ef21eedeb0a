// The answer of `policy plan`, for people and for programs.
import { formatDuration } from '../domain/duration.ts';
import { inARow } from '../domain/in-a-row.ts';
import type { PlanGroup, PlanRow } from '../policy/plan.ts';
import type { Direction, Outcome } from '../policy/plan-changes.ts';
import type { NamedChange } from '../policy/plan-duties.ts';

export type Planned = {
  readonly file: string;
  readonly from: string;
  /** How many people were looked at. */
  readonly people: number;
  /** Names by id of everybody in the directory. */
  readonly names: ReadonlyMap<string, string>;
  readonly groups: readonly PlanGroup[];
  readonly duties: readonly NamedChange[];
  /** Rules for breaking glass. */
  readonly glass: readonly NamedChange[];
};

export function plannedText(planned: Planned): string {
  const { file, from, people, groups, duties, glass } = planned;
  const head = `${file} compared with ${from}, for ${people} active people.`;
  const told = directions.flatMap((direction) => [
    ...groups.filter((one) => one.direction === direction).map((one) => groupText(one, planned)),
    ...glass.filter((one) => one.direction === direction).map(namedText('breaking glass by')),
    ...duties.filter((one) => one.direction === direction).map(namedText('separation of duties')),
  ]);
  if (told.length === 0) return `${head}\nNothing changes for anybody.`;
  const loosened = [...groups, ...duties, ...glass].some((one) => one.direction === 'loosens');
  const sum = loosened ? 'This loosens access: read what is marked ! first.' : 'Nothing is loosened.';
  return [`${head}\n${sum}`, ...told].join('\n\n');
}

/** The same for programs; lengths of time are seconds. */
export const plannedValue = ({ file, from, people, groups, duties, glass }: Planned) => ({
  file,
  from,
  people,
  loosens: [...groups, ...duties, ...glass].some((one) => one.direction === 'loosens'),
  groups: groups.map(({ shown, ...group }) => ({
    ...group,
    shown: shown.map(({ person, item, durations, before, after }) => ({
      person: person.id,
      item: item.target.id,
      durations,
      before: outcomeValue(before),
      after: outcomeValue(after),
    })),
  })),
  duties,
  glass,
});

const outcomeValue = ({ is, asked, told, yeses, needs, longest }: Outcome) => ({
  is,
  asked,
  told,
  yeses,
  needs,
  longest,
});

const directions: readonly Direction[] = ['loosens', 'changes', 'tightens'];
const marks: Readonly<Record<Direction, string>> = { loosens: '!', changes: '~', tightens: '-' };

function groupText(group: PlanGroup, { names }: Planned): string {
  const { direction, title, count, people, items, shown } = group;
  const more = count - shown.length;
  return [
    `${marks[direction]} ${direction}: ${title}: ${count} (${counted(people, 'person', 'people')}, ${counted(items, 'item', 'items')})`,
    ...shown.map((row) => `    ${rowText(row, names)}`),
    ...(more > 0 ? [`    … and ${more} more`] : []),
  ].join('\n');
}

function rowText(
  { person, item, durations, before, after }: PlanRow,
  names: ReadonlyMap<string, string>,
): string {
  const lengths = durations.length === 0 ? '' : ` for ${durations.map(formatDuration).join(' and ')}`;
  return `${person.name} (${person.id}), ${item.target.id}${lengths}: ${outcomeText(before, names)} → ${outcomeText(after, names)}`;
}

function outcomeText(
  { is, asked = [], told = [], needs = [], longest }: Outcome,
  names: ReadonlyMap<string, string>,
): string {
  if (longest !== undefined) return formatDuration(longest);
  const named = (ids: readonly string[]) =>
    inARow(
      ids.map((id) => names.get(id) ?? id),
      3,
    );
  const first = needs.length === 0 ? '' : `, once ${inARow(needs, 3)} is held`;
  if (is === undefined) return 'hidden';
  switch (is) {
    case 'auto':
      return `granted at once${first}`;
    case 'refuse':
      return 'refused';
    case 'ask':
      return `asks ${asked.map(named).join(', then ')}${told.length === 0 ? '' : `, tells ${named(told)}`}${first}`;
  }
}

const namedText =
  (what: string) =>
  ({ name, change, direction }: NamedChange): string =>
    `${marks[direction]} ${direction}: ${what} “${name}” ${change}`;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
