import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { implementedMethods } from './methods/table.ts';
import type { Sandbox } from './sandbox.ts';
import { anna, ben, call, manifest, openWorkspace } from './test-workspace.ts';

let slack: Sandbox;
beforeEach(async () => {
  slack = await openWorkspace({ clock: { running: false } });
});
afterEach(() => slack.stop());

async function raw(path: string, init: RequestInit): Promise<unknown> {
  return (await fetch(`${slack.apiUrl}${path}`, init)).json();
}

describe('arguments', () => {
  const bearer = () => ({ authorization: `Bearer ${slack.tokens.bot}` });

  test('arrive as a form, as JSON, as multipart and in the query', async () => {
    const multipart = new FormData();
    multipart.set('user', anna.id);
    const answers = await Promise.all([
      raw('users.info', { method: 'POST', headers: bearer(), body: new URLSearchParams({ user: anna.id }) }),
      raw('users.info', {
        method: 'POST',
        headers: { ...bearer(), 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ user: anna.id }),
      }),
      raw('users.info', { method: 'POST', headers: bearer(), body: multipart }),
      raw(`users.info?user=${anna.id}`, { headers: bearer() }),
      raw('users.info', {
        method: 'POST',
        body: new URLSearchParams({ token: slack.tokens.bot, user: anna.id }),
      }),
    ]);
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, user: { id: anna.id } });
  });
});

describe('tokens', () => {
  const withToken = (method: string, token: string) =>
    raw(method, { method: 'POST', headers: { authorization: `Bearer ${token}` } });

  test('that are absent, unknown, or of the other kind are refused by name', async () => {
    expect(await raw('auth.test', { method: 'POST' })).toEqual({ ok: false, error: 'not_authed' });
    expect(await withToken('auth.test', 'xoxb-nobody')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await withToken('auth.test', slack.tokens.app)).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await withToken('apps.connections.open', slack.tokens.bot)).toMatchObject({
      error: 'not_allowed_token_type',
    });
    expect(await withToken('apps.connections.open', 'xapp-1-nobody')).toMatchObject({
      error: 'invalid_auth',
    });
    expect(await withToken('apps.connections.open', slack.tokens.app)).toMatchObject({ ok: true });
  });

  test('of a bot that was deactivated are dead', async () => {
    await slack.people.update(slack.botUserId, { flags: ['bot', 'deactivated'] });
    expect(await call(slack, 'auth.test')).toMatchObject({ error: 'account_inactive' });
  });
});

test('an unknown method is named in the refusal', async () => {
  expect(await call(slack, 'admin.users.remove')).toEqual({
    ok: false,
    error: 'unknown_method',
    req_method: 'admin.users.remove',
  });
});

test.each(implementedMethods)('%s is answered', async (method) => {
  expect(await call(slack, method)).not.toMatchObject({ error: 'unknown_method' });
  const { status } = slack.traffic().at(-1) ?? {};
  expect(status).toBe(200);
});

describe('scopes', () => {
  test('that the manifest does not name are refused with what is needed and what is there', async () => {
    expect(await call(slack, 'usergroups.list')).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'usergroups:read',
      provided: 'chat:write,commands,im:write,users:read,users:read.email',
    });
    expect(await call(slack, 'conversations.info', { channel: 'C00000001' })).toMatchObject({
      needed: 'channels:read',
    });
  });

  test('for e-mail addresses decide whether people carry one', async () => {
    const shy = await openWorkspace({ manifest: manifest('users:read') });
    const { user } = await call(shy, 'users.info', { user: anna.id });
    await shy.stop();
    expect(user).not.toHaveProperty('profile.email');
    expect(await call(slack, 'users.info', { user: anna.id })).toHaveProperty(
      'user.profile.email',
      anna.email,
    );
  });
});

