import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from './sandbox.ts';
import type { TestApp } from './test-workspace.ts';
import { anna, ben, call, connect, openWorkspace } from './test-workspace.ts';

let slack: Sandbox;
let app: TestApp;
beforeEach(async () => {
  slack = await openWorkspace({ clock: { running: false } });
  app = await connect(slack);
});
afterEach(() => slack.stop());

async function address(): Promise<string> {
  await slack.as(anna.id).command('/access request', { channel: 'C00000001' });
  return String(app.envelopes.at(-1)?.payload['response_url']);
}

async function respond(url: string, body: object): Promise<[number, string]> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return [response.status, await response.text()];
}

test('it speaks to the person alone, or to the channel when asked to', async () => {
  const url = await address();
  expect(await respond(url, { text: 'psst' })).toEqual([200, 'ok']);
  expect(await respond(url, { text: 'hear, hear', response_type: 'in_channel' })).toEqual([200, 'ok']);
  expect(slack.channel('C00000001')).toMatchObject([
    { text: 'psst', ephemeral: true },
    { text: 'hear, hear', ephemeral: false },
  ]);
});

test('it replaces and deletes what it showed first', async () => {
  const url = await address();
  await respond(url, { text: 'working' });
  await respond(url, { text: 'done', replace_original: true });
  expect(slack.channel('C00000001')).toMatchObject([{ text: 'done' }]);
  await respond(url, { delete_original: true });
  expect(slack.channel('C00000001')).toEqual([]);
});

test('it works five times', async () => {
  const url = await address();
  const statuses = [];
  for (let use = 0; use < 6; use += 1) statuses.push((await respond(url, { text: `${use}` }))[0]);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
});

test('it works for thirty minutes, and a made-up one never', async () => {
  const url = await address();
  await slack.advance(30 * 60);
  expect(await respond(url, { text: 'in time' })).toEqual([200, 'ok']);
  await slack.advance(1);
  expect(await respond(url, { text: 'late' })).toEqual([404, 'expired_url']);
  expect(await respond(`${url}9`, { text: 'x' })).toEqual([404, 'unknown_url']);
});

test('it refuses what a message may not be, without using a turn up', async () => {
  const url = await address();
  expect(await respond(url, {})).toEqual([400, 'no_text']);
  expect(await respond(url, { blocks: [{ type: 'nothing' }] })).toEqual([400, 'invalid_blocks']);
});

test('from a click it replaces the message that was clicked, an ephemeral one too', async () => {
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' }, value: 'v' };
  const blocks = [{ type: 'actions', block_id: 'b', elements: [button] }];
  await call(slack, 'chat.postEphemeral', { channel: 'C00000001', user: anna.id, text: 'choose', blocks });
  const [shown] = slack.channel('C00000001');
  const place = { kind: 'message', channel: 'C00000001', ts: shown!.ts } as const;
  expect(await slack.as(ben.id).click(place, 'go')).toMatchObject({ error: 'message_not_found' });
  expect(await slack.as(anna.id).click(place, 'go')).toEqual({ ok: true });
  const { payload } = app.envelopes.at(-1)!;
  expect(payload).toMatchObject({
    type: 'block_actions',
    container: { type: 'message', is_ephemeral: true, channel_id: 'C00000001' },
    actions: [{ action_id: 'go', block_id: 'b', value: 'v', type: 'button' }],
    state: { values: {} },
  });
  expect(payload).not.toHaveProperty('message');
  await respond(String(payload['response_url']), { text: 'chosen', replace_original: true });
  expect(slack.channel('C00000001')).toMatchObject([
    { ts: shown!.ts, text: 'chosen', blocks: [], ephemeral: true },
  ]);
});
