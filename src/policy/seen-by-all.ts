import type { Policy } from '../domain/policy.ts';

/** The same policy with nothing hidden from anybody: for whoever reads the file, and so may know all that is in it. */
export const seenByAll = (policy: Policy): Policy => ({
  ...policy,
  entitlements: policy.entitlements.map((one) => ({ ...one, visibleTo: {} })),
  bundles: policy.bundles.map((one) => ({ ...one, visibleTo: {} })),
});