describe('people', () => {
  test('are listed page by page, deactivated ones and strangers with their flags', async () => {
    await slack.people.join({
      ...anna,
      id: 'U0000EVA',
      name: 'eva',
      email: 'eva@else.example',
      flags: ['external'],
    });
    await slack.people.update(ben.id, { flags: ['deactivated'] });
    const ids: unknown[] = [];
    let cursor = '';
    do {
      const page = await call(slack, 'users.list', { limit: 3, cursor });
      expect(page).toMatchObject({ ok: true });
      const { members, response_metadata: meta } = page;
      if (Array.isArray(members)) ids.push(...members.map(({ id }) => id));
      cursor = String(Object(meta)['next_cursor']);
    } while (cursor !== '');
    expect(ids).toEqual([slack.botUserId, anna.id, ben.id, 'U0000EVA']);
    expect(await call(slack, 'users.list', { cursor: 'bogus' })).toMatchObject({ error: 'invalid_cursor' });
    expect(await call(slack, 'users.info', { user: ben.id })).toMatchObject({ user: { deleted: true } });
    expect(await call(slack, 'users.info', { user: 'U0000EVA' })).toMatchObject({
      user: { is_stranger: true, team_id: 'T0EXTERNAL' },
    });
    expect(await call(slack, 'users.lookupByEmail', { email: 'ANNA@example.com' })).toMatchObject({
      user: { id: anna.id },
    });
    expect(await call(slack, 'users.lookupByEmail', { email: ben.email })).toMatchObject({
      error: 'users_not_found',
    });
    expect(await call(slack, 'conversations.open', { users: ben.id })).toMatchObject({
      error: 'user_disabled',
    });
    expect(await call(slack, 'chat.postMessage', { channel: ben.id, text: 'hi' })).toMatchObject({
      error: 'user_disabled',
    });
  });

  test('carry the offset of their zone', async () => {
    await slack.people.join({ ...anna, id: 'U0000KAI', name: 'kai', tz: 'Asia/Kolkata' });
    expect(await call(slack, 'users.info', { user: 'U0000KAI' })).toMatchObject({
      user: { tz_offset: 19_800 },
    });
  });
});

