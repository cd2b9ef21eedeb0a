// What reaches the endpoint from outside, request by request, against the running bot.
import { createHash, createHmac } from 'node:crypto';
import { request as send } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { House } from '../stories/house.ts';
import { openHouse, people } from '../stories/house.ts';

let house: House & { close(): Promise<void> };
beforeAll(async () => {
  house = await openHouse({ mode: 'http', dialect: 'sqlite' });
});
afterAll(() => house.close());

type Sent = { readonly status: number; readonly body: string };
type Header = readonly [string, string];
const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

function post(body: string | Buffer, headers: readonly Header[]): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = send(
      {
        host: '127.0.0.1',
        port: house.hallpass().port(),
        path: '/slack/events',
        method: 'POST',
        headers: [...framing(body, headers), ...headers].flat(),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

// Headers given as a list are sent as they are, twice where they stand twice; so these two have to be written out.
const framing = (body: string | Buffer, headers: readonly Header[]): readonly Header[] => [
  ['host', `127.0.0.1:${house.hallpass().port()}`],
  ...(headers.some(([name]) => name === 'transfer-encoding')
    ? []
    : [['content-length', String(Buffer.byteLength(body))] as const]),
];

const stamp = (offset = 0): string => String(Math.floor(house.now() / 1_000) + offset);
function sign(body: string | Buffer, at = stamp()): string {
  const mac = createHmac('sha256', house.sandbox.tokens.signingSecret).update(`v0:${at}:`).update(body);
  return `v0=${mac.digest('hex')}`;
}
const signed = (body: string | Buffer, type: string, at = stamp()): readonly Header[] => [
  ['content-type', type],
  ['x-slack-request-timestamp', at],
  ['x-slack-signature', sign(body, at)],
];
const event = (inner: object, eventId = 'Ev0TEST'): string =>
  JSON.stringify({ type: 'event_callback', team_id: 'T0TIDEWATER', event_id: eventId, event: inner });
const command = (text: string): string =>
  new URLSearchParams({
    command: '/access',
    text,
    team_id: 'T0TIDEWATER',
    user_id: people.ana,
    channel_id: 'C0GENERAL',
    trigger_id: 'none',
    response_url: 'http://127.0.0.1:9/none',
    is_enterprise_install: 'false',
  }).toString();
const head = async (): Promise<number> => (await house.hallpass().store.read.auditHead())?.seq ?? 0;

describe('who signed it, and when', () => {
  const body = command('help');
  test('a signed request is answered, and the inbox knows it', async () => {
    const answer = await post(body, signed(body, form));
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('What you can type');
    await house.settle();
    const key = `http:${createHash('sha256').update(sign(body)).digest('hex')}`;
    const again = { source: 'slack', key, receivedAt: house.now() } as const;
    expect(await house.hallpass().engine.receive(again)).toBe(false);
  });

  test.each<readonly [string, () => readonly Header[]]>([
    [
      'a signature of another secret',
      () => [...signed(body, form).slice(0, 2), ['x-slack-signature', `v0=${'0'.repeat(64)}`]],
    ],
    [
      'a signature of another body',
      () => [...signed(body, form).slice(0, 2), ['x-slack-signature', sign('other')]],
    ],
    ['no signature', () => signed(body, form).slice(0, 2)],
    ['no timestamp', () => [...signed(body, form).slice(0, 1), ['x-slack-signature', sign(body)]]],
    ['two signatures', () => [...signed(body, form), ['x-slack-signature', sign(body)]]],
    ['two timestamps', () => [...signed(body, form), ['x-slack-request-timestamp', stamp()]]],
    ['a timestamp 301 s old', () => signed(body, form, stamp(-301))],
    ['a timestamp 301 s ahead', () => signed(body, form, stamp(301))],
    ['a timestamp that is no number', () => signed(body, form, 'NaN')],
    ['a timestamp with a sign', () => signed(body, form, `+${stamp()}`)],
  ])('%s is refused with a bare 401', async (_, headers) => {
    expect(await post(body, headers())).toEqual({ status: 401, body: '' });
  });

  test.each([-299, 299])('a stamp off by %i s is accepted', async (offset) => {
    const other = command(`help ${offset}`);
    expect((await post(other, signed(other, form, stamp(offset)))).status).toBe(200);
  });
});

describe('what it says', () => {
  test('an ssl_check is answered, and a payload smuggled in with it reaches nobody', async () => {
    const before = await head();
    const smuggled = `ssl_check=1&payload=${encodeURIComponent(JSON.stringify({ type: 'block_actions' }))}&${command('request payments-db/read 1h because smuggled')}`;
    expect(await post(smuggled, [['content-type', form]])).toEqual({ status: 200, body: '' });
    await house.settle();
    expect(await head()).toBe(before);
  });

  test('a body over 1 MB is 413, also without a length', async () => {
    const large = Buffer.alloc(1_048_577, 97);
    expect((await post(large, signed(large, json))).status).toBe(413);
    expect((await post(large, [...signed(large, json), ['transfer-encoding', 'chunked']])).status).toBe(413);
  });

  test.each<readonly [string, string | Buffer, string, number]>([
    ['plain text', 'hello', 'text/plain', 415],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), json, 400],
    ['escapes that are not UTF-8', 'command=%2Faccess&text=%ff%fe', form, 400],
    ['JSON of 10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, json, 400],
    ['__proto__', '{"type":"event_callback","__proto__":{"event":1}}', json, 400],
    ['a key twice', '{"type":"event_callback","type":"url_verification"}', json, 400],
    ['a payload of __proto__', `payload=${encodeURIComponent('{"__proto__":{}}')}`, form, 400],
    ['two payloads', 'payload=%7B%7D&payload=%7B%7D', form, 400],
    ['broken JSON', '{"type":', json, 400],
  ])('%s', async (...[, body, type, status]) => {
    expect((await post(body, signed(body, type))).status).toBe(status);
  });

  test('the type may have parameters', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'ch4llenge' });
    expect(await post(body, signed(body, 'application/json; charset=utf-8'))).toMatchObject({
      status: 200,
      body: '{"challenge":"ch4llenge"}',
    });
  });

  test('an event nobody asked for is acknowledged and does nothing', async () => {
    const body = event({ type: 'reaction_added', user: people.ana });
    expect((await post(body, signed(body, json))).status).toBe(200);
  });

  test('a click with no action, or two, is acknowledged and does nothing', async () => {
    const before = await head();
    for (const count of [0, 2]) {
      const actions = Array.from({ length: count }, () => ({
        action_id: 'approve',
        block_id: 'b',
        type: 'button',
        value: 'x',
        action_ts: '1',
      }));
      const payload = {
        type: 'block_actions',
        team: { id: 'T0TIDEWATER' },
        user: { id: people.bo },
        trigger_id: 't',
        container: { type: 'message', channel_id: 'D1', message_ts: '1.2' },
        actions,
      };
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      expect((await post(body, signed(body, form))).status).toBe(200);
    }
    expect(await head()).toBe(before);
  });
});

