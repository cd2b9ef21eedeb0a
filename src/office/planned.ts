// The answer of `policy plan`, for people and for programs.
import { brakeSentence } from '../domain/birthright.ts';
import { formatDuration } from '../domain/duration.ts';
import { inARow } from '../domain/in-a-row.ts';
import type { PlanGroup, PlanRow } from '../policy/plan.ts';
import type { BirthrightGroup, BirthrightPlan } from '../policy/plan-birthrights.ts';
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
  readonly birthrights: BirthrightPlan;
};

export function plannedText(planned: Planned): string {
  const { file, from, people, groups, duties, glass, birthrights } = planned;
  const head = `${file} compared with ${from}, for ${people} active people.`;
  const told = directions.flatMap((direction) => [
    ...groups.filter((one) => one.direction === direction).map((one) => groupText(one, planned)),
    ...birthrights.groups.filter((one) => one.direction === direction).map(birthrightText),
    ...glass.filter((one) => one.direction === direction).map(namedText('breaking glass by')),
    ...duties.filter((one) => one.direction === direction).map(namedText('separation of duties')),
  ]);
  if (told.length === 0) return `${head}\nNothing changes for anybody.`;
  const loosened = isLoosened(planned);
  const sum = loosened ? 'This loosens access: read what is marked ! first.' : 'Nothing is loosened.';
  return [`${head}\n${sum}`, ...told, ...birthrights.braked.map(brakeSentence)].join('\n\n');
}

/** The same for programs; lengths of time are seconds. */
export const plannedValue = (planned: Planned) => ({
  file: planned.file,
  from: planned.from,
  people: planned.people,
  loosens: isLoosened(planned),
  groups: planned.groups.map(({ shown, ...group }) => ({
    ...group,
    shown: shown.map(({ person, item, durations, before, after }) => ({
      person: person.id,
      item: item.target.id,
      durations,
      before: outcomeValue(before),
      after: outcomeValue(after),
    })),
  })),
  duties: planned.duties,
  glass: planned.glass,
  birthrights: {
    groups: planned.birthrights.groups.map(({ shown, ...group }) => ({
      ...group,
      shown: shown.map(({ person, entitlement }) => ({ person: person.id, item: entitlement })),
    })),
    braked: planned.birthrights.braked,
  },
});

const isLoosened = ({ groups, duties, glass, birthrights }: Planned): boolean =>
  [...groups, ...duties, ...glass, ...birthrights.groups].some((one) => one.direction === 'loosens');

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
function birthrightText({ change, direction, rule, count, people, shown }: BirthrightGroup): string {
  const more = count - shown.length;
  return [
    `${marks[direction]} ${direction}: ${change === 'given' ? 'given without asking' : 'no longer given without asking, and taken away'}, rule “${rule}”: ${count} (${counted(people, 'person', 'people')})`,
    ...shown.map(({ person, entitlement }) => `    ${person.name} (${person.id}), ${entitlement}`),
    ...(more > 0 ? [`    … and ${more} more`] : []),
  ].join('\n');
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
