// Unmodified Bolt 5 against the sandbox, over both ways of delivery; only slackApiUrl differs from production.

import type { KnownBlock, ModalView } from '@slack/types';
import { afterEach, describe, expect, test } from 'vitest';
import { ANNA, BEN, rig, stopAll } from './test-bolt.ts';

afterEach(stopAll);

const text = (words: string) => ({ type: 'plain_text', text: words }) as const;
const modal = (title: string, blocks: KnownBlock[] = [reasonInput]): ModalView => ({
  type: 'modal',
  callback_id: 'ask',
  title: text(title),
  submit: text('Ask'),
  blocks,
});
const reasonInput: KnownBlock = {
  type: 'input',
  block_id: 'reason',
  label: text('Why'),
  element: { type: 'plain_text_input', action_id: 'text', min_length: 5 },
};
const card = [
  { type: 'section', block_id: 's', text: text('Anna asks for Grafana') },
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      { type: 'button', action_id: 'approve', text: text('Approve'), value: 'secret-1', style: 'primary' },
    ],
  },
] as const;

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  test('a command is acknowledged and its answer is shown to the person alone', async () => {
    const seen: object[] = [];
    const { slack } = await rig(mode, (app) =>
      app.command('/access', async ({ command, ack }) => {
        seen.push(command);
        await ack(`You wrote ${command.text}`);
      }),
    );
    const result = await slack.as(ANNA.id).command('/access request for @ben in #general');
    expect(result).toMatchObject({ ok: true, ephemeral: [{ ephemeral: true }] });
    expect(slack.dm(ANNA.id)[0]?.text).toBe('You wrote request for <@U00000BEN|ben> in <#C00000001|general>');
    expect(slack.dm(BEN.id)).toEqual([]);
    expect(seen[0]).toMatchObject({
      user_name: 'anna',
      channel_name: 'directmessage',
      is_enterprise_install: 'false',
    });
    slack.as(ANNA.id).reload();
    expect(slack.dm(ANNA.id)).toEqual([]);
  });

  test('a modal opens, refuses, is corrected, updated, pushed and closed', async () => {
    let submissions = 0;
    const { slack } = await rig(mode, (app) => {
      app.command('/access', async ({ ack, client, command }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: modal('First') });
      });
      app.view('ask', async ({ ack, view }) => {
        submissions += 1;
        const typed = view.state.values['reason']?.['text']?.value;
        if (typed === 'wrong reason')
          await ack({ response_action: 'errors', errors: { reason: 'Say more' } });
        else if (view.title.text === 'First') await ack({ response_action: 'update', view: modal('Second') });
        else if (view.title.text === 'Second') await ack({ response_action: 'push', view: modal('Third') });
        else await ack({ response_action: 'clear' });
      });
    });
    const anna = slack.as(ANNA.id);
    await anna.command('/access request');
    await slack.waitFor(() => anna.modals().length === 1, 'the modal');
    expect(await anna.submit()).toMatchObject({
      ok: false,
      errors: { reason: 'Please complete this required field.' },
    });
    await anna.fill('text', 'hey');
    expect(await anna.submit()).toMatchObject({ errors: { reason: 'Please enter at least 5 characters.' } });
    expect(submissions).toBe(0);
    await anna.fill('text', 'wrong reason');
    expect(await anna.submit()).toMatchObject({ ok: false, errors: { reason: 'Say more' } });
    expect(anna.modals()[0]?.errors).toEqual({ reason: 'Say more' });
    await anna.fill('text', 'on call');
    expect(await anna.submit()).toMatchObject({ ok: true });
    expect(anna.modals().map(({ title }) => title)).toEqual(['Second']);
    expect(anna.modals()[0]?.values).toEqual({
      reason: { text: { type: 'plain_text_input', value: 'on call' } },
    });
    await anna.submit();
    expect(anna.modals().map(({ title }) => title)).toEqual(['Second', 'Third']);
    await anna.fill('text', 'on call');
    await anna.submit();
    expect(anna.modals()).toEqual([]);
  });

  test('a button in a direct message is clicked, and the card is replaced', async () => {
    const { slack, app } = await rig(mode, (bolt) =>
      bolt.action('approve', async ({ ack, body, client, action, respond }) => {
        await ack();
        if (body.type !== 'block_actions' || action.type !== 'button') return;
        await client.chat.update({
          channel: body.channel!.id,
          ts: body.message!.ts,
          text: `Approved ${action.value}`,
        });
        await respond({ text: 'Thank you', replace_original: false });
      }),
    );
    const posted = await app.client.chat.postMessage({
      channel: BEN.id,
      text: 'Please decide',
      blocks: [...card],
    });
    const place = { kind: 'message', channel: posted.channel!, ts: posted.ts! } as const;
    expect(await slack.as(ANNA.id).click(place, 'approve')).toMatchObject({ error: 'message_not_found' });
    expect(await slack.as(BEN.id).click(place, 'approve')).toEqual({ ok: true });
    await slack.waitFor(() => slack.dm(BEN.id).length === 2, 'the thanks');
    expect(slack.dm(BEN.id)).toMatchObject([
      { text: 'Approved secret-1', edited: true, blocks: [], ephemeral: false },
      { text: 'Thank you', ephemeral: true },
    ]);
    expect(await slack.as(BEN.id).click(place, 'approve')).toMatchObject({ error: 'element_not_found' });
    expect(await slack.as(BEN.id).click(place, 'approve', { force: true })).toEqual({ ok: true });
  });

  test('an external select suggests, and what it offered can be picked', async () => {
    const picked: unknown[] = [];
    const select: KnownBlock = {
      type: 'input',
      block_id: 'what',
      dispatch_action: true,
      label: text('What'),
      element: { type: 'external_select', action_id: 'item', min_query_length: 1 },
    };
    const { slack } = await rig(mode, (app) => {
      app.command('/access', async ({ ack, client, command }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: modal('Pick', [select]) });
      });
      app.options('item', async ({ ack, options }) =>
        ack({ options: [{ text: text(`Grafana ${options.value}`), value: 'grafana' }] }),
      );
      app.action('item', async ({ ack, action }) => {
        picked.push(action);
        await ack();
      });
    });
    const anna = slack.as(ANNA.id);
    await anna.command('/access request');
    const [view] = await slack.waitFor(() => anna.modals().length > 0 && anna.modals(), 'the modal');
    const place = { kind: 'modal', view: view!.id } as const;
    expect(await anna.suggest(place, 'item', '')).toEqual({ options: [], optionGroups: [] });
    expect(await anna.fill('item', 'grafana')).toMatchObject({ error: 'invalid_value' });
    expect(await anna.suggest(place, 'item', 'graf')).toMatchObject({ options: [{ value: 'grafana' }] });
    expect(await anna.fill('item', 'grafana')).toEqual({ ok: true });
    expect(picked).toMatchObject([{ type: 'external_select', selected_option: { value: 'grafana' } }]);
  });

  test('opening the Home tab tells the app, and the second event carries the view', async () => {
    const views: unknown[] = [];
    const { slack } = await rig(mode, (app) =>
      app.event('app_home_opened', async ({ event, client }) => {
        views.push(event.view);
        await client.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [{ type: 'header', text: text('Hello') }] },
        });
      }),
    );
    await slack.as(ANNA.id).openHome();
    await slack.waitFor(() => slack.home(ANNA.id), 'the Home tab');
    await slack.as(ANNA.id).openHome();
    await slack.waitFor(() => views.length === 2, 'the second event');
    expect(views).toMatchObject([undefined, { type: 'home', blocks: [{ type: 'header' }] }]);
  });

  test('people who join and leave are events with the flags Slack sets', async () => {
    const events: object[] = [];
    const { slack } = await rig(mode, (app) => {
      app.event('team_join', async ({ event }) => void events.push(event));
      app.event('user_change', async ({ event }) => void events.push(event));
    });
    await slack.people.join({
      ...ANNA,
      id: 'U0000CARL',
      name: 'carl',
      email: 'carl@example.com',
      flags: ['guest'],
    });
    await slack.people.update(BEN.id, { flags: ['deactivated'] });
    await slack.waitFor(() => events.length === 2, 'both events');
    expect(events).toMatchObject([
      {
        type: 'team_join',
        user: { id: 'U0000CARL', is_restricted: true, profile: { email: 'carl@example.com' } },
      },
      { type: 'user_change', user: { id: BEN.id, deleted: true } },
    ]);
    expect(await slack.as(BEN.id).command('/access help')).toMatchObject({ error: 'account_inactive' });
  });

  test('a delivery is sent again byte for byte', async () => {
    const texts: string[] = [];
    const { slack } = await rig(mode, (app) =>
      app.command('/access', async ({ ack, command }) => {
        texts.push(`${command.text} ${command.trigger_id}`);
        await ack();
      }),
    );
    await slack.as(ANNA.id).command('/access request');
    await slack.redeliver();
    expect(texts).toHaveLength(2);
    expect(texts[0]).toBe(texts[1]);
  });

  test('a 429 and a planned error reach the app as Bolt words them', async () => {
    const { slack, app } = await rig(mode, () => undefined);
    slack.faults([
      { method: 'chat.postMessage', times: 1, fault: { kind: 'ratelimited', retryAfterSeconds: 7 } },
      { method: 'users.info', times: 1, fault: { kind: 'error', error: 'fatal_error' } },
    ]);
    const post = () => app.client.chat.postMessage({ channel: ANNA.id, text: 'hello' });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    await expect(app.client.users.info({ user: ANNA.id })).rejects.toMatchObject({
      data: { error: 'fatal_error' },
    });
    expect(await post()).toMatchObject({ ok: true });
    expect(JSON.stringify(slack.traffic())).not.toContain(slack.tokens.bot);
  });
});
