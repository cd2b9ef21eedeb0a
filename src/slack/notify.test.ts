// Drawing cards against the local workspace, with Slack misbehaving in every way it is known to.
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CardId } from '../domain/ids.ts';
import { cardId } from '../domain/ids.ts';
import type { Engine } from '../engine.ts';
import type { FaultPlan } from '../sandbox/page/protocol.ts';
import type { House } from '../stories/house.ts';
import { buttonValue, openHouse, people } from '../stories/house.ts';
import { boltLog } from './bolt-log.ts';
import { createNotify } from './notify.ts';
import { open, seal } from './token.ts';

const { ana, bo } = people;
const ignore = () => undefined;
let house: House & { close(): Promise<void> };
let card: CardId;
beforeEach(async () => {
  house = await openHouse();
  await house.ask(ana, 'request payments-db/write 1h Refund 8812 is stuck');
  const value = buttonValue(await house.card(bo, 'approve'), 'approve') ?? '';
  card = cardId(open(house.config.secretKey, value, 'approve')?.card ?? '');
});
afterEach(() => house.close());

/** A notifier whose buttons differ from what was drawn before, so that there is something to draw. */
function notifier(key: Uint8Array = new Uint8Array(32).fill(9), engine: Engine = house.hallpass().engine) {
  const client = new WebClient(house.sandbox.tokens.bot, {
    slackApiUrl: house.sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: boltLog({ debug: ignore, info: ignore, warn: ignore, error: ignore }),
  });
  return createNotify({
    engine,
    client,
    ink: () => ({ now: house.now(), token: (action, sealed) => seal(key, sealed, action) }),
  });
}

const calls = (method: string): number =>
  house.sandbox.traffic().filter((entry) => entry.what.includes(method)).length;
const copies = () => house.sandbox.dm(bo).filter((message) => buttonValue(message, 'approve') !== undefined);
const fail = (method: string, fault: FaultPlan['fault']) =>
  house.sandbox.faults([{ method, times: 1, fault }]);

test('a card that shows its state already is left alone', async () => {
  const before = house.sandbox.traffic().length;
  expect(await notifier(house.config.secretKey)(card)).toEqual({ is: 'done' });
  expect(house.sandbox.traffic().length).toBe(before);
});

test('a card that shows something else is updated in place, and the next time left alone', async () => {
  const notify = notifier();
  const [posts, updates] = [calls('chat.postMessage'), calls('chat.update')];
  expect(await notify(card)).toEqual({ is: 'done' });
  expect(await notify(card)).toEqual({ is: 'done' });
  expect(calls('chat.update')).toBe(updates + 1);
  expect(calls('chat.postMessage')).toBe(posts);
  expect(copies()).toHaveLength(1);
});

test.each<readonly [string, FaultPlan['fault'], object]>([
  [
    'a rate limit is waited out as long as Slack says',
    { kind: 'ratelimited', retryAfterSeconds: 7 },
    { is: 'retry', afterMs: 7_000 },
  ],
  ['a 503 is tried again', { kind: 'status', status: 503 }, { is: 'retry' }],
  ['a lost connection is tried again', { kind: 'reset' }, { is: 'retry' }],
  [
    'an internal error of Slack is tried again',
    { kind: 'error', error: 'internal_error' },
    { is: 'retry', afterMs: 2_000 },
  ],
  [
    'a revoked token is tried again, slowly',
    { kind: 'error', error: 'token_revoked' },
    { is: 'retry', afterMs: 60_000 },
  ],
  [
    'blocks that Slack does not take are not tried again',
    { kind: 'error', error: 'invalid_blocks' },
    { is: 'undeliverable' },
  ],
])('%s', async (...[, fault, expected]) => {
  const notify = notifier();
  fail('chat.update', fault);
  expect(await notify(card)).toMatchObject(expected);
  expect(await notify(card)).toEqual({ is: 'done' });
  expect(copies()).toHaveLength(1);
});

test.each(['message_not_found', 'channel_not_found', 'cant_update_message'])(
  'after %s a new message is posted and the card lives there',
  async (error) => {
    const notify = notifier();
    const posts = calls('chat.postMessage');
    fail('chat.update', { kind: 'error', error });
    expect(await notify(card)).toEqual({ is: 'done' });
    expect(calls('chat.postMessage')).toBe(posts + 1);
    const seen = await house.hallpass().engine.look.card(card);
    expect(copies().at(-1)).toMatchObject({ channel: seen?.card.channel, ts: seen?.card.ts });
  },
);

