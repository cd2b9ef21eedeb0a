import type { Entitlement } from './catalogue.ts';
import type { PersonScope, Scope } from './condition.ts';
import type { Item } from './item.ts';
import type { Person } from './person.ts';
import type { Policy } from './policy.ts';
import type { Ask } from './route.ts';
import { wallTime, zoneOf } from './zone.ts';

/** What a condition sees of one entitlement that is asked for. */
export function scopeOf(
  policy: Policy,
  item: Item,
  of: { readonly ask: Ask; readonly part: Entitlement },
): Scope {
  const { ask, part } = of;
  const app = policy.apps.find((one) => one.id === part.app);
  const person = personScope(ask.requester);
  return {
    person,
    requester: person,
    entitlement: {
      id: part.id,
      name: part.name,
      app: part.app,
      risk: part.risk,
      tags: part.tags,
      permissions: part.permissions,
    },
    bundle: item.target.kind === 'bundle' ? { id: item.target.id, name: item.name } : { id: '', name: '' },
    app: { id: part.app, name: app?.name ?? '', connector: app?.connector ?? '' },
    request: { duration: ask.duration, reason: ask.reason, ticket: '', start: ask.now, fields: {} },
    context: {
      now: ask.now,
      ...wallTime(ask.now, zoneOf(ask.requester)),
      on_call: [],
      source: ask.source,
    },
    held: ask.held,
  };
}

const personScope = (person: Person): PersonScope => ({
  id: person.id,
  name: person.name,
  email: person.email,
  department: person.department,
  title: person.title,
  location: person.location,
  manager: person.manager ?? '',
  status: person.status,
  groups: person.groups,
  attributes: person.attributes,
});