describe('messages', () => {
  const post = (args = {}) => call(slack, 'chat.postMessage', { channel: anna.id, text: 'hello', ...args });

  test('get stamps that only grow, even while the clock stands still', async () => {
    const stamps = [await post(), await post(), await post()].map(({ ts }) => String(ts));
    expect(stamps).toEqual([...new Set(stamps)].sort());
    for (const ts of stamps) expect(ts).toMatch(/^\d{10}\.\d{6}$/);
  });

  test('are refused with the reason Slack gives', async () => {
    expect(await post({ channel: 'C404' })).toMatchObject({ error: 'channel_not_found' });
    expect(await post({ channel: '#random' })).toMatchObject({ error: 'not_in_channel' });
    expect(await post({ text: '' })).toMatchObject({ error: 'no_text' });
    expect(await post({ blocks: 'no list' })).toMatchObject({ error: 'invalid_blocks_format' });
    expect(await post({ metadata: { event_type: 'x' } })).toMatchObject({ error: 'invalid_metadata_format' });
    const { ts, channel } = await post();
    const update = (args: object) =>
      call(slack, 'chat.update', { channel: String(channel), ts: String(ts), ...args });
    expect(await update({ text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' });
    expect(await update({ ts: '1.000001', text: 'x' })).toMatchObject({ error: 'message_not_found' });
    expect(await update({ channel: anna.id, text: 'x' })).toMatchObject({ error: 'channel_not_found' });
    expect(
      await call(slack, 'chat.postEphemeral', { channel: 'C00000001', user: ben.id, text: 'x' }),
    ).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  test('of other people cannot be changed by the app', async () => {
    await slack.as(anna.id).say('C00000001', 'mine');
    const ts = slack.channel('C00000001')[0]?.ts ?? '';
    const theirs = { channel: 'C00000001', ts };
    expect(await call(slack, 'chat.update', { ...theirs, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call(slack, 'chat.delete', theirs)).toMatchObject({ error: 'cant_delete_message' });
  });

  test('are updated, linked and deleted; ephemeral ones cannot be', async () => {
    const { ts, channel } = await post({ metadata: { event_type: 'card', event_payload: { id: 1 } } });
    const it = { channel: String(channel), ts: String(ts) };
    expect(await call(slack, 'chat.update', { ...it, text: 'new' })).toMatchObject({
      message: { text: 'new', edited: {}, metadata: { event_type: 'card' } },
    });
    expect(await call(slack, 'chat.getPermalink', { channel: it.channel, message_ts: it.ts })).toMatchObject({
      permalink: `https://sandbox.slack.com/archives/${it.channel}/p${it.ts.replace('.', '')}`,
    });
    expect(await call(slack, 'chat.delete', it)).toMatchObject({ ok: true });
    expect(slack.dm(anna.id)).toEqual([]);
    const { message_ts: whisper } = await call(slack, 'chat.postEphemeral', {
      channel: it.channel,
      user: anna.id,
      text: 'psst',
    });
    expect(await call(slack, 'chat.update', { ...it, ts: String(whisper), text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });

  test('replaced by blocks are not marked as edited, replaced by text they are, and lose their blocks', async () => {
    const blocks = [{ type: 'section', text: { type: 'plain_text', text: 'open' } }];
    const { ts, channel } = await post({ blocks });
    const it = { channel: String(channel), ts: String(ts) };
    await call(slack, 'chat.update', { ...it, text: 'decided', blocks });
    expect(slack.dm(anna.id)).toMatchObject([
      { text: 'decided', edited: false, blocks: [{ type: 'section' }] },
    ]);
    await call(slack, 'chat.update', { ...it, text: 'closed' });
    expect(slack.dm(anna.id)).toMatchObject([{ text: 'closed', edited: true, blocks: [] }]);
  });

  test('to a closed Messages tab are refused', async () => {
    const closed = await openWorkspace({
      manifest: manifest().replace('messages_tab_enabled: true', 'messages_tab_enabled: false'),
    });
    const answer = await call(closed, 'chat.postMessage', { channel: anna.id, text: 'hi' });
    await closed.stop();
    expect(answer).toMatchObject({ error: 'messages_tab_disabled' });
  });
});

describe('rate limits', () => {
  test('stop a burst of posts in one channel until the clock has moved', async () => {
    const post = (channel: string) =>
      fetch(`${slack.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.tokens.bot}` },
        body: new URLSearchParams({ channel, text: 'x' }),
      });
    for (let count = 0; count < 30; count += 1) expect((await post(anna.id)).status).toBe(200);
    const refused = await post(anna.id);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' });
    const sameRoom = slack.dm(anna.id)[0]?.channel ?? '';
    expect((await post(sameRoom)).status).toBe(429);
    expect((await post(ben.id)).status).toBe(200);
    await slack.advance(2);
    expect((await post(anna.id)).status).toBe(200);
  });
});

describe('planned faults', () => {
  const post = () => call(slack, 'chat.postMessage', { channel: anna.id, text: 'once' });
  const plan = (fault: Parameters<Sandbox['faults']>[0][number]['fault']) =>
    slack.faults([{ method: 'chat.postMessage', times: 1, fault }]);

  test('a lost response has taken effect, a reset has not', async () => {
    plan({ kind: 'lost_response' });
    await expect(post()).rejects.toThrow();
    expect(slack.dm(anna.id)).toHaveLength(1);
    plan({ kind: 'reset' });
    await expect(post()).rejects.toThrow();
    expect(slack.dm(anna.id)).toHaveLength(1);
    expect(await post()).toMatchObject({ ok: true });
  });

  test('a status and a slow answer come as planned, and once', async () => {
    plan({ kind: 'status', status: 503 });
    expect(await post()).toMatchObject({ ok: false });
    expect(slack.traffic().at(-1)?.status).toBe(503);
    plan({ kind: 'slow', delayMs: 60 });
    const before = performance.now();
    await post();
    expect(performance.now() - before).toBeGreaterThan(50);
  });
});
