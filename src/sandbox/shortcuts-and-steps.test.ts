// Shortcuts, custom steps, threads and channels, as unmodified Bolt hears of them over both ways of delivery.
import type { ModalView } from '@slack/types';
import { afterEach, describe, expect, test } from 'vitest';
import { ANNA, BEN, MANIFEST, rig, stopAll } from './test-bolt.ts';

afterEach(stopAll);

const APP = 'U0000BOT1';
const GENERAL = { id: 'C00000001', name: 'general', kind: 'channel', members: [ANNA.id, APP] } as const;
const manifest = MANIFEST.replace(
  'oauth_config',
  `  shortcuts:
    - { name: Ask for access, type: global, callback_id: ask, description: Opens the form }
    - { name: Remind me, type: message, callback_id: remind, description: Reminds you of a message }
functions:
  grant:
    title: Grant access
    description: Grants what was asked for
    input_parameters:
      properties: { who: { type: slack#/types/user_id }, what: { type: string } }
      required: [who]
    output_parameters: { properties: { until: { type: string } }, required: [until] }
oauth_config`,
)
  .replace('users:read.email]', 'users:read.email, channels:read, channels:history, app_mentions:read]')
  .replace(
    'user_change]',
    'user_change, message.channels, app_mention, member_joined_channel, member_left_channel]',
  );
