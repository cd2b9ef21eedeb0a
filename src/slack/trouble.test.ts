// When the store or the engine is in trouble: what Slack and the person are told, and that it is true.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secret } from '../domain/secret.ts';
import type { Engine } from '../engine.ts';
import type { House } from '../stories/house.ts';
import { openHouse, people } from '../stories/house.ts';
import type { SlackApp } from './app.ts';
import { createSlackApp } from './app.ts';

const { ana, bo } = people;
const question = '/access request payments-db/write 1h because Refund 8812 is stuck';
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

let house: House & { close(): Promise<void> };
let app: SlackApp;
/** What the engine does instead of its work; nothing: its work. */
let instead: { receive?: () => Promise<boolean>; handle?: () => Promise<void> };

beforeEach(async () => {
  house = await openHouse({ mode: 'http', dialect: 'sqlite' });
  instead = {};
  const { engine } = house.hallpass();
  const shaky: Engine = {
    ...engine,
    receive: (delivery) => instead.receive?.() ?? engine.receive(delivery),
    handle: async (command, delivery) => {
      await instead.handle?.();
      return engine.handle(command, delivery);
    },
  };
  app = createSlackApp({
    mode: { kind: 'http', signingSecret: secret(house.sandbox.tokens.signingSecret) },
    port: 0,
    routes: [],
    botToken: secret(house.sandbox.tokens.bot),
    apiUrl: house.sandbox.apiUrl,
    engine: shaky,
    now: house.now,
    tokenKey: house.config.secretKey,
    log: quiet,
  });
  await app.start();
  await house.sandbox.deliverTo({ mode: 'http', url: `http://127.0.0.1:${app.port()}/slack/events` });
});
afterEach(async () => {
  await app.stop();
  await house.close();
});

const broken = () => Promise.reject(new Error('database is locked'));
const head = async () => (await house.hallpass().store.read.auditHead())?.seq ?? 0;
const texts = (messages: readonly { text: string }[]) => messages.map((message) => message.text).join('\n');
const place = async () => {
  const card = await house.card(bo, 'approve');
  return { kind: 'message', channel: card.channel, ts: card.ts } as const;
};

describe.each([
  ['the inbox cannot be written', () => ({ receive: broken })],
  ['the command cannot be committed', () => ({ handle: broken })],
] as const)('when %s', (_, trouble) => {
  test('a command is answered with E-BUSY, and nothing was recorded', async () => {
    instead = trouble();
    const before = await head();
    const answer = await house.sandbox.as(ana).command(question);
    expect(texts(answer.ephemeral)).toContain('Not recorded. Try again in a moment. (E-BUSY)');
    expect(await head()).toBe(before);
    instead = {};
    expect(texts((await house.sandbox.as(ana).command(question)).ephemeral)).toContain('Asking for');
  });

  test('a click is answered under the card, which keeps its buttons; the next click works', async () => {
    await house.ask(ana, question.slice('/access '.length));
    instead = trouble();
    await house.sandbox.as(bo).click(await place(), 'approve');
    await house.settle();
    expect(house.reads(bo)).toContain('E-BUSY');
    instead = {};
    await house.press(bo, 'approve');
    expect(house.reads(ana)).toContain('Approved');
  });

  test('a form stays open with what was typed, and says so under its field', async () => {
    const person = house.sandbox.as(bo);
    await house.ask(ana, question.slice('/access '.length));
    await person.click(await place(), 'deny');
    await house.settle();
    await person.fill('reason', 'The books are closed.');
    instead = trouble();
    expect((await person.submit()).errors).toEqual({ reason: expect.stringContaining('E-BUSY') });
    instead = {};
    expect(await person.submit()).toMatchObject({ ok: true });
  });
});

test('an event that cannot be written down is not acknowledged, so Slack sends it again and nothing is lost', async () => {
  instead = { receive: broken };
  await house.sandbox.as(ana).openHome();
  await house.settle();
  expect(house.sandbox.home(ana)).toBeNull();
  instead = {};
  await house.pass(400);
  await house.sandbox.waitFor(() => house.sandbox.home(ana), 'the Home tab after Slack sent the event again');
});

test('an inbox that hangs is answered before Slack loses patience, and what comes late has no effect', async () => {
  let release = (_: boolean): void => undefined;
  instead = {
    receive: () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  };
  const before = await head();
  const answer = await house.sandbox.as(ana).command(question);
  expect(answer).toMatchObject({ ok: true });
  expect(texts(answer.ephemeral)).toContain('E-BUSY');
  release(true);
  await house.settle();
  expect(await head()).toBe(before);
});

test('a commit that takes long is acknowledged in time, and its outcome told when it is there', async () => {
  let release = (): void => undefined;
  instead = {
    handle: () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  };
  expect(await house.sandbox.as(ana).command(question)).toMatchObject({ ok: true, ephemeral: [] });
  instead = {};
  release();
  await house.sandbox.waitFor(() => house.reads(ana).includes('Asking for'), 'the late answer');
});

test('stopping lets what is in hand finish and takes nothing new', async () => {
  let release = (): void => undefined;
  let held = (): void => undefined;
  const holding = new Promise<void>((resolve) => {
    held = resolve;
  });
  instead = {
    handle: () =>
      new Promise((resolve) => {
        held();
        release = resolve;
      }),
  };
  const asked = house.sandbox.as(ana).command(question);
  await holding;
  const state = { stopped: false };
  const stopping = app.stop().then(() => {
    state.stopped = true;
  });
  expect(await house.sandbox.as(bo).command('/access help')).toMatchObject({ ok: false });
  expect(state.stopped).toBe(false);
  release();
  expect(texts((await asked).ephemeral)).toContain('Asking for');
  await stopping;
});
