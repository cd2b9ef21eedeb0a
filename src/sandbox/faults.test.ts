// Misbehaviour on a schedule, as Slack's own client meets it, and events that come twice, late or out of order.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { words } from './json.ts';
import { clientOf } from './methods/documented-world.ts';
import type { FaultPlan } from './page/protocol.ts';
import type { Sandbox } from './sandbox.ts';
import { anna, ben, connect, openWorkspace } from './test-workspace.ts';

let slack: Sandbox;
beforeEach(async () => {
  slack = await openWorkspace({ clock: { running: false } });
});
afterEach(() => slack.stop());

const post = async (): Promise<unknown> =>
  clientOf(slack, slack.tokens.bot)
    .chat.postMessage({ channel: anna.id, text: 'hi' })
    .then(({ ok }) => ok)
    .catch((failure: unknown) => failure);
const plan = (...entries: Omit<FaultPlan, 'method'>[]) =>
  slack.faults(entries.map((entry) => ({ method: 'chat.postMessage', ...entry })));
const said = () => slack.dm(anna.id).length;

describe('a schedule', () => {
  test('lets two calls pass, stops four with Retry-After 5, and lets the seventh pass', async () => {
    plan({ after: 2, times: 4, fault: { kind: 'ratelimited', retryAfterSeconds: 5 } });
    for (let call = 0; call < 2; call += 1) expect(await post()).toBe(true);
    for (let call = 0; call < 4; call += 1) expect(await post()).toMatchObject({ retryAfter: 5 });
    expect(await post()).toBe(true);
    expect(said()).toBe(3);
  });

  test('has many entries, each with its own start; those for the same call queue up', async () => {
    plan(
      { times: 1, fault: { kind: 'status', status: 500 } },
      { times: 1, fault: { kind: 'status', status: 502 } },
      { after: 3, times: 1, fault: { kind: 'status', status: 503 } },
    );
    expect(await post()).toMatchObject({ statusCode: 500 });
    expect(await post()).toMatchObject({ statusCode: 502 });
    expect(await post()).toBe(true);
    expect(await post()).toMatchObject({ statusCode: 503 });
    expect(await post()).toBe(true);
  });

  test('is one that the control API takes', async () => {
    const entry = { method: 'chat.postMessage', after: 1, times: 1, fault: { kind: 'cut' } };
    const send = (body: object) =>
      fetch(`${slack.url}/sandbox/faults`, {
        method: 'POST',
        headers: { 'x-sandbox-token': slack.tokens.control },
        body: JSON.stringify(body),
      });
    expect((await send([entry])).status).toBe(200);
    expect((await send([{ ...entry, after: -1 }])).status).toBe(400);
    expect(await post()).toBe(true);
    expect(await post()).toBeInstanceOf(Error);
  });

  test('cuts an answer in the middle, when the call has taken effect', async () => {
    plan({ times: 1, fault: { kind: 'cut' } });
    const headers = { authorization: `Bearer ${slack.tokens.bot}` };
    const body = new URLSearchParams({ channel: anna.id, text: 'hi' });
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(said()).toBe(1);
    expect(slack.traffic().at(-1)?.status).toBe(0);
  });
});

describe('events', () => {
  const events = async (faults: readonly FaultPlan[], titles: readonly string[]) => {
    const app = await connect(slack);
    slack.faults(faults);
    for (const title of titles) await slack.people.update(ben.id, { title });
    await slack.settled();
    return () => app.envelopes.map(({ payload }) => words(payload, 'event_id'));
  };
  const [one, two, three] = ['Ev000001', 'Ev000002', 'Ev000003'];

  test('come twice under one id, each in an envelope of its own', async () => {
    const seen = await events(
      [{ method: 'events_api', times: 1, fault: { kind: 'twice' } }],
      ['Lead', 'Head'],
    );
    expect(seen()).toEqual([one, one, two]);
  });

  test('come late, when others have long been there', async () => {
    const late = {
      method: 'events_api user_change',
      after: 1,
      times: 1,
      fault: { kind: 'late', seconds: 90 },
    } as const;
    const seen = await events([late], ['Lead', 'Head', 'Chief']);
    expect(seen()).toEqual([one, three]);
    await slack.advance(90);
    expect(seen()).toEqual([one, three, two]);
  });

  test('come out of order', async () => {
    const swapped = { method: 'events_api user_change', times: 1, fault: { kind: 'after_next' } } as const;
    const seen = await events([swapped], ['Lead', 'Head', 'Chief']);
    expect(seen()).toEqual([two, one, three]);
  });

  test('of another type keep their time', async () => {
    const other = { method: 'events_api team_join', times: 1, fault: { kind: 'late', seconds: 90 } } as const;
    expect((await events([other], ['Lead']))()).toEqual([one]);
  });
});