const options = { manifest, channels: [GENERAL] };
const title = { type: 'plain_text', text: 'Ask' } as const;
const modal: ModalView = { type: 'modal', title, blocks: [{ type: 'divider' }] };

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  test('a global shortcut opens a modal, and has no conversation to answer in', async () => {
    const seen: object[] = [];
    const { slack } = await rig(
      mode,
      (app) =>
        app.shortcut('ask', async ({ shortcut, ack, client }) => {
          seen.push(shortcut);
          await ack();
          await client.views.open({ trigger_id: shortcut.trigger_id, view: modal });
        }),
      options,
    );
    expect(await slack.as(ANNA.id).shortcut('ask')).toEqual({ ok: true });
    await slack.waitFor(() => slack.as(ANNA.id).modals().length === 1, 'the modal');
    expect(seen).toMatchObject([{ type: 'shortcut', callback_id: 'ask', user: { id: ANNA.id } }]);
    expect(seen[0]).not.toHaveProperty('response_url');
    expect(await slack.as(ANNA.id).shortcut('nonsense')).toMatchObject({ error: 'unknown_shortcut' });
    expect(await slack.as(ANNA.id).shortcut('remind')).toMatchObject({ error: 'unknown_shortcut' });
  });

  test('a message shortcut carries the message, and answers to the person who ran it', async () => {
    const { slack } = await rig(
      mode,
      (app) =>
        app.shortcut(
          { type: 'message_action', callback_id: 'remind' },
          async ({ shortcut, ack, respond }) => {
            await ack();
            await respond({ text: `Noted: ${shortcut.message.text}`, replace_original: false });
          },
        ),
      options,
    );
    await slack.as(ANNA.id).say(GENERAL.id, 'buy milk');
    const { ts = '' } = slack.channel(GENERAL.id)[0] ?? {};
    expect(await slack.as(ANNA.id).shortcut('remind', { channel: GENERAL.id, ts })).toEqual({ ok: true });
    const answer = await slack.waitFor(() => slack.channel(GENERAL.id)[1], 'the answer');
    expect(answer).toMatchObject({ text: 'Noted: buy milk', ephemeral: true });
    const blind = slack.as(BEN.id).shortcut('remind', { channel: GENERAL.id, ts });
    expect(await blind).toMatchObject({ error: 'message_not_found' });
  });

  test('a shortcut nobody acknowledges fails before the eyes of the person', async () => {
    const { slack } = await rig(mode, () => undefined, options);
    const error = mode === 'socket' ? 'operation_timeout' : 'dispatch_failed';
    expect(await slack.as(ANNA.id).shortcut('ask')).toMatchObject({ ok: false });
    const [notice] = slack.as(ANNA.id).notices();
    expect(notice?.text).toMatch(
      new RegExp(`^Ask for access failed with the error "(operation_timeout|${error})"$`),
    );
  });

  test('a workflow runs a custom step, and the app says how it ended, once', async () => {
    const seen: object[] = [];
    const { slack, app } = await rig(
      mode,
      (bolt) =>
        bolt.function('grant', async ({ event, inputs, complete, fail }) => {
          seen.push(event);
          await (inputs['what'] === 'trouble'
            ? fail({ error: 'no such thing' })
            : complete({ outputs: { until: '5 pm' } }));
        }),
      options,
    );
    expect(await slack.steps.run('grant', {})).toMatchObject({ error: 'missing_inputs' });
    expect(await slack.steps.run('grant', { who: ANNA.id, what: 'grafana' })).toEqual({ ok: true });
    expect(await slack.steps.run('grant', { who: ANNA.id, what: 'trouble' })).toEqual({ ok: true });
    await slack.waitFor(() => slack.steps.list().every(({ status }) => status !== 'running'), 'both runs');
    expect(slack.steps.list()).toMatchObject([
      { status: 'completed', outputs: { until: '5 pm' } },
      { status: 'failed', error: 'no such thing' },
    ]);
    const [parameter] = [{ name: 'who', type: 'slack#/types/user_id', is_required: true }];
    expect(seen[0]).toMatchObject({
      type: 'function_executed',
      function: { callback_id: 'grant', input_parameters: [parameter, { name: 'what', is_required: false }] },
      inputs: { who: ANNA.id },
    });
    const again = app.client.functions.completeSuccess({
      function_execution_id: 'Fx000001',
      outputs: { until: '6' },
    });
    await expect(again).rejects.toMatchObject({ data: { error: 'execution_not_in_running_state' } });
  });

  test('threads, mentions, and who comes into a channel and leaves it', async () => {
    const seen: object[] = [];
    const { slack } = await rig(
      mode,
      (app) => {
        for (const type of [
          'message',
          'app_mention',
          'member_joined_channel',
          'member_left_channel',
        ] as const)
          app.event(type, async ({ event }) => void seen.push(event));
      },
      options,
    );
    await slack.as(BEN.id).join(GENERAL.id);
    await slack.as(ANNA.id).say(GENERAL.id, 'who is on call?');
    const root = slack.channel(GENERAL.id)[0]?.ts ?? '';
    await slack.as(BEN.id).say(GENERAL.id, '@hallpass knows', root);
    await slack.as(BEN.id).leave(GENERAL.id);
    await slack.waitFor(() => seen.length === 5, 'five events');
    const thread = { thread_ts: root, parent_user_id: ANNA.id, channel: GENERAL.id, user: BEN.id };
    expect(seen).toMatchObject([
      { type: 'member_joined_channel', user: BEN.id, channel: GENERAL.id, channel_type: 'C' },
      { type: 'message', text: 'who is on call?', channel_type: 'channel' },
      { type: 'message', ...thread },
      { type: 'app_mention', text: `<@${APP}> knows`, ...thread },
      { type: 'member_left_channel', user: BEN.id },
    ]);
    expect(slack.channel(GENERAL.id)[1]).toMatchObject({ threadTs: root });
  });

  test('the Messages tab is opened like the Home tab, and the event says which', async () => {
    const seen: object[] = [];
    const { slack } = await rig(mode, (app) =>
      app.event('app_home_opened', async ({ event }) => void seen.push(event)),
    );
    await slack.as(ANNA.id).openHome('messages');
    await slack.as(ANNA.id).openHome();
    await slack.waitFor(() => seen.length === 2, 'both events');
    expect(seen).toMatchObject([{ tab: 'messages' }, { tab: 'home' }]);
  });
});
