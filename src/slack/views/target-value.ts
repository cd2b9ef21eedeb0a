// How the form names an item in an option: short, because Slack takes no more than 150 characters.
import type { Target } from '../../domain/catalogue.ts';
import { bundleId, entitlementId } from '../../domain/ids.ts';

export const targetValue = (target: Target): string => `${target.kind === 'bundle' ? 'b' : 'e'}:${target.id}`;

/** Reads it back; undefined for anything else. Whether there is such an item is for the engine to say. */
export function readTarget(value: string): Target | undefined {
  if (value.length <= 2) return undefined;
  if (value.startsWith('e:')) return { kind: 'entitlement', id: entitlementId(value.slice(2)) };
  return value.startsWith('b:') ? { kind: 'bundle', id: bundleId(value.slice(2)) } : undefined;
}

/** Reads the same from a button's `about`, `entitlement:…` or `bundle:…`. */
export function targetOf(about: string): Target | undefined {
  const at = about.indexOf(':');
  const [kind, id] = [about.slice(0, at), about.slice(at + 1)];
  if (kind === 'entitlement') return { kind, id: entitlementId(id) };
  return kind === 'bundle' ? { kind, id: bundleId(id) } : undefined;
}