describe('the same thing twice', () => {
  test('the same bytes are answered 200 and have one effect, whatever the retry headers say', async () => {
    const before = await head();
    const body = command('request payments-db/write 1h because Refund 8812 is stuck');
    const headers = signed(body, form);
    const first = await post(body, headers);
    expect(first.body).toContain('Asking for Payments DB write');
    for (const retry of ['1', '3', 'x']) {
      const again = await post(body, [
        ...headers,
        ['x-slack-retry-num', retry],
        ['x-slack-retry-reason', 'http_timeout'],
      ]);
      expect(again).toEqual({ status: 200, body: '' });
    }
    await house.settle();
    expect(await head()).toBe(before + 1);
  });

  test('an event that is sent again under a new signature has one effect', async () => {
    const opened = event(
      { type: 'app_home_opened', user: people.ana, tab: 'home', channel: 'D1', event_ts: '1.1' },
      'Ev0TWICE',
    );
    expect((await post(opened, signed(opened, json))).status).toBe(200);
    await house.settle();
    const published = house.sandbox.traffic().filter((entry) => entry.what.includes('views.publish')).length;
    expect(published).toBeGreaterThan(0);
    expect((await post(opened, signed(opened, json, stamp(7)))).status).toBe(200);
    await house.settle();
    expect(house.sandbox.traffic().filter((entry) => entry.what.includes('views.publish')).length).toBe(
      published,
    );
  });
});

test('other paths are served without a signature', async () => {
  const health = await fetch(`http://127.0.0.1:${house.hallpass().port()}/healthz`);
  expect(health.status).toBe(200);
  const nothing = await fetch(`http://127.0.0.1:${house.hallpass().port()}/slack/else`, { method: 'POST' });
  expect(nothing.status).toBe(404);
});
