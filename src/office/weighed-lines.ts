// What a new policy changes, in one line each: for cards, and as the end of a plan.
import { formatDuration } from '../domain/duration.ts';
import type { PersonId } from '../domain/ids.ts';
import { inARow } from '../domain/in-a-row.ts';
import type { PlanGroup } from '../policy/plan.ts';
import type { Weighing } from './weigh.ts';

const named = 5;

/** Everything, what loosens first. */
export const weighedLines = (weighing: Weighing): readonly string[] => [
  ...weighing.groups.map((group) => groupLine(group, weighing)),
  ...weighing.duties.map(
    ({ name, change, direction }) => `${direction}: separation of duties “${name}” ${change}`,
  ),
  ...storeLines(weighing),
];

/** Only what hangs on the store: rules against the version in force, what is waited for, and what is held. */
export const storeLines = (weighing: Weighing): readonly string[] => [
  ...ruleLines(weighing),
  ...requestLines(weighing),
  ...grantLines(weighing),
  ...lossLines(weighing),
];

const groupLine = ({ direction, title, who, count }: PlanGroup, weighing: Weighing): string =>
  `${direction}: ${title}: ${names(weighing, who)}${count > who.length ? ` (${count} times)` : ''}`;

const names = ({ people }: Weighing, ids: readonly PersonId[]): string =>
  inARow(
    ids.map((id) => people.get(id)?.name ?? id),
    named,
  );

function ruleLines({ rules: { added, removed, changed, reordered } }: Weighing): readonly string[] {
  const kinds = [
    ['added', added],
    ['removed', removed],
    ['changed', changed],
  ] as const;
  const told = kinds
    .filter(([, list]) => list.length > 0)
    .map(([word, list]) => `${list.length} ${word} (${inARow(list, named)})`);
  if (reordered) told.push('in another order');
  return told.length === 0 ? [] : [`rules: ${told.join(', ')}`];
}

function requestLines(weighing: Weighing): readonly string[] {
  const said = ({ requester, target }: Weighing['requests'][number]['request']) =>
    `${weighing.people.get(requester)?.name ?? requester}, ${target.id}`;
  const ended = weighing.requests.filter(({ would }) => would === undefined);
  const kept = weighing.requests.filter(({ would }) => would !== undefined);
  return [
    ...(ended.length === 0
      ? []
      : [
          `open requests that can no longer be granted: ${ended.length} (${inARow(
            ended.map(({ request }) => said(request)),
            named,
          )})`,
        ]),
    ...(kept.length === 0
      ? []
      : [
          `open requests that go on as they were asked, and would go another way if they were asked now: ${kept.length} (${inARow(
            kept.map(({ request, would }) => `${said(request)}: ${would}`),
            named,
          )})`,
        ]),
  ];
}

function grantLines({ outlasting, people, after }: Weighing): readonly string[] {
  if (outlasting.length === 0) return [];
  const most = new Map(after.entitlements.map((one) => [one.id, one.maxDuration]));
  const list = outlasting.map(
    ({ person, entitlement }) =>
      `${people.get(person)?.name ?? person}, ${entitlement}, now ${formatDuration(most.get(entitlement) ?? 0)} at most`,
  );
  return [
    `held for longer than the new policy allows, and kept until the end that was agreed: ${list.length} (${inARow(list, named)})`,
  ];
}

const lossLines = (weighing: Weighing): readonly string[] =>
  weighing.losing.length === 0
    ? []
    : [
        `people who lose a way to access, what comes with their role, or an open request: ${weighing.losing.length} of ${weighing.active} (${names(weighing, weighing.losing)})`,
      ];
