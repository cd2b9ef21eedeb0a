import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { UserGroup } from '../domain/user-group.ts';
import type { Page } from './user-groups.ts';
import { createUserGroupSync } from './user-groups.ts';

type Answers = {
  readonly list: (page: Page) => object;
  readonly members: (group: string, page: Page) => object;
};

/** A Slack that answers as it is told, and what came of it. */
function syncWith(answers: Answers, wanted: readonly string[] | undefined = ['leads']) {
  const recorded: (readonly UserGroup[])[] = [];
  const asked: string[] = [];
  const waits: number[] = [];
  const sync = createUserGroupSync({
    wanted: async () => wanted,
    list: async (page) => answers.list(page),
    members: async (group, page) => {
      asked.push(group);
      return answers.members(group, page);
    },
    team: () => 'T1',
    pause: async (ms) => void waits.push(ms),
    record: async (groups) => recorded.push(groups),
  });
  return { sync, recorded, asked, waits };
}
const group = (id: string, handle: string, more: object = {}) => ({ id, handle, date_delete: 0, ...more });
const platform = (error: string) => new WebAPIPlatformError({ ok: false, error });

test('the members of the groups the policy names are asked for, all pages of them, and handed on as accounts', async () => {
  const { sync, recorded, asked } = syncWith({
    list: ({ cursor }) =>
      cursor === undefined
        ? { usergroups: [group('S0', 'lunch')], response_metadata: { next_cursor: 'more' } }
        : { usergroups: [group('S1', 'leads'), group('S2', 'leads', { date_delete: 9 })] },
    members: (_, { cursor }) =>
      cursor === undefined ? { users: ['U1'], response_metadata: { next_cursor: 'b' } } : { users: ['U2'] },
  });
  await sync();
  expect(recorded).toEqual([[{ handle: 'leads', group: 'S1', members: ['T1:U1', 'T1:U2'] }]]);
  expect(asked).toEqual(['S1', 'S1']);
});

test('Slack is not asked where the policy names none; what was kept is forgotten', async () => {
  const never = {
    list: () => {
      throw platform('asked');
    },
    members: () => ({}),
  };
  const none = syncWith(never, []);
  await none.sync();
  expect([none.asked, none.recorded]).toEqual([[], [[]]]);
});

test('a group that is taken away between the two questions is empty', async () => {
  const { sync, recorded } = syncWith({
    list: () => ({ usergroups: [group('S1', 'leads')] }),
    members: () => {
      throw platform('no_such_subteam');
    },
  });
  await sync();
  expect(recorded).toMatchObject([[{ handle: 'leads', members: [] }]]);
});

test.each(['missing_scope', 'plan_upgrade_required', 'internal_error'])(
  'nothing is changed when Slack answers %s',
  async (error) => {
    const { sync, recorded } = syncWith({
      list: () => ({ usergroups: [group('S1', 'leads')] }),
      members: () => {
        throw platform(error);
      },
    });
    await expect(sync()).rejects.toThrow(error);
    expect(recorded).toEqual([]);
  },
);

test('nothing is changed when Slack answers something else than it documents', async () => {
  const { sync, recorded } = syncWith({ list: () => ({ ok: true }), members: () => ({}) });
  await expect(sync()).rejects.toThrow();
  expect(recorded).toEqual([]);
});

test('a rate limit is waited out as long as Slack says', async () => {
  let left = 2;
  const { sync, recorded, waits } = syncWith({
    list: () => ({ usergroups: [group('S1', 'leads')] }),
    members: () => {
      left -= 1;
      if (left >= 0) throw new WebAPIRateLimitedError(3);
      return { users: [] };
    },
  });
  await sync();
  expect([waits, recorded.length]).toEqual([[3_000, 3_000], 1]);
});
