import type { Entitlement } from './catalogue.ts';
import type { Scope } from './condition.ts';
import type { Item } from './item.ts';
import { appOf } from './item.ts';
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
    requester: ask.requester,
    entitlement: part,
    bundle: item.target.kind === 'bundle' ? { id: item.target.id, name: item.name } : noBundle,
    app: appOf(policy, part.app) ?? { id: part.app, name: '', connector: '' },
    request: { duration: ask.duration, reason: ask.reason, ticket: '', start: ask.now, fields: noFields },
    context: { now: ask.now, zone: zoneOf(ask.requester), on_call: [], source: ask.source },
    held: ask.held,
  };
}

const noBundle = { id: '', name: '' };
const noFields = {};
