import type { Entitlement } from './catalogue.ts';
import type { Scope } from './condition.ts';
import type { Item } from './item.ts';
import { appOf } from './item.ts';
import { schedulesOf } from './on-call.ts';
import type { Person } from './person.ts';
import type { Policy } from './policy.ts';
import type { Ask } from './route.ts';
import { zoneOf } from './zone.ts';

/** What a condition sees of one entitlement that is asked for. */
export function scopeOf(
  policy: Policy,
  item: Item,
  of: { readonly ask: Ask; readonly part: Entitlement },
): Scope {
  const { ask, part } = of;
  return {
    person: ask.requester,
    requester: ask.asker ?? ask.requester,
    entitlement: part,
    bundle: item.target.kind === 'bundle' ? { id: item.target.id, name: item.name } : noBundle,
    app: appOf(policy, part.app) ?? { id: part.app, name: '', connector: '' },
    request: {
      duration: ask.duration,
      reason: ask.reason,
      ticket: ask.details?.ticket ?? '',
      start: ask.startAt ?? ask.now,
      fields: ask.details?.fields ?? noFields,
    },
    context: {
      now: ask.now,
      zone: zoneOf(ask.requester),
      onCall: () => schedulesOf(policy.onCall, ask.requester.id, ask.now),
      source: ask.source,
    },
    held: ask.held,
  };
}

const noBundle = { id: '', name: '' };
const noFields = {};

/** What a condition on a person alone sees: there is no request, so everything else is empty. */
export const personOnly = (person: Person): Scope => ({ ...nothingAsked, person, requester: person });

const nothingAsked: Omit<Scope, 'person' | 'requester'> = {
  entitlement: { id: '', name: '', app: '', risk: 'low', tags: [], permissions: [] },
  bundle: noBundle,
  app: { id: '', name: '', connector: '' },
  request: { duration: 0, reason: '', ticket: '', start: 0, fields: noFields },
  context: { now: 0, zone: 'UTC', onCall: () => [], source: '' },
  held: new Set(),
};
