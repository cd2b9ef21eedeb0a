import type { PersonId } from '../domain/ids.ts';
import type { Seconds } from '../domain/instant.ts';
import type { Person } from '../domain/person.ts';
import type { ApproverSpec, Policy } from '../domain/policy.ts';
import type { Directory, Item } from '../domain/route.ts';
import { commonOwners, matchRule } from '../domain/route.ts';
import type { Read } from './store.ts';

export type RouteAsk = {
  readonly policy: Policy;
  readonly item: Item | undefined;
  readonly requester: Person | undefined;
  readonly durations: readonly Seconds[];
};

/** The people that the rules matching this ask may name: no more are read, however many the policy knows. */
export async function loadDirectory(read: Read, ask: RouteAsk): Promise<Directory> {
  const specs = specsFor(ask);
  const people = new Map(
    (await read.people(specs.flatMap((spec) => namedBy(spec, ask)))).map((person) => [person.id, person]),
  );
  const groups = new Map<string, readonly Person[]>();
  for (const spec of specs)
    if (spec.by === 'group') groups.set(spec.group, await read.peopleInGroup(spec.group));
  for (const member of [...groups.values()].flat()) people.set(member.id, member);
  return { person: (id) => people.get(id), group: (name) => groups.get(name) ?? [] };
}

function specsFor({ policy, item, requester, durations }: RouteAsk): readonly ApproverSpec[] {
  if (item === undefined || requester === undefined) return [];
  const rules = new Set(durations.map((duration) => matchRule(policy, item, { requester, duration })));
  return [...rules].flatMap((rule) =>
    rule?.route.kind === 'ask' ? rule.route.stages.map((stage) => stage.approvers) : [],
  );
}

function namedBy(spec: ApproverSpec, { item, requester }: RouteAsk): readonly PersonId[] {
  switch (spec.by) {
    case 'manager':
      return requester?.manager === undefined ? [] : [requester.manager];
    case 'owner':
      return item === undefined ? [] : commonOwners(item);
    case 'person':
      return [spec.person];
    case 'group':
      return [];
  }
}
