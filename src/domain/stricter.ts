import type { Entitlement } from './catalogue.ts';
import { formatDuration } from './duration.ts';

/** How the owners of these made them stricter than they are in the policy file, a sentence for each that they did. */
export const stricterThan = (
  filed: readonly Entitlement[],
  inForce: readonly Entitlement[],
): readonly string[] =>
  inForce.flatMap((now) => {
    const was = filed.find((one) => one.id === now.id);
    const changes = was === undefined ? [] : changesOf(was, now);
    return changes.length === 0 ? [] : [`The owner of ${now.name} set ${changes.join(', and ')}.`];
  });

const changesOf = (was: Entitlement, now: Entitlement): readonly string[] => [
  ...(was.risk === now.risk ? [] : [`its risk to ${now.risk} (${was.risk} in the policy)`]),
  ...(was.maxDuration === now.maxDuration
    ? []
    : [
        `its longest time to ${formatDuration(now.maxDuration)} (${formatDuration(was.maxDuration)} in the policy)`,
      ]),
];