test('a post says nothing Slack would unfurl and names its card', async () => {
  fail('chat.update', { kind: 'error', error: 'message_not_found' });
  await notifier()(card);
  const post = house.sandbox.traffic().findLast((entry) => entry.what.includes('chat.postMessage'));
  expect(JSON.stringify(post?.request)).toMatch(/"unfurl_links":"?false"?,"unfurl_media":"?false/);
  expect(JSON.stringify(post?.request)).toContain('hallpass_card');
});

test.each(['user_disabled', 'user_not_found'])('somebody who is %s cannot be told', async (error) => {
  house.sandbox.faults([
    { method: 'chat.update', times: 1, fault: { kind: 'error', error: 'message_not_found' } },
    { method: 'conversations.open', times: 1, fault: { kind: 'error', error } },
  ]);
  expect(await notifier()(card)).toEqual({ is: 'undeliverable', error });
});

describe('a card in a channel', () => {
  /** The card as if it stood in a channel since so long ago. */
  const inChannel = (days: number): Engine => {
    const { engine } = house.hallpass();
    return {
      ...engine,
      look: {
        ...engine.look,
        card: async (id) => {
          const seen = await engine.look.card(id);
          if (seen === undefined) return undefined;
          const { person: _, ts: __, shown: ___, ...rest } = seen.card;
          const createdAt = seen.now - days * 86_400_000;
          return {
            ...seen,
            viewer: undefined,
            card: { ...rest, role: 'told', channel: 'C0ACCESS', createdAt },
          };
        },
      },
    };
  };
  const notified = (days: number) => notifier(new Uint8Array(32).fill(9), inChannel(days))(card);

  test.each(['not_in_channel', 'is_archived', 'channel_not_found', 'restricted_action'])(
    'waits for an invitation after %s, and is given up after a week',
    async (error) => {
      const fault = { kind: 'error', error } as const;
      house.sandbox.faults([{ method: 'chat.postMessage', times: 2, fault }]);
      expect(await notified(6)).toEqual({
        is: 'retry',
        afterMs: 600_000,
        error: `${error}: Hallpass cannot write in the channel C0ACCESS; invite it there, or name another in the policy`,
      });
      expect(await notified(7)).toMatchObject({ is: 'undeliverable', error: expect.stringContaining(error) });
    },
  );

  test('is posted there, without opening a conversation', async () => {
    const opened = calls('conversations.open');
    expect(await notified(0)).toEqual({ is: 'done' });
    expect(house.sandbox.channel('C0ACCESS')).toHaveLength(1);
    expect(calls('conversations.open')).toBe(opened);
  });
});

test('somebody without a Slack account cannot be told', async () => {
  const { engine } = house.hallpass();
  const unlinked: Engine = {
    ...engine,
    look: {
      ...engine.look,
      card: async (id) => {
        const seen = await engine.look.card(id);
        return seen?.viewer && { ...seen, viewer: { person: seen.viewer.person } };
      },
    },
  };
  expect(await notifier(new Uint8Array(32).fill(9), unlinked)(card)).toEqual({
    is: 'undeliverable',
    error: 'the person has no Slack account',
  });
});

test('a card that does not exist is no reason to try again', async () => {
  expect(await notifier()(cardId('card_none'))).toMatchObject({ is: 'undeliverable' });
});

test('ten calls at once never post twice', async () => {
  const posts = calls('chat.postMessage');
  const notify = notifier();
  house.sandbox.faults([
    { method: 'chat.update', times: 10, fault: { kind: 'error', error: 'message_not_found' } },
    { method: 'chat.postMessage', times: 1, fault: { kind: 'slow', delayMs: 100 } },
  ]);
  const all = await Promise.all(Array.from({ length: 10 }, () => notify(card)));
  expect(all.every((one) => one.is === 'done')).toBe(true);
  expect(calls('chat.postMessage')).toBe(posts + 1);
});

test('a message that was posted while the store was away is not posted again', async () => {
  const { engine } = house.hallpass();
  const state = { away: true };
  const shaky: Engine = {
    ...engine,
    handle: (command, delivery) =>
      state.away && command.kind === 'card_shown'
        ? Promise.reject(new Error('the database is locked'))
        : engine.handle(command, delivery),
    look: {
      ...engine.look,
      // As if the first post had never been recorded.
      card: async (id) => {
        const seen = await engine.look.card(id);
        if (seen === undefined || !state.away) return seen;
        const { channel: _, ts: __, shown: ___, person, ...fresh } = seen.card;
        return person && { ...seen, card: { ...fresh, person } };
      },
    },
  };
  const notify = notifier(new Uint8Array(32).fill(9), shaky);
  const posts = calls('chat.postMessage');
  await expect(notify(card)).rejects.toThrow('locked');
  await expect(notify(card)).rejects.toThrow('locked');
  expect(calls('chat.postMessage')).toBe(posts + 1);
  state.away = false;
  expect(await notify(card)).toEqual({ is: 'done' });
});
