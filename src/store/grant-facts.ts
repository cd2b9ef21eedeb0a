import type { GrantFacts } from '../domain/decide/provisioning.ts';
import { justifies } from '../domain/grant.ts';
import type { Actor } from '../domain/identity.ts';
import type { GrantId } from '../domain/ids.ts';
import { glassOf } from './glass-facts.ts';
import type { Circumstances } from './request-facts.ts';
import { actorFacts } from './request-facts.ts';
import type { Read } from './store.ts';

/** What decisions about one grant are taken on. */
export async function grantFacts(
  read: Read,
  command: { actor: Actor; grant: GrantId },
  moment: Circumstances,
): Promise<GrantFacts> {
  const grant = await read.grant(command.grant);
  const who = await actorFacts(read, command.actor);
  const current = await read.currentPolicy();
  if (grant === undefined)
    return { ...who, grant, request: undefined, subject: undefined, current, openTasks: [], others: [] };
  const others = await read.liveGrantsOn(grant.person, grant.entitlement);
  const request = await read.request(grant.request);
  return {
    ...who,
    grant,
    current,
    request,
    ...(await glassOf(read, request, moment)),
    subject: await read.person(grant.person),
    openTasks: await read.openTasksOf(grant.id),
    others: others.filter((other) => other.id !== grant.id && justifies(other)),
  };
}
