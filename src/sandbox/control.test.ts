import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from './sandbox.ts';
import { anna, ben, call, connect, openWorkspace } from './test-workspace.ts';

let slack: Sandbox;
const advanced: number[] = [];
beforeEach(async () => {
  advanced.length = 0;
  slack = await openWorkspace({
    clock: { start: Date.UTC(2026, 10, 23, 9), running: false },
    onAdvance: (now) => void advanced.push(now),
    panels: [
      {
        id: 'target',
        title: 'Grafana',
        read: async () => ({ note: '1 person', columns: ['who'], rows: [['anna']] }),
      },
      { id: 'broken', title: 'Audit', read: () => Promise.reject(new Error('disk is full')) },
    ],
  });
});
afterEach(() => slack.stop());

async function ask(
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<[number, unknown]> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${slack.url}${path}`, {
    ...init,
    headers: { 'x-sandbox-token': slack.tokens.control, ...headers },
  });
  return [response.status, await response.json()];
}

describe('the door', () => {
  test('is shut without the control token', async () => {
    for (const token of ['', 'x', slack.tokens.control.slice(1), `${slack.tokens.control}x`]) {
      expect(await ask('/sandbox/people', undefined, { 'x-sandbox-token': token })).toMatchObject([401, {}]);
    }
  });

  test('is shut to a name that only resolves to loopback', async () => {
    const { port } = new URL(slack.url);
    const status = await new Promise((resolve) => {
      const headers = { host: 'evil.example', 'x-sandbox-token': slack.tokens.control };
      request({ host: '127.0.0.1', port, path: '/sandbox/people', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  test('answers what it does not understand with 400 and 404', async () => {
    expect(await ask('/sandbox/act', { do: 'dance', as: anna.id })).toMatchObject([400, {}]);
    expect(await ask('/sandbox/clock', { advanceSeconds: -1 })).toMatchObject([400, {}]);
    expect(await ask('/sandbox/state?as=U404')).toMatchObject([400, {}]);
    expect(await ask('/sandbox/nowhere')).toMatchObject([404, {}]);
  });
});

test('the page comes with a policy that runs its own scripts only', async () => {
  const page = await fetch(`${slack.url}/`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(page.headers.get('content-type')).toContain('text/html');
  expect((await fetch(`${slack.url}/../package.json`)).status).toBe(404);
  expect((await fetch(`${slack.url}/nothing-here.js`)).status).toBe(404);
});

test('a person types, fills, submits, clicks, talks and closes', async () => {
  const app = await connect(slack);
  const act = async (body: object) => (await ask('/sandbox/act', { as: anna.id, ...body }))[1];
  const dm = slack.dm(anna.id)[0]?.channel ?? 'D000001';
  expect(await act({ do: 'command', channel: dm, text: '/access request' })).toEqual({ ok: true });
  expect(await act({ do: 'command', channel: dm, text: '/nonsense' })).toMatchObject({
    error: 'unknown_command',
    text: '/nonsense is not a valid command.',
  });
  const plain = (text: string) => ({ type: 'plain_text', text });
  const element = { type: 'plain_text_input', action_id: 'a' };
  const view = {
    type: 'modal',
    title: plain('Ask'),
    submit: plain('OK'),
    blocks: [{ type: 'input', block_id: 'b', label: plain('Why'), element }],
  };
  await call(slack, 'views.open', { trigger_id: String(app.envelopes[0]?.payload['trigger_id']), view });
  const [, state] = await ask(`/sandbox/state?as=${anna.id}`);
  expect(state).toMatchObject({
    me: { id: anna.id },
    modals: [{ title: 'Ask', submit: 'OK' }],
    commands: [{ command: '/access' }],
  });
  const id = slack.as(anna.id).modals()[0]!.id;
  expect(await act({ do: 'submit', view: 'V404' })).toMatchObject({ error: 'view_not_on_top' });
  expect(await act({ do: 'submit', view: id })).toMatchObject({ error: 'view_errors' });
  expect(await act({ do: 'fill', view: id, block: 'b', action: 'a', value: 'because' })).toEqual({
    ok: true,
  });
  expect(await act({ do: 'submit', view: id })).toEqual({ ok: true });
  expect(await act({ do: 'close', view: id })).toMatchObject({ error: 'no_modal' });
  expect(await act({ do: 'open_home' })).toEqual({ ok: true });
  expect(app.envelopes.at(-1)?.payload).toMatchObject({
    event: { type: 'app_home_opened', user: anna.id, tab: 'home' },
  });
  expect(await act({ do: 'say', channel: dm, text: 'hello?' })).toMatchObject({
    text: 'Sending messages to this app has been turned off.',
  });
  expect(await act({ do: 'say', channel: 'C00000001', text: 'hi <all> @ben' })).toEqual({ ok: true });
  expect(slack.channel('C00000001')).toMatchObject([{ text: `hi &lt;all&gt; <@${ben.id}>`, isBot: false }]);
  expect(await act({ do: 'reload' })).toEqual({ ok: true });
});

test('a person joins, answers in a thread and opens the Messages tab; a workflow needs a step the app has', async () => {
  const act = async (body: object) => (await ask('/sandbox/act', { as: ben.id, ...body }))[1];
  expect(await act({ do: 'join', channel: 'C00000001' })).toEqual({ ok: true });
  expect(await act({ do: 'join', channel: 'C404' })).toMatchObject({ error: 'channel_not_found' });
  expect(await act({ do: 'say', channel: 'C00000001', text: 'hi' })).toEqual({ ok: true });
  const thread = slack.channel('C00000001')[0]?.ts ?? '';
  expect(await act({ do: 'say', channel: 'C00000001', text: 'more', thread })).toEqual({ ok: true });
  expect(slack.channel('C00000001')).toMatchObject([{ text: 'hi' }, { text: 'more', threadTs: thread }]);
  expect(await act({ do: 'open_home', tab: 'messages' })).toEqual({ ok: true });
  expect(await act({ do: 'shortcut', callback: 'ask' })).toMatchObject({ error: 'unknown_shortcut' });
  expect(await act({ do: 'leave', channel: 'C00000001' })).toEqual({ ok: true });
  expect(await ask('/sandbox/steps', { callbackId: 'x', inputs: {} })).toMatchObject([
    200,
    { error: 'unknown_step' },
  ]);
  expect(await ask('/sandbox/steps')).toEqual([200, []]);
});

test('nobody sees what is not theirs', async () => {
  await slack.as(anna.id).say('C00000001', 'for members');
  await call(slack, 'chat.postEphemeral', { channel: 'C00000003', user: anna.id, text: 'for Anna' });
  await call(slack, 'chat.postMessage', { channel: ben.id, text: 'for Ben' });
  const [, hers] = await ask(`/sandbox/state?as=${anna.id}`);
  const [, his] = await ask(`/sandbox/state?as=${ben.id}`);
  expect(JSON.stringify(hers)).toContain('for Anna');
  expect(JSON.stringify(hers)).not.toContain('for Ben');
  expect(JSON.stringify(his)).not.toContain('for Anna');
  expect(JSON.stringify(his)).not.toContain('for members');
  expect(his).toMatchObject({
    channels: [
      { kind: 'im', name: 'Hallpass', unread: 1 },
      { kind: 'private', messages: [] },
    ],
  });
});

test('the clock moves, and whoever started the workspace follows', async () => {
  const start = slack.now();
  expect(await ask('/sandbox/clock', { advanceSeconds: 3600 })).toEqual([200, { now: start + 3_600_000 }]);
  expect(advanced).toEqual([start + 3_600_000]);
  expect(slack.now()).toBe(start + 3_600_000);
});

test('panels, people and faults', async () => {
  expect(await ask('/sandbox/panels')).toMatchObject([
    200,
    [
      { id: 'target', rows: [['anna']] },
      { id: 'broken', error: 'disk is full' },
    ],
  ]);
  expect(await ask('/sandbox/people')).toMatchObject([
    200,
    [{ id: anna.id, realName: 'Anna Berg' }, { id: ben.id }],
  ]);
  const fault = { kind: 'error', error: 'fatal_error' };
  expect(await ask('/sandbox/faults', [{ method: 'auth.test', times: 1, fault }])).toMatchObject([200, {}]);
  expect(await call(slack, 'auth.test')).toMatchObject({ error: 'fatal_error' });
  expect(await call(slack, 'auth.test')).toMatchObject({ ok: true });
  expect(await ask('/sandbox/traffic')).toMatchObject([200, [{ what: 'auth.test' }, { what: 'auth.test' }]]);
});

test('the page is told of every change, and the stream ends with the workspace', async () => {
  const response = await fetch(`${slack.url}/sandbox/events?token=${slack.tokens.control}`);
  const reader = response.body!.getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  const revision = (line: string) => Number(/"revision":(\d+)/.exec(line)?.[1]);
  const first = revision(await next());
  await call(slack, 'chat.postMessage', { channel: anna.id, text: 'hi' });
  expect(revision(await next())).toBeGreaterThan(first);
  await slack.stop();
  await expect(
    reader.read().then(
      ({ done }) => done,
      () => true,
    ),
  ).resolves.toBe(true);
});

test('a probe that never comes true fails with its own name', async () => {
  await expect(slack.waitFor(() => null, 'pigs to fly', 30)).rejects.toThrow('pigs to fly');
});
