import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from './sandbox.ts';
import type { TestApp } from './test-workspace.ts';
import { anna, call, connect, manifest, openWorkspace } from './test-workspace.ts';

const general = 'C00000001';
const APP = 'U0000BOT1';
let slack: Sandbox;
let app: TestApp;
beforeEach(async () => {
  slack = await openWorkspace({
    clock: { start: Date.UTC(2026, 10, 23, 9), running: false },
    manifest: manifest('chat:write, commands, channels:history')
      .replace('user_change]', 'user_change, message.channels, message.im]')
      .replace('messages_tab_read_only_enabled: true', 'messages_tab_read_only_enabled: false'),
  });
  app = await connect(slack);
});
afterEach(() => slack.stop());

const heard = async () => {
  await slack.settled();
  return app.envelopes.flatMap(({ payload }) => payload['event'] ?? []);
};

test('an app hears its own messages, changed and deleted ones too, and can tell them by its bot id', async () => {
  const { ts } = await call(slack, 'chat.postMessage', { channel: general, text: 'one' });
  await call(slack, 'chat.update', { channel: general, ts: String(ts), text: 'two' });
  await call(slack, 'chat.delete', { channel: general, ts: String(ts) });
  const own = { type: 'message', bot_id: 'B00000001', user: APP };
  const hidden = { type: 'message', hidden: true, channel: general };
  expect(await heard()).toMatchObject([
    { ...own, text: 'one', ts, channel: general, channel_type: 'channel' },
    {
      ...hidden,
      subtype: 'message_changed',
      message: { ...own, text: 'two' },
      previous_message: { text: 'one' },
    },
    { ...hidden, subtype: 'message_deleted', deleted_ts: ts, previous_message: { text: 'two' } },
  ]);
});

test('an answer in a thread names the thread and whose it is', async () => {
  await slack.as(anna.id).say(general, 'question');
  const root = slack.channel(general)[0]?.ts ?? '';
  await call(slack, 'chat.postMessage', { channel: general, text: 'answer', thread_ts: root });
  expect((await heard()).at(-1)).toMatchObject({ thread_ts: root, parent_user_id: anna.id });
});

test('what is scheduled, and what comes by a response URL into the channel, is heard; what one person sees is not', async () => {
  const at = slack.now() / 1000 + 60;
  await call(slack, 'chat.scheduleMessage', { channel: general, text: 'later', post_at: at });
  await call(slack, 'chat.postEphemeral', { channel: general, user: anna.id, text: 'psst' });
  await slack.as(anna.id).command('/access', { channel: general });
  const url = String(app.envelopes.at(-1)?.payload['response_url']);
  for (const message of [{ text: 'quiet' }, { text: 'loud', response_type: 'in_channel' }])
    await fetch(url, { method: 'POST', body: JSON.stringify(message) });
  await slack.advance(60);
  expect((await heard()).map((event) => Object(event)['text'])).toEqual(['loud', 'later']);
});

test('an app without the scope for a kind of conversation hears nothing of it', async () => {
  await slack.as(anna.id).say(APP, 'hello?');
  expect(slack.dm(anna.id)).toMatchObject([{ text: 'hello?' }]);
  expect(await heard()).toEqual([]);
});
