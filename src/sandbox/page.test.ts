// People in front of the page: a real browser, the real workspace, and an unmodified Bolt app on the other side.
import { App, type BlockAction, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import type { Sandbox } from './sandbox.ts';
import { startSandbox } from './sandbox.ts';

const manifest = `
display_information: { name: Hallpass }
features:
  app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true }
  bot_user: { display_name: Hallpass }
  slash_commands:
    - { command: /access, description: Ask for access, usage_hint: "request [what] | status", should_escape: true }
oauth_config: { scopes: { bot: [chat:write, commands, im:write, users:read] } }
settings:
  event_subscriptions: { bot_events: [app_home_opened] }
  interactivity: { is_enabled: true }
  socket_mode_enabled: true
`;
const anna = {
  id: 'U0000ANNA',
  name: 'anna',
  realName: 'Anna Berg',
  email: 'anna@example.com',
  title: 'Analyst',
};
const ben = {
  id: 'U00000BEN',
  name: 'ben',
  realName: 'Ben Costa',
  email: 'ben@example.com',
  title: 'Data owner',
};
const evil = '<img src=https://evil.example/x onerror=alert(1)> *not bold*';

const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
const text = (words: string) => ({ type: 'plain_text', text: words }) as const;
const askView: ModalView = {
  type: 'modal',
  callback_id: 'ask',
  title: text('Ask for access'),
  submit: text('Ask'),
  close: text('Not now'),
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: text('What'),
      element: { type: 'external_select', action_id: 'bundle', min_query_length: 2 },
    },
    {
      type: 'input',
      block_id: 'long',
      label: text('For how long'),
      element: {
        type: 'static_select',
        action_id: 'hours',
        options: [
          { text: text('1 hour'), value: '1' },
          { text: text('8 hours'), value: '8' },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'why',
      label: text('Why'),
      hint: text('One sentence'),
      element: { type: 'plain_text_input', action_id: 'reason', multiline: true },
    },
  ],
};
const bundles = ['Warehouse: analyst', 'Warehouse: admin', 'Wiki: editor'];

function card(reason: string): KnownBlock[] {
  return [
    {
      type: 'section',
      block_id: 'asked',
      text: { type: 'mrkdwn', text: `*<@${anna.id}>* asks for _Warehouse_` },
    },
    { type: 'section', block_id: 'reason', text: text(reason) },
    {
      type: 'actions',
      block_id: 'decide',
      elements: [
        { type: 'button', action_id: 'approve', text: text('Approve'), style: 'primary', value: 'one-use' },
        {
          type: 'button',
          action_id: 'deny',
          text: text('Deny'),
          style: 'danger',
          confirm: {
            title: text('Deny this?'),
            text: text('Anna will be told.'),
            confirm: text('Yes, deny'),
            deny: text('Back'),
          },
        },
      ],
    },
  ];
}

/** A small approval bot: the same kinds of listeners as ours, and nothing of ours. */
function listen(app: App): void {
  app.command('/access', async ({ command, ack, client }) => {
    if (command.text === 'status') return ack('You hold *nothing*.');
    if (command.text === 'sleep') return undefined;
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: askView });
  });
  app.options('bundle', async ({ ack, payload }) => {
    const fits = bundles.filter((name) => name.toLowerCase().includes(payload.value.toLowerCase()));
    await ack({ options: fits.map((name) => ({ text: text(name), value: name })) });
  });
  app.view('ask', async ({ ack, view, client }) => {
    const reason = view.state.values['why']?.['reason']?.value ?? '';
    if (reason.length < 5)
      return ack({ response_action: 'errors', errors: { why: 'Say it in five letters or more.' } });
    await ack();
    const what = view.state.values['what']?.['bundle']?.selected_option?.text.text ?? 'nothing';
    const hours = view.state.values['long']?.['hours']?.selected_option?.value ?? '0';
    await client.chat.postMessage({
      channel: ben.id,
      text: `Anna asks for ${what}`,
      blocks: card(`${what}, ${hours} h: ${reason}`),
    });
  });
  for (const [action, word] of [
    ['approve', 'Approved'],
    ['deny', 'Denied'],
  ] as const) {
    app.action<BlockAction>(action, async ({ ack, body, client }) => {
      await ack();
      const done = `${word} by <@${body.user.id}>`;
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: done } }];
      await client.chat.update({
        channel: body.channel?.id ?? '',
        ts: body.message?.ts ?? '',
        text: done,
        blocks,
      });
      const sent = await client.chat.postMessage({ channel: anna.id, text: `${word}.` });
      await client.chat.update({
        channel: sent.channel ?? '',
        ts: sent.ts ?? '',
        text: `${word}: Warehouse.`,
      });
    });
  }
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks: KnownBlock[] = [{ type: 'header', text: text('What you hold') }];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
}

