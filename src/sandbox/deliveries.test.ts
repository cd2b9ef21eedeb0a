// What goes out to the app: sockets, retries, timeouts, signatures.
import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { readBody } from './body.ts';
import { words } from './json.ts';
import type { Sandbox } from './sandbox.ts';
import { anna, ben, connect, manifest, openWorkspace } from './test-workspace.ts';

let slack: Sandbox;
beforeEach(async () => {
  slack = await openWorkspace({ clock: { running: false } });
});
afterEach(() => slack.stop());

describe('sockets', () => {
  test('are greeted, take turns, and are ten at most', async () => {
    const apps = await Promise.all(Array.from({ length: 10 }, () => connect(slack)));
    expect(apps[0]?.frames[0]).toMatchObject({ type: 'hello', connection_info: { app_id: 'A00000001' } });
    for (let count = 0; count < 20; count += 1) await slack.as(anna.id).command('/access help');
    expect(apps.map(({ envelopes }) => envelopes.length)).toEqual(Array(10).fill(2));
    const surplus = await connect(slack);
    expect(surplus.frames).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
    await surplus.closed;
    expect(slack.sockets.count()).toBe(10);
  });

  test('need a ticket, and a ticket opens one', async () => {
    const headers = { authorization: `Bearer ${slack.tokens.app}` };
    const answer = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
    const { url } = Object(await answer.json());
    const outcome = (address: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address);
        socket.on('open', () => resolve('open'));
        socket.on('error', () => resolve('refused'));
      });
    expect([await outcome(url), await outcome(url), await outcome(`${url}x`)]).toEqual([
      'open',
      'refused',
      'refused',
    ]);
  });

  test('that are told to refresh get no more envelopes', async () => {
    const old = await connect(slack);
    slack.sockets.refresh();
    expect(await slack.as(anna.id).command('/access help')).toMatchObject({ error: 'dispatch_failed' });
    await old.closed;
    expect(old.frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    const fresh = await connect(slack);
    slack.sockets.refresh('warning');
    expect(await slack.as(anna.id).command('/access help')).toMatchObject({ ok: true });
    expect(fresh.envelopes).toHaveLength(1);
  });

  test('say how many they are, and leave when Socket Mode is turned off', async () => {
    const apps = [await connect(slack), await connect(slack), await connect(slack)];
    expect(apps.map(({ frames }) => frames[0]?.['num_connections'])).toEqual([1, 2, 3]);
    slack.sockets.refresh('link_disabled');
    await Promise.all(apps.map(({ closed }) => closed));
    for (const { frames } of apps)
      expect(frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'link_disabled', debug_info: {} });
    expect(slack.sockets.count()).toBe(0);
  });

  test('that ask for debug_reconnects are warned after six minutes less ten seconds, and end', async () => {
    const [lasting, brief] = [
      await connect(slack),
      await connect(slack, undefined, '&debug_reconnects=true'),
    ];
    expect(brief.frames[0]).toMatchObject({ debug_info: { approximate_connection_time: 360 } });
    const reasons = () => brief.frames.slice(1).map(({ reason }) => reason);
    await slack.advance(350);
    await slack.waitFor(() => reasons().length === 1, 'the warning');
    await slack.advance(10);
    await brief.closed;
    expect(reasons()).toEqual(['warning', 'refresh_requested']);
    await slack.advance(86_400);
    expect(lasting.frames).toHaveLength(1);
    expect(slack.sockets.count()).toBe(1);
  });

  test('that do not acknowledge an event leave it to another, whosever turn it is', async () => {
    const silent = await connect(slack, () => null);
    const other = await connect(slack);
    const event = slack.people.update(ben.id, { title: 'Lead' });
    await slack.waitFor(() => silent.envelopes.length === 1, 'the first attempt');
    await slack.as(anna.id).command('/access help');
    await event;
    await slack.settled();
    expect(silent.envelopes).toHaveLength(1);
    expect(other.envelopes).toMatchObject([
      { type: 'slash_commands' },
      {
        type: 'events_api',
        retry_attempt: 1,
        retry_reason: 'http_timeout',
        payload: { event_id: 'Ev000001' },
      },
    ]);
  });

  test('that break while an envelope waits leave the person with an error', async () => {
    const app = await connect(slack, () => null);
    const result = slack.as(anna.id).command('/access help');
    await slack.waitFor(() => app.envelopes.length === 1, 'the envelope');
    slack.sockets.drop();
    expect(await result).toMatchObject({ ok: false, error: 'dispatch_failed' });
    expect(slack.as(anna.id).notices()).toMatchObject([
      { text: '/access failed with the error "dispatch_failed"' },
    ]);
  });
});

test('the last deliveries are sent again in their order, with their own envelope ids', async () => {
  const app = await connect(slack);
  for (const word of ['one', 'two', 'three']) await slack.as(anna.id).command(`/access ${word}`);
  await slack.redeliver(2);
  const sent = app.envelopes.map(({ envelope_id: id, payload }) => `${id} ${words(payload, 'text')}`);
  expect(sent.slice(3)).toEqual(sent.slice(1, 3));
});

