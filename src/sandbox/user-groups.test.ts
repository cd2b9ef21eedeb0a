import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from './sandbox.ts';
import type { TestApp } from './test-workspace.ts';
import { anna, ben, call, connect, manifest, openWorkspace } from './test-workspace.ts';

const events = ['subteam_created', 'subteam_updated', 'subteam_members_changed'];
let slack: Sandbox;
let app: TestApp;
beforeEach(async () => {
  slack = await openWorkspace({
    clock: { start: Date.UTC(2026, 10, 23, 9), running: false },
    manifest: manifest('chat:write, usergroups:read').replace(
      'user_change]',
      `user_change, ${events.join(', ')}]`,
    ),
    userGroups: [{ id: 'S1', handle: 'leads', name: 'Leads', users: [anna.id] }],
  });
  app = await connect(slack);
});
afterEach(() => slack.stop());

const told = () => app.envelopes.map((one) => one.payload['event']);

describe('user groups', () => {
  test('are listed as Slack’s objects; people and their number only where they are asked for', async () => {
    expect(await call(slack, 'usergroups.list')).toMatchObject({
      ok: true,
      usergroups: [{ id: 'S1', team_id: 'T00000001', is_usergroup: true, handle: 'leads', date_delete: 0 }],
    });
    expect(await call(slack, 'usergroups.list')).not.toHaveProperty('usergroups.0.users');
    expect(await call(slack, 'usergroups.list', { include_users: 'true' })).toMatchObject({
      usergroups: [{ users: [anna.id], user_count: 1 }],
    });
    expect(await call(slack, 'usergroups.list', { include_count: 'true' })).toMatchObject({
      usergroups: [{ user_count: 1 }],
    });
  });

  test('have their people by id; an unknown one is refused by name', async () => {
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S1' })).toEqual({
      ok: true,
      users: [anna.id],
    });
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S404' })).toMatchObject({
      error: 'no_such_subteam',
    });
    expect(await call(slack, 'usergroups.users.list')).toMatchObject({ error: 'invalid_arguments' });
  });

  test('come in pages where a limit asks for them', async () => {
    await slack.userGroup({ handle: 'leads', users: [anna.id, ben.id] });
    const first = await call(slack, 'usergroups.users.list', { usergroup: 'S1', limit: '1' });
    expect(first).toMatchObject({ users: [anna.id] });
    const { next_cursor: cursor } = Object(first['response_metadata']);
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S1', limit: '1', cursor })).toMatchObject(
      {
        users: [ben.id],
        response_metadata: { next_cursor: '' },
      },
    );
    expect(await call(slack, 'usergroups.list', { limit: '0x' })).toMatchObject({ error: 'invalid_limit' });
    expect(await call(slack, 'usergroups.list', { cursor: 'x' })).toMatchObject({ error: 'invalid_cursor' });
  });

  test('tell the app when one is made, and who came and who left', async () => {
    await slack.userGroup({ handle: 'auditors', name: 'Auditors', users: [ben.id] });
    await slack.userGroup({ handle: 'leads', users: [ben.id] });
    await slack.userGroup({ handle: 'leads', name: 'Leaders' });
    expect(told()).toMatchObject([
      { type: 'subteam_created', subteam: { handle: 'auditors', users: [ben.id] } },
      { type: 'subteam_updated', subteam: { id: 'S1', users: [ben.id] } },
      {
        type: 'subteam_members_changed',
        subteam_id: 'S1',
        added_users: [ben.id],
        added_users_count: 1,
        removed_users: [anna.id],
      },
      { type: 'subteam_updated', subteam: { name: 'Leaders' } },
    ]);
  });

  test('that are disabled are gone unless they are asked for', async () => {
    await slack.userGroup({ handle: 'leads', disabled: true });
    expect(await call(slack, 'usergroups.list')).toMatchObject({ usergroups: [] });
    expect(await call(slack, 'usergroups.list', { include_disabled: 'true' })).toMatchObject({
      usergroups: [{ id: 'S1', date_delete: Date.UTC(2026, 10, 23, 9) / 1000 }],
    });
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S1' })).toMatchObject({
      error: 'no_such_subteam',
    });
  });

  test('can be changed from outside', async () => {
    const change = (body: object) =>
      fetch(`${slack.url}/sandbox/user-groups`, {
        method: 'POST',
        headers: { 'x-sandbox-token': slack.tokens.control },
        body: JSON.stringify(body),
      });
    expect((await change({ handle: 'leads', users: [ben.id] })).status).toBe(200);
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S1' })).toMatchObject({
      users: [ben.id],
    });
    expect((await change({ users: [ben.id] })).status).toBe(400);
  });
});
