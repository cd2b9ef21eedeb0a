import { z } from 'zod';
import type { Connector, Refused } from './connector.ts';

/** Stands in for an app whose settings in access.yml cannot be used: calls nothing, and tells why. */
export function misconfigured(type: string, app: string, error: z.ZodError): Connector {
  const flaws = z.prettifyError(error).replace(/\s+/g, ' ');
  const message = `The settings of ${app} in access.yml do not fit its connector (${type}): ${flaws}`;
  const refused: Refused = { is: 'refused', code: 'invalid', message };
  return {
    type,
    fulfilment: 'immediate',
    capabilities: { list: false, listIsComplete: false, consistency: 'strong', maxParallel: 1 },
    check: () => Promise.resolve({ ok: false, identity: message, warnings: [] }),
    has: () => Promise.resolve('unknown'),
    grant: () => Promise.resolve(refused),
    revoke: () => Promise.resolve(refused),
    listAssignments: () => Promise.resolve(refused),
  };
}
