import { expect, test } from 'vitest';
import type { PolicyVersion } from '../policy.ts';
import { oneOf } from '../policy-sources.ts';
import type { UserGroups } from '../user-group.ts';
import { handlesIn, isStale } from '../user-group.ts';
import { ana, momentAt, noon, slack, version, worker } from './given.ts';
import { syncUserGroups } from './sync-user-groups.ts';

const naming = (...handles: readonly string[]): PolicyVersion => {
  const stages = handles.map((handle) => oneOf({ by: 'user_group', handle }));
  return { ...version, policy: { ...version.policy, routes: { leads: stages } } };
};
const known = (version: number, syncedAt = noon): UserGroups => ({
  id: 'slack',
  version,
  syncedAt,
  groups: [{ handle: 'leads', group: 'S1', members: ['T1:U1', 'T1:U2'] }],
});
const told = (members: readonly string[]) => ({ handle: 'leads', group: 'S1', members });
const sync = (
  groups: readonly ReturnType<typeof told>[],
  facts: { current?: PolicyVersion; known?: UserGroups },
) =>
  syncUserGroups(
    { kind: 'sync_user_groups', actor: worker.actor, groups },
    { ...worker, current: facts.current, known: facts.known },
    momentAt(noon + 1_000),
  );

test('what the policy names is kept, each member once and in order; the rest is forgotten', () => {
  const done = sync([told(['T1:U2', 'T1:U1', 'T1:U2']), { ...told(['T1:U3']), handle: 'lunch' }], {
    current: naming('leads', 'auditors'),
  });
  expect(done).toMatchObject({
    is: 'accepted',
    changes: [
      {
        put: 'user_groups',
        row: {
          version: 1,
          syncedAt: noon + 1_000,
          groups: [
            { handle: 'auditors', members: [] },
            { handle: 'leads', group: 'S1', members: ['T1:U1', 'T1:U2'] },
          ],
        },
      },
    ],
  });
  expect(done.audit.map((one) => [one.object, one.because])).toEqual([
    ['user_group:auditors', 'Slack has no such user group.'],
    ['user_group:leads', 'Slack says so.'],
  ]);
});

test('the same answer again writes the time and nothing into the audit log', () => {
  const done = sync([told(['T1:U1', 'T1:U2'])], { current: naming('leads'), known: known(7) });
  expect(done).toMatchObject({
    changes: [{ row: { version: 8, syncedAt: noon + 1_000 } }],
    audit: [],
    effects: [],
  });
});

test('who came and who left is in the audit log, and cards that say that nobody can decide are drawn anew', () => {
  const done = sync([told(['T1:U2'])], { current: naming('leads'), known: known(7) });
  expect(done.audit).toMatchObject([{ action: 'user_group.changed', detail: { members: ['T1:U2'] } }]);
  expect(done.effects).toMatchObject([{ kind: 'redraw_gaps' }]);
});

test('a person cannot say who is in a user group', () => {
  const done = syncUserGroups(
    { kind: 'sync_user_groups', actor: slack(ana).actor, groups: [told(['T1:U-ana'])] },
    { ...slack(ana), current: naming('leads'), known: undefined },
    momentAt(),
  );
  expect(done).toMatchObject({ is: 'refused', changes: [] });
});

test.each([
  ['never asked', undefined, true],
  ['asked an hour ago', known(1, noon - 3_600_000), false],
  ['asked a moment longer ago', known(1, noon - 3_600_001), true],
])('%s', (_, groups, stale) => {
  expect(isStale(groups, noon)).toBe(stale);
});

test('handles are found wherever a policy names one', () => {
  const { policy } = naming('b', 'a', 'b');
  expect(handlesIn(policy)).toEqual(['a', 'b']);
});