const opened = await openBrowser();
const browser: Browser | undefined = 'browser' in opened ? opened.browser : undefined;
const why = 'missing' in opened ? ` (skipped: ${opened.missing})` : '';
if ('missing' in opened && process.env['CI'] !== undefined) throw new Error(opened.missing);
if ('missing' in opened) process.stderr.write(`The page is not tested in a browser. ${opened.missing}\n`);

describe.skipIf(browser === undefined)(`the page of the local workspace${why}`, () => {
  let slack: Sandbox;
  let app: App;
  let page: Page;
  let members: string[][] = [];
  let complaints: string[] = [];
  const see = (words: string | RegExp) => page.getByText(words).first().waitFor({ timeout: 8_000 });
  const focused = (name: string) => page.locator(':focus').getAttribute(name);

  beforeAll(async () => {
    slack = await startSandbox({
      manifest,
      users: [anna, ben],
      channels: [{ id: 'C00000001', name: 'general', kind: 'channel', members: [anna.id, ben.id] }],
      panels: [
        {
          id: 'guide',
          title: 'Try this',
          read: async () => ({ note: '', columns: [], rows: [['Type `/access`.']] }),
        },
        {
          id: 'members',
          title: 'Members',
          read: async () => ({ note: '', columns: ['Person'], rows: members }),
        },
      ],
    });
    const { tokens, apiUrl } = slack;
    const receiver = new SocketModeReceiver({
      appToken: tokens.app,
      installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
      logger: quiet,
    });
    app = new App({ token: tokens.bot, receiver, logger: quiet, clientOptions: { slackApiUrl: apiUrl } });
    listen(app);
    await app.start();
  });
  afterAll(async () => {
    await browser?.close();
    await app.stop();
    await slack.stop();
  });

  beforeEach(async () => {
    complaints = [];
    const context = await browser!.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(slack.url) && !request.url().startsWith('data:'))
        complaints.push(request.url());
    });
    await page.goto(slack.pageUrl);
    await page.locator('#composer').waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  test('a request is made with the keyboard alone and approved with one click by somebody else', async () => {
    expect(page.url()).not.toContain(slack.tokens.control);
    await page.keyboard.type('/acc');
    await page.keyboard.press('Enter');
    await page.keyboard.type('request');
    await page.keyboard.press('Enter');
    await page.locator('dialog.modal').waitFor();
    expect(await focused('data-action-id')).toBe('bundle');
    await page.keyboard.type('ware');
    await page.getByRole('option', { name: 'Warehouse: admin' }).waitFor();
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').inputValue()).toBe('Warehouse: analyst');
    await page.keyboard.press('Tab');
    while ((await focused('data-action-id')) !== 'hours') await page.keyboard.press('Tab');
    await page.keyboard.type('8');
    await page.keyboard.press('Tab');
    await page.keyboard.type(evil);
    while ((await focused('type')) !== 'submit') await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('dialog.modal').waitFor({ state: 'detached' });

    await page.getByLabel('1 unread').waitFor();
    await page.locator(`[data-person-id=${ben.id}]`).click();
    await see(`Warehouse: analyst, 8 h: ${evil}`);
    expect(await page.locator('.message img').count()).toBe(0);
    await page.locator('[data-action-id=approve]').last().click();
    await see(/Approved by/u);
    expect(await page.locator('[data-action-id=approve]').count()).toBe(0);
    await page.locator(`[data-person-id=${anna.id}]`).press('Enter');
    await see('Approved: Warehouse.');
    await see('(edited)');
    expect(slack.dm(ben.id)[0]?.text).toBe(`Approved by <@${ben.id}>`);
  });

  test('what is missing is said at its field, typing outlives a refresh, and Escape closes the form', async () => {
    await page.locator('#composer').fill('/access request');
    await page.keyboard.press('Enter');
    const reason = page.locator('[data-action-id=reason]');
    await reason.fill('abc');
    await page.locator('[data-submit]').click();
    await see('Please complete this required field.');
    expect(await reason.getAttribute('aria-invalid')).toBe(null);
    expect(await focused('data-action-id')).toBe('bundle');
    await page.keyboard.type('wiki');
    await page.getByRole('option', { name: 'Wiki: editor' }).click();
    await page.locator('[data-action-id=hours]').selectOption('1');
    await page.locator('[data-submit]').click();
    await see('Say it in five letters or more.');
    const error = await page.locator('.field-error').last().getAttribute('id');
    expect((await reason.getAttribute('aria-describedby'))?.split(' ')).toContain(error);
    expect(await focused('data-action-id')).toBe('reason');
    await page.keyboard.press('End');
    await page.keyboard.type('d, and ');
    await slack.as(ben.id).say('C00000001', 'Anything new?');
    await page.locator('[data-place=C00000001] .unread-badge').waitFor();
    await page.keyboard.type('more');
    expect(await reason.inputValue()).toBe('abcd, and more');
    await page.keyboard.press('Escape');
    await page.locator('dialog.modal').waitFor({ state: 'detached' });
    expect(slack.as(anna.id).modals()).toEqual([]);
    expect(await focused('id')).toBe('composer');
    await page.keyboard.type('again');
    expect(await page.locator('#composer').inputValue()).toBe('again');
  });

  test('a confirmation holds a dangerous click back until it is given', async () => {
    await slack.as(anna.id).command('/access request');
    await slack.waitFor(() => slack.as(anna.id).modals().length === 1, 'the form');
    await slack
      .as(anna.id)
      .suggest({ kind: 'modal', view: slack.as(anna.id).modals()[0]!.id }, 'bundle', 'wiki');
    await slack.as(anna.id).fill('bundle', 'Wiki: editor');
    await slack.as(anna.id).fill('hours', '1');
    await slack.as(anna.id).fill('reason', 'To fix a page');
    await slack.as(anna.id).submit();
    await page.locator(`[data-person-id=${ben.id}]`).click();
    await page.locator('[data-action-id=deny]').click();
    await see('Anna will be told.');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused('data-action-id')).toBe('deny');
    await page.keyboard.press('Enter');
    await page.locator('[data-confirm=confirm]').click();
    await see(/Denied by/u);
  });

  test('a private answer says so, and an app that stays silent is reported in the conversation', async () => {
    await page.locator('#composer').fill('/access status');
    await page.keyboard.press('Enter');
    await see('Only visible to you');
    expect(await page.locator('.message.ephemeral strong', { hasText: 'nothing' }).count()).toBe(1);
    await page.locator('#composer').fill('/access sleep');
    await page.keyboard.press('Enter');
    await page.locator('.toast[role=alert]').waitFor();
    await page.locator('.notice', { hasText: 'operation_timeout' }).waitFor();
    expect(await page.locator('#composer').inputValue()).toBe('/access sleep');
  });

  test('a link to a message leads to it inside the page, and a link to elsewhere is an ordinary one', async () => {
    const { client } = app;
    const card = await client.chat.postMessage({ channel: anna.id, text: 'The card of your request' });
    for (let line = 0; line < 30; line += 1)
      await client.chat.postMessage({ channel: anna.id, text: `Line ${line}` });
    const at = { channel: card.channel ?? '', message_ts: card.ts ?? '' };
    const { permalink: url = '' } = await client.chat.getPermalink(at);
    const links: RichTextSection = {
      type: 'rich_text_section',
      elements: [
        { type: 'link', url, text: 'Open it' },
        { type: 'link', url: 'https://help.example/link', text: 'Elsewhere' },
      ],
    };
    const blocks: KnownBlock[] = [{ type: 'rich_text', elements: [links] }];
    await client.chat.postMessage({ channel: anna.id, text: 'You asked already.', blocks });
    await page.locator('[data-place=home]').click();
    await page.locator(`[data-place=${at.channel}]`).click();
    await page.getByRole('link', { name: 'Open it' }).click();
    const place = await page.locator(`[data-ts="${at.message_ts}"]:focus`).boundingBox();
    expect(place?.y).toBeGreaterThan(0);
    expect(page.context().pages()).toHaveLength(1);
    const elsewhere = page.getByRole('link', { name: 'Elsewhere' });
    expect([await elsewhere.getAttribute('href'), await elsewhere.getAttribute('target')]).toEqual([
      'https://help.example/link',
      '_blank',
    ]);
  });

  test('Home is fetched when it is opened, and the tables follow the clock', async () => {
    await page.locator('[data-place=home]').click();
    await see('What you hold');
    await see('Type');
    await page.locator('[data-guide=hide]').click();
    await page.locator('[data-guide=show]').waitFor();
    members = [['Anna Berg']];
    const before = slack.now();
    await page.locator('[data-advance="3600"]').click();
    await page.locator('[data-panel=members] td', { hasText: 'Anna Berg' }).waitFor();
    expect(slack.now() - before).toBeGreaterThanOrEqual(3_600_000);
  });
});
