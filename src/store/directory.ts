// The people a decision may turn to, read afresh for each: by role, by name, by group, or by a source that has to be looked up.
import type { Directory } from '../domain/approvers.ts';
import { dayWords } from '../domain/calendar.ts';
import { isRunning } from '../domain/delegation.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Item } from '../domain/item.ts';
import { commonOwners } from '../domain/item.ts';
import type { Person } from '../domain/person.ts';
import type { ApproverSpec, Policy, Stage } from '../domain/policy.ts';
import { everySourceOf } from '../domain/policy-sources.ts';
import type { Ask } from '../domain/route.ts';
import { matchRule } from '../domain/route.ts';
import { conflictsOf } from '../domain/separation.ts';
import type { Quest } from './sought.ts';
import { lookUp, wordFor } from './sought.ts';
import type { Read } from './store.ts';

export const nobodyKnown: Directory = { person: () => undefined, group: () => [], sought: () => [] };

/** The stages that any of these questions could lead to. */
export function stagesFor(policy: Policy, item: Item, asks: readonly Ask[]): readonly Stage[] {
  const rules = new Set(asks.map((ask) => matchRule(policy, item, ask)));
  const conflicts = new Set(asks.flatMap((ask) => conflictsOf(policy, item, ask.held)));
  return [
    ...[...rules].flatMap((rule) => (rule?.route.kind === 'ask' ? rule.route.stages : [])),
    ...[...conflicts].flatMap((rule) => rule.exception?.stages ?? []),
  ];
}

/** The people that these stages may turn to, and those who stand in for them now: no more are read, however many the policy knows. */
export async function loadDirectory(
  read: Read,
  stages: readonly Stage[],
  quest: Quest & {
    /** Whoever cast a vote in somebody's place. */
    readonly voters?: readonly PersonId[];
    /** Nobody stands in for anybody: broken glass is told to and reviewed by those whom the rule names. */
    readonly inPerson?: true;
  },
): Promise<Directory> {
  const { requester } = quest.ask;
  const specs = stages.flatMap(everySourceOf);
  const people = new Map(
    (await read.people(specs.flatMap((spec) => namedBy(spec, quest)))).map((person) => [person.id, person]),
  );
  const above = requester.manager === undefined ? undefined : people.get(requester.manager)?.manager;
  if (above !== undefined && specs.some((spec) => spec.by === 'managers_manager'))
    for (const person of await read.people([above])) people.set(person.id, person);
  const groups = new Map<string, readonly Person[]>();
  for (const name of new Set(specs.flatMap((spec) => groupsBehind(spec, quest.item))))
    groups.set(name, await read.peopleInGroup(name));
  const sought = await lookUp(read, specs, quest);
  for (const member of [...groups.values(), ...sought.values()].flat()) people.set(member.id, member);
  const standIns = quest.inPerson ? noStandIns : await standInsFor(read, [...people.keys()], quest.ask.now);
  const others = [...[...standIns.values()].map((one) => one.to), ...(quest.voters ?? [])];
  for (const person of await read.people(others.filter((id) => !people.has(id))))
    people.set(person.id, person);
  return {
    person: (id) => people.get(id),
    group: (name) => groups.get(name) ?? [],
    sought: (spec) => sought.get(wordFor(spec)) ?? [],
    standIn: (id) => standIns.get(id),
  };
}

const noStandIns: Awaited<ReturnType<typeof standInsFor>> = new Map();

async function standInsFor(read: Read, ids: readonly PersonId[], now: Instant) {
  const running = (await read.delegationsFrom(ids)).filter((one) => isRunning(one, now));
  return new Map(
    running.map((one) => [one.from, { to: one.to, until: dayWords(one.endsAt, one.zone) }] as const),
  );
}

function namedBy(spec: ApproverSpec, { item, ask }: Quest): readonly PersonId[] {
  switch (spec.by) {
    case 'manager':
    case 'managers_manager':
      return ask.requester.manager === undefined ? [] : [ask.requester.manager];
    case 'owner':
      return [...commonOwners(item), ...item.entitlements.flatMap((one) => one.approvers ?? [])];
    case 'person':
      return [spec.person];
    case 'group':
    case 'on_call':
    case 'people':
    case 'user_group':
      return [];
  }
}

/** The groups a source of approvers needs: itself, or those whose members owners may have decide in their place. */
function groupsBehind(spec: ApproverSpec, item: Item): readonly string[] {
  if (spec.by === 'group') return [spec.group];
  const standIns = item.entitlements.flatMap((one) =>
    one.approvers === undefined ? [] : (one.ownerApprovers ?? []),
  );
  return spec.by === 'owner' ? standIns.flatMap((one) => (one.by === 'group' ? [one.group] : [])) : [];
}
