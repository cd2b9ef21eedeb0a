// Planned misbehaviour: of Web API methods, of response URLs, of events on their way.
import type { DeliveryFault, FaultPlan } from './page/protocol.ts';
import type { Workspace } from './workspace.ts';

/** Replaces the plan; a fault that was planned before and not used up is forgotten. */
export function planFaults(w: Workspace, plan: readonly FaultPlan[]): void {
  w.faults.length = 0;
  for (const entry of plan) w.faults.push({ plan: entry, passing: entry.after ?? 0, left: entry.times });
}

/**
 * The fault the next call of a method meets; taking it uses it up. `response_url` is a method here too.
 * Every entry counts the calls it lets pass from the planning on; entries for the same call queue up.
 */
export function takeFault(w: Workspace, method: string): FaultPlan['fault'] | undefined {
  let taken: FaultPlan['fault'] | undefined;
  for (const entry of w.faults) {
    if (entry.plan.method !== method) continue;
    if (entry.passing > 0) entry.passing -= 1;
    else if (taken === undefined && entry.left > 0) {
      entry.left -= 1;
      taken = entry.plan.fault;
    }
  }
  return taken;
}

/** The fault an event of a type meets on its way, planned for the type or for all events. */
export function takeEventFault(w: Workspace, type: string): DeliveryFault | undefined {
  const ofAll = takeFault(w, 'events_api');
  const fault = takeFault(w, `events_api ${type}`) ?? ofAll;
  return fault?.kind === 'twice' || fault?.kind === 'late' || fault?.kind === 'after_next'
    ? fault
    : undefined;
}
