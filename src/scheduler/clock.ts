// What is due is a predicate over rows: the sweep asks for it and makes it commands. No grant has a timer of its own.
import type { Command } from '../domain/command.ts';
import type { Actor } from '../domain/identity.ts';
import type { Instant } from '../domain/instant.ts';
import type { Engine } from '../engine.ts';
import type { Read } from '../store/store.ts';
import { handOver } from './hand-over.ts';

export type SweepParts = { readonly read: Read; readonly engine: Engine; readonly now: () => Instant };

const clock: Actor = { kind: 'system', name: 'clock' };
const batch = 50;

/** Starts, ends, warns, expires, reminds of and hands over everything that is due; returns how many commands that took. Yields to others between batches. */
export async function sweep(parts: SweepParts): Promise<number> {
  const { read, now } = parts;
  // Before what ends: a start that was missed altogether is told of as that.
  const started = await drain(parts, async () =>
    (await read.grantsToStart(now(), batch)).map((grant) => ({
      kind: 'start_grant',
      actor: clock,
      grant: grant.id,
    })),
  );
  const expired = await drain(parts, async () =>
    (await read.grantsToExpire(now(), batch)).map((grant) => ({
      kind: 'expire_grant',
      actor: clock,
      grant: grant.id,
    })),
  );
  const closed = await drain(parts, async () =>
    (await read.requestsToExpire(now(), batch)).map((request) => ({
      kind: 'request_due',
      actor: clock,
      request: request.id,
    })),
  );
  const warned = await drain(parts, async () =>
    (await read.grantsToWarn(now(), batch)).map((grant) => ({
      kind: 'warn_of_end',
      actor: clock,
      grant: grant.id,
    })),
  );
  const reminded = await drain(parts, async () =>
    (await read.tasksToRemind(now(), batch)).map((task) => ({
      kind: 'remind_review',
      actor: clock,
      task: task.id,
    })),
  );
  const moved = await handOver(parts);
  return started + expired + closed + warned + reminded + moved;
}

async function drain(parts: SweepParts, due: () => Promise<readonly Command[]>): Promise<number> {
  let count = 0;
  for (;;) {
    const commands = await due();
    await Promise.all(commands.map((command) => parts.engine.handle(command)));
    count += commands.length;
    if (commands.length < batch) return count;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
