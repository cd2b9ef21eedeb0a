// When a delegation begins or ends, the open requests it concerns are asked anew; only then is it ticked off, so that a crash leaves nothing behind.
import type { Delegation } from '../domain/delegation.ts';
import { isRunning } from '../domain/delegation.ts';
import type { Actor } from '../domain/identity.ts';
import type { Instant } from '../domain/instant.ts';
import type { Request } from '../domain/request.ts';
import type { Engine } from '../engine.ts';
import type { Read } from '../store/store.ts';

export type HandOverParts = { readonly read: Read; readonly engine: Engine; readonly now: () => Instant };

const clock: Actor = { kind: 'system', name: 'clock' };
const batch = 50;
/** More open requests than one person ever has before them. */
const mostRequests = 2_000;

/** Moves the open work of every delegation whose beginning or end has come; returns how many those were. */
export async function handOver({ read, engine, now }: HandOverParts): Promise<number> {
  const due = await read.delegationsDue(now(), batch);
  for (const one of due) {
    for (const request of await concerned(read, one, now()))
      await engine.handle({ kind: 'ask_anew', actor: clock, request: request.id });
    await engine.handle({ kind: 'delegation_due', actor: clock, delegation: one.id });
  }
  return due.length;
}

/** At its beginning whatever asks the one who is away, afterwards whatever asks the other in their place. */
async function concerned(read: Read, one: Delegation, now: Instant): Promise<readonly Request[]> {
  if (isRunning(one, now)) return read.waitingFor(one.from, mostRequests);
  const waiting = await read.waitingFor(one.to, mostRequests);
  return waiting.filter((request) => request.asked.some((asked) => asked.standsInFor === one.from));
}