describe('an app that stays silent', () => {
  test('for three seconds is reported to the person, and a command is never sent twice', async () => {
    const app = await connect(slack, () => null);
    const before = performance.now();
    expect(await slack.as(anna.id).command('/access help')).toMatchObject({
      ok: false,
      error: 'operation_timeout',
    });
    expect(performance.now() - before).toBeGreaterThan(2900);
    expect(slack.as(anna.id).notices()).toMatchObject([
      { text: '/access failed with the error "operation_timeout"' },
    ]);
    await slack.advance(600);
    expect(app.envelopes).toHaveLength(1);
  });

  test('gets an event again: at once, after a minute, after five', async () => {
    const app = await connect(slack);
    app.leave();
    await app.closed;
    await slack.waitFor(() => slack.sockets.count() === 0, 'the socket to be gone');
    await slack.people.update(ben.id, { title: 'Lead' });
    await slack.settled();
    const tries = () => slack.traffic().filter(({ what }) => what === 'events_api user_change').length;
    expect(tries()).toBe(2);
    await slack.advance(59);
    expect(tries()).toBe(2);
    const back = await connect(slack);
    await slack.advance(1);
    expect(back.envelopes).toMatchObject([
      { retry_attempt: 2, retry_reason: 'connection_failed', payload: { event_id: 'Ev000001' } },
    ]);
    await slack.advance(600);
    expect(tries()).toBe(3);
  });
});

test('more events than Slack delivers in an hour are held back, and the app is told once a minute', async () => {
  const busy = await openWorkspace({
    clock: { start: Date.UTC(2026, 10, 23, 9, 0, 30), running: false },
    eventsAnHour: 2,
  });
  const app = await connect(busy);
  const change = async (title: string) => busy.people.update(ben.id, { title });
  for (const title of ['a', 'b', 'c', 'd']) await change(title);
  await busy.advance(60);
  await change('e');
  await busy.advance(3600);
  await change('f');
  await busy.stop();
  expect(app.envelopes.map(({ payload }) => payload)).toMatchObject([
    { event: { user: { profile: { title: 'a' } } } },
    { event: { user: { profile: { title: 'b' } } } },
    { type: 'app_rate_limited', team_id: 'T00000001', minute_rate_limited: Date.UTC(2026, 10, 23, 9) / 1000 },
    { type: 'app_rate_limited', minute_rate_limited: Date.UTC(2026, 10, 23, 9, 1) / 1000 },
    { event: { user: { profile: { title: 'f' } } } },
  ]);
});

test('an event the manifest does not subscribe to is not sent', async () => {
  const other = await openWorkspace({ manifest: manifest().replace('user_change', 'app_mention') });
  const app = await connect(other);
  await other.people.update(ben.id, { title: 'Lead' });
  await other.settled();
  await other.stop();
  expect(app.envelopes).toEqual([]);
});

describe('over HTTP', () => {
  type Got = { readonly headers: IncomingHttpHeaders; readonly body: string };
  const got: Got[] = [];
  const plan: { status: number; headers?: Record<string, string>; body?: string }[] = [];
  let app: Server;
  let url: string;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    got.push({ headers: request.headers, body });
    const { status, headers = {}, body: text } = plan.shift() ?? { status: 200 };
    if (status < 0) return;
    const { challenge } = body.startsWith('{') ? JSON.parse(body) : {};
    response.writeHead(status, headers).end(text ?? challenge ?? '');
  };
  beforeEach(async () => {
    got.length = 0;
    plan.length = 0;
    app = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const address = app.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/slack/events`;
    expect(await slack.deliverTo({ mode: 'http', url })).toEqual({ ok: true });
    got.length = 0;
  });
  afterEach(() => {
    app.close();
    app.closeAllConnections();
  });

  test('everything is signed over the raw body with the time of the workspace', async () => {
    await slack.as(anna.id).command('/access request for "ä & b"');
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    const stamp = String(Math.floor(slack.now() / 1000));
    const mac = createHmac('sha256', slack.tokens.signingSecret).update(`v0:${stamp}:${body}`).digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${mac}`,
    });
    expect(new URLSearchParams(body).get('text')).toBe('request for "ä & b"');
    await slack.redeliver();
    expect(got[1]).toMatchObject({ headers: { 'x-slack-signature': `v0=${mac}` }, body });
  });

  test('an event that meets an error comes again with its retry headers, until the app asks for no more', async () => {
    plan.push({ status: 500 }, { status: 500 }, { status: 503, headers: { 'x-slack-no-retry': '1' } });
    await slack.people.update(ben.id, { title: 'Lead' });
    await slack.settled();
    await slack.advance(600);
    expect(got.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual(
      [
        [undefined, undefined],
        ['1', 'http_error'],
        ['2', 'http_error'],
      ],
    );
    expect(new Set(got.map(({ body }) => body)).size).toBe(1);
  });

  test('two redirects are followed, a third is one too many', async () => {
    const away = { status: 307, headers: { location: url } };
    plan.push(away, away);
    expect(await slack.as(anna.id).command('/access help')).toEqual({ ok: true, ephemeral: [] });
    expect(got).toHaveLength(3);
    plan.push(away, away, away, { status: 200 });
    await slack.people.update(ben.id, { title: 'Lead' });
    await slack.settled();
    expect(got.at(-1)?.headers['x-slack-retry-reason']).toBe('too_many_redirects');
  });

  test('an event the app takes three seconds over comes again as a timeout', async () => {
    plan.push({ status: -1 });
    await slack.people.update(ben.id, { title: 'Lead' });
    await slack.settled();
    expect(got.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual(
      [
        [undefined, undefined],
        ['1', 'http_timeout'],
      ],
    );
  });

  test('a command answered with an error is reported, a refused connection too', async () => {
    plan.push({ status: 500 });
    expect(await slack.as(anna.id).command('/access help')).toMatchObject({ error: 'dispatch_failed' });
    await new Promise((resolve) => app.close(resolve));
    expect(await slack.as(anna.id).command('/access help')).toMatchObject({ error: 'dispatch_failed' });
  });

  test('a URL that does not know the challenge is not taken', async () => {
    plan.push({ status: 200, body: 'hello' });
    expect(await slack.deliverTo({ mode: 'http', url })).toMatchObject({
      ok: false,
      error: 'url_verification_failed',
    });
  });
});
