// User groups in Slack, as they were when Slack was last asked. Only those that the policy names are kept.
import type { Instant } from './instant.ts';
import { after, hour } from './instant.ts';
import type { Policy } from './policy.ts';
import { everySourceIn } from './policy-reach.ts';

export type UserGroup = {
  /** Without the @. */
  readonly handle: string;
  /** Slack's id; absent where Slack has no such group. */
  readonly group?: string;
  /** Slack accounts, `TEAM:USER`, each once; people whom the directory does not know among them. */
  readonly members: readonly string[];
};

/** All of them, as one row: they are asked for together. */
export type UserGroups = {
  readonly id: 'slack';
  readonly version: number;
  readonly syncedAt: Instant;
  /** In the order of their handles. */
  readonly groups: readonly UserGroup[];
};

/** What is older may be wrong: then every group counts as empty. */
const longest = hour;

/** May nobody be taken for a member any more? */
export const isStale = (known: UserGroups | undefined, now: Instant): boolean =>
  known === undefined || after(known.syncedAt, longest) < now;

/** The handles that a policy names, each once and in order. */
export function handlesIn(policy: Policy): readonly string[] {
  const specs = everySourceIn(policy);
  return [...new Set(specs.flatMap((spec) => (spec.by === 'user_group' ? [spec.handle] : [])))].toSorted();
}
