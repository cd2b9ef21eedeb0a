/** Systems nobody can call: a person does the work. The engine makes the task for them and records their word. */
import { z } from 'zod';
import type { Connector, ConnectorFactory, Ctx, Pending, Refused } from '../connector.ts';

/** Nothing will change for our asking; the person who does the task tells the engine. */
const POLL_AFTER_MS = 24 * 60 * 60 * 1000;

export const manual: ConnectorFactory = {
  type: 'manual',
  /** Who does the work stands in the policy, not here. */
  config: z.strictObject({}),
  /** Any words that help them, such as `{ where: 'Admin > Roles', role: 'Viewer' }`. */
  target: z.record(z.string(), z.string()),
  create: (): Connector => ({
    type: 'manual',
    fulfilment: 'human',
    capabilities: { list: false, listIsComplete: false, consistency: 'strong', maxParallel: 1 },
    check: () => Promise.resolve({ ok: true, identity: 'People do the work', warnings: [] }),
    has: () => Promise.resolve('unknown'),
    grant: (ctx) => Promise.resolve(task(ctx)),
    revoke: (ctx) => Promise.resolve(task(ctx)),
    listAssignments: () => Promise.resolve(unlisted),
  }),
};

/** The handle is the same for every attempt at the same step, so a repeated call makes no second task. */
function task({ idempotencyKey }: Ctx): Pending {
  return { is: 'pending', handle: idempotencyKey, pollAfterMs: POLL_AFTER_MS, reason: 'manual' };
}

const unlisted: Refused = {
  is: 'refused',
  code: 'unsupported',
  message: 'Nobody but the people who run this system can list who has access to it',
};
