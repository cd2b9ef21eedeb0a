import type { Command } from '../command.ts';
import type { Decision, Moment } from '../decision.ts';
import type { PolicyVersion } from '../policy.ts';
import { refusal } from '../refusal.ts';
import type { UserGroup, UserGroups } from '../user-group.ts';
import { handlesIn, isStale } from '../user-group.ts';
import { redrawGaps } from './gap.ts';
import type { ActorFacts } from './verdicts.ts';
import { accept, correct, note } from './verdicts.ts';

export type UserGroupFacts = ActorFacts & {
  readonly current: PolicyVersion | undefined;
  readonly known: UserGroups | undefined;
};

/** Slack was asked who is in which user group. What the policy names is kept, with the time; everything else is forgotten. */
export function syncUserGroups(
  command: Extract<Command, { readonly kind: 'sync_user_groups' }>,
  facts: UserGroupFacts,
  moment: Moment,
): Decision {
  if (command.actor.kind !== 'system')
    return correct(refusal('E-NOT-YOURS', 'Who is in a user group is asked of Slack, by Hallpass itself.'));
  const { current, known } = facts;
  const groups = (current === undefined ? [] : handlesIn(current.policy)).map((handle) => ({
    handle,
    ...foundIn(command.groups, handle),
  }));
  const changed = groups.filter(
    (one) =>
      !same(
        one,
        known?.groups.find(({ handle }) => handle === one.handle),
      ),
  );
  const row: UserGroups = { id: 'slack', version: (known?.version ?? 0) + 1, syncedAt: moment.now, groups };
  return accept({
    text: `${groups.length} user groups brought up to date, ${changed.length} of them changed.`,
    changes: [{ put: 'user_groups', row }],
    effects: changed.length > 0 || isStale(known, moment.now) ? [redrawGaps(moment)] : [],
    audit: changed.map((one) =>
      note(facts, {
        action: 'user_group.changed',
        object: `user_group:${one.handle}`,
        because: one.group === undefined ? 'Slack has no such user group.' : 'Slack says so.',
        detail: { group: one.group ?? null, members: one.members },
      }),
    ),
  });
}

function foundIn(groups: readonly UserGroup[], handle: string): Omit<UserGroup, 'handle'> {
  const found = groups.find((one) => one.handle === handle);
  const members = [...new Set(found?.members)].toSorted();
  return found?.group === undefined ? { members: [] } : { group: found.group, members };
}

const same = (one: UserGroup, other: UserGroup | undefined): boolean =>
  one.group === other?.group && one.members.join() === other?.members.join();
