// Planned misbehaviour of Web API methods.
import type { FaultPlan } from './page/protocol.ts';
import type { Workspace } from './workspace.ts';

/** Replaces the plan; a fault that was planned before and not used up is forgotten. */
export function planFaults(w: Workspace, plan: readonly FaultPlan[]): void {
  w.faults.length = 0;
  for (const entry of plan) w.faults.push({ plan: entry, left: entry.times });
}

/** The fault the next call of a method meets; taking it uses it up. `response_url` is a method here too. */
export function takeFault(w: Workspace, method: string): FaultPlan['fault'] | undefined {
  const due = w.faults.find((entry) => entry.left > 0 && entry.plan.method === method);
  if (due === undefined) return undefined;
  due.left -= 1;
  return due.plan.fault;
}
