// What every store does with user groups of Slack.
import { describe, expect, it } from 'vitest';
import type { Change } from '../domain/decision.ts';
import { personId } from '../domain/ids.ts';
import type { Read } from './store.ts';
import { account, noon, person } from './test-rows.ts';

type Given = {
  readonly read: () => Pick<Read, 'userGroups' | 'peopleInUserGroup'>;
  readonly put: (...changes: readonly Change[]) => Promise<boolean>;
};

/** A part of the contract; the store knows no user groups yet. */
export function userGroupContract({ read, put }: Given): void {
  describe('user groups', () => {
    it('are one row with a version, and their members are found as people by their Slack accounts', async () => {
      const groups = { id: 'slack', version: 1, syncedAt: noon, groups: [] } as const;
      expect(await read().userGroups()).toBeUndefined();
      expect(await put({ put: 'user_groups', row: groups })).toBe(true);
      expect(await put({ put: 'user_groups', row: groups })).toBe(false);
      for (const id of ['ug_a', 'ug_b']) await put({ put: 'person', row: person(id) });
      const accountOf = (id: string, native: string, system = 'slack') =>
        put({
          put: 'account',
          row: account(`acc_${native}${system}`, { person: personId(id), native, system }),
        });
      await accountOf('ug_b', 'T1:ug1');
      await accountOf('ug_b', 'T1:ug2');
      await accountOf('ug_a', 'T1:ug3');
      await accountOf('ug_a', 'T1:ug4', 'github');
      const members = ['T1:stranger', 'T1:ug1', 'T1:ug2', 'T1:ug4'];
      const first = { ...groups, version: 2, groups: [{ handle: 'leads', group: 'S1', members }] };
      expect(await put({ put: 'user_groups', row: first })).toBe(true);
      expect(await read().userGroups()).toStrictEqual(first);
      expect((await read().peopleInUserGroup('leads')).map((one) => one.id)).toEqual(['ug_b']);
      const second = {
        ...groups,
        version: 3,
        syncedAt: noon + 1,
        groups: [
          { handle: 'leads', members: [] },
          { handle: 'others', group: 'S2', members: ['T1:ug3', 'T1:ug1'] },
        ],
      };
      expect(await put({ put: 'user_groups', row: second })).toBe(true);
      expect(await read().peopleInUserGroup('leads')).toEqual([]);
      expect((await read().peopleInUserGroup('others')).map((one) => one.id)).toEqual(['ug_a', 'ug_b']);
    });
  });
}
