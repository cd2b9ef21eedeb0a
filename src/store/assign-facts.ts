// What birthrights are decided on: the person, the rules, and what is remembered of what those rules gave.
import type { Assignment } from '../domain/assignment.ts';
import type { Due } from '../domain/birthright.ts';
import { birthrightsOf } from '../domain/birthright.ts';
import type { Command } from '../domain/command.ts';
import type { AssignFacts, Standing } from '../domain/decide/assign-steps.ts';
import { closersOf } from '../domain/decide/gap.ts';
import type { Actor } from '../domain/identity.ts';
import type { EntitlementId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { conflictsOf } from '../domain/separation.ts';
import { grantFacts } from './grant-facts.ts';
import type { Circumstances } from './request-facts.ts';
import { actorFacts } from './request-facts.ts';
import type { Read, Write } from './store.ts';

/** How far back is looked for a request that asks again for what was given back. */
const recentRequests = 50;

export async function assignFacts(
  read: Write,
  command: Extract<Command, { readonly kind: 'assign_birthright' }>,
  moment: Circumstances,
): Promise<AssignFacts> {
  // Two looks at one person at once would give the same twice.
  await read.alone(command.person);
  const person = await read.person(command.person);
  const current = await read.currentPolicy();
  const open = (await read.assignmentsOf(command.person)).filter((one) => one.state !== 'ended');
  const held = await read.heldBy(command.person);
  const due = person && current ? birthrightsOf(current.policy, person, moment.judge) : [];
  return {
    ...(await actorFacts(read, command.actor)),
    person,
    current,
    standing: await standingOf(read, open, { actor: command.actor, moment }),
    held,
    asked: open.some((one) => one.state === 'returned')
      ? await read.recentRequestsOf(command.person, recentRequests)
      : [],
    reachable: current === undefined ? [] : await tellable(read, current.policy, { due, held }),
  };
}

async function standingOf(
  read: Read,
  open: readonly Assignment[],
  of: { readonly actor: Actor; readonly moment: Circumstances },
): Promise<readonly Standing[]> {
  const standing: Standing[] = [];
  for (const assignment of open) {
    const id = 'grant' in assignment ? assignment.grant : undefined;
    const about =
      id === undefined ? undefined : await grantFacts(read, { actor: of.actor, grant: id }, of.moment);
    standing.push({ assignment, about });
  }
  return standing;
}

/** Read only where something may be held back: it conflicts with what is held, or with another gift. */
async function tellable(
  read: Read,
  policy: Policy,
  { due, held }: { readonly due: readonly Due[]; readonly held: readonly EntitlementId[] },
): Promise<readonly Person[]> {
  const all = new Set<string>([...held, ...due.map((one) => one.entitlement.id)]);
  const people: Person[] = [];
  for (const { entitlement } of due) {
    const others = new Set([...all].filter((id) => id !== entitlement.id));
    const item = { entitlements: [entitlement] };
    if (conflictsOf(policy, item, others).length === 0) continue;
    for (const person of await read.people(closersOf(item, policy).flat()))
      if ((await read.accountsOf(person.id, 'slack')).length > 0) people.push(person);
  }
  return people;
}
