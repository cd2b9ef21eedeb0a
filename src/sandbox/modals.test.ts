import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Shape } from './json.ts';
import type { Sandbox } from './sandbox.ts';
import type { Envelope, TestApp } from './test-workspace.ts';
import { anna, ben, call, connect, manifest, openWorkspace } from './test-workspace.ts';

let slack: Sandbox;
let app: TestApp;
let answers: Record<string, Shape>;
beforeEach(async () => {
  slack = await openWorkspace({ clock: { running: false } });
  answers = {};
  app = await connect(slack, ({ payload }) => answers[String(payload['type'])]);
});
afterEach(() => slack.stop());

const plain = (text: string) => ({ type: 'plain_text', text });
const field = (block: string, more = {}) => ({
  type: 'input',
  block_id: block,
  label: plain(block),
  element: { type: 'plain_text_input', action_id: 'text' },
  ...more,
});
const modal = (title: string, more: object = {}) => ({
  type: 'modal',
  callback_id: title,
  title: plain(title),
  submit: plain('OK'),
  blocks: [field('why'), field('where', { optional: true })],
  ...more,
});

async function trigger(): Promise<string> {
  await slack.as(anna.id).command('/access request');
  return lastTrigger();
}
const last = (): Envelope => app.envelopes.at(-1)!;
const lastTrigger = () => String(last().payload['trigger_id']);
const open = async (view: Shape = modal('One')) =>
  call(slack, 'views.open', { trigger_id: await trigger(), view });
const titles = () =>
  slack
    .as(anna.id)
    .modals()
    .map(({ title }) => title);

describe('a trigger', () => {
  test('opens one modal, within three seconds, and only if Slack issued it', async () => {
    const id = await trigger();
    const view = modal('One');
    expect(await call(slack, 'views.open', { trigger_id: 'made.up', view })).toMatchObject({
      error: 'invalid_trigger_id',
    });
    expect(await call(slack, 'views.open', { trigger_id: id, view })).toMatchObject({
      ok: true,
      view: { id: 'V000001', root_view_id: 'V000001', previous_view_id: null, state: { values: {} } },
    });
    expect(await call(slack, 'views.open', { trigger_id: id, view })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    const late = await trigger();
    await slack.advance(4);
    expect(await call(slack, 'views.open', { trigger_id: late, view })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });
});

describe('the stack', () => {
  test('holds three modals and refuses the fourth', async () => {
    await open(modal('One', { blocks: [field('why', { dispatch_action: true })] }));
    for (const title of ['Two', 'Three']) {
      await slack.as(anna.id).fill('text', 'x');
      const view = modal(title, { blocks: [field('why', { dispatch_action: true })] });
      expect(await call(slack, 'views.push', { trigger_id: lastTrigger(), view })).toMatchObject({
        ok: true,
        view: { root_view_id: 'V000001' },
      });
    }
    expect(titles()).toEqual(['One', 'Two', 'Three']);
    await slack.as(anna.id).fill('text', 'x');
    expect(await call(slack, 'views.push', { trigger_id: lastTrigger(), view: modal('Four') })).toMatchObject(
      {
        error: 'push_limit_reached',
      },
    );
    const [root] = slack.as(anna.id).modals();
    expect(await slack.as(anna.id).click({ kind: 'modal', view: root!.id }, 'text')).toMatchObject({
      error: 'view_not_on_top',
    });
  });

  test('is told of closing when it asked to be, the whole of it when the modal clears', async () => {
    await open(modal('One', { notify_on_close: true, blocks: [field('why', { dispatch_action: true })] }));
    await slack.as(anna.id).fill('text', 'x');
    const view = modal('Two', { clear_on_close: true, notify_on_close: true });
    await call(slack, 'views.push', { trigger_id: lastTrigger(), view });
    await slack.as(anna.id).closeModal();
    expect(titles()).toEqual([]);
    const closings = app.envelopes.map(({ payload }) => payload).filter(({ type }) => type === 'view_closed');
    expect(closings).toMatchObject([
      { is_cleared: true, view: { callback_id: 'One' } },
      { is_cleared: true, view: { callback_id: 'Two' } },
    ]);
  });
});

describe('an update', () => {
  test('keeps what was typed where block and action stay, and loses it elsewhere', async () => {
    const { view } = await open();
    const id = String(Object(view)['id']);
    await slack.as(anna.id).fill('text', 'on call');
    await call(slack, 'views.update', {
      view_id: id,
      view: modal('One', { blocks: [field('why'), field('new')] }),
    });
    expect(slack.as(anna.id).modals()[0]?.values).toMatchObject({
      why: { text: { value: 'on call' } },
      new: { text: { value: null } },
    });
  });

  test('is refused for a stale hash, an unknown view and a closed one', async () => {
    const { view } = await open(modal('One', { external_id: 'mine' }));
    const { id, hash } = Object(view);
    const update = (args: Shape) => call(slack, 'views.update', { view: modal('New'), ...args });
    expect(await update({ view_id: id, hash })).toMatchObject({ ok: true });
    expect(await update({ external_id: 'mine', hash })).toMatchObject({ error: 'hash_conflict' });
    expect(await update({ view_id: 'V404' })).toMatchObject({ error: 'not_found' });
    await slack.as(anna.id).closeModal();
    expect(await update({ view_id: id })).toMatchObject({ error: 'not_found' });
  });

  test('cannot take an external id that another view has', async () => {
    await open(modal('One', { external_id: 'mine' }));
    await slack.as(ben.id).command('/access request');
    const view = modal('Other', { external_id: 'mine' });
    expect(await call(slack, 'views.open', { trigger_id: lastTrigger(), view })).toMatchObject({
      error: 'duplicate_external_id',
    });
  });
});

describe('a submission', () => {
  test('carries the state, the metadata and the person', async () => {
    await open(modal('One', { private_metadata: 'ref-1' }));
    await slack.as(anna.id).fill('text', 'on call');
    expect(await slack.as(anna.id).submit()).toEqual({ ok: true });
    expect(last().payload).toMatchObject({
      type: 'view_submission',
      user: { id: anna.id, team_id: 'T00000001' },
      team: { id: 'T00000001', domain: 'sandbox' },
      view: {
        private_metadata: 'ref-1',
        state: {
          values: {
            why: { text: { type: 'plain_text_input', value: 'on call' } },
            where: { text: { value: null } },
          },
        },
      },
      response_urls: [],
    });
    expect(titles()).toEqual([]);
  });

  test.each([
    [
      'errors for a block that is not there',
      { response_action: 'errors', errors: { nowhere: 'x' } },
      'invalid_errors',
    ],
    ['a view Slack would refuse', { response_action: 'update', view: { type: 'modal' } }, 'invalid_view'],
    ['an action nobody knows', { response_action: 'explode' }, 'invalid_response_action'],
  ])('answered with %s leaves the modal open with a banner', async (_name, answer, error) => {
    answers['view_submission'] = answer;
    await open();
    await slack.as(anna.id).fill('text', 'on call');
    expect(await slack.as(anna.id).submit()).toMatchObject({
      ok: false,
      error,
      text: expect.stringContaining('trouble'),
    });
    expect(titles()).toEqual(['One']);
    expect(slack.as(anna.id).notices()).toHaveLength(1);
  });

  test('is held back by the client while numbers, addresses and lengths are wrong', async () => {
    const typed = (block: string, element: Shape) =>
      field(block, { element: { action_id: block, ...element } });
    await open(
      modal('One', {
        blocks: [
          typed('days', { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '30' }),
          typed('mail', { type: 'email_text_input' }),
          typed('link', { type: 'url_text_input' }),
          typed('note', { type: 'plain_text_input', max_length: 3 }),
        ],
      }),
    );
    const person = slack.as(anna.id);
    for (const [action, value] of Object.entries({
      days: '31',
      mail: 'nobody',
      link: 'nowhere',
      note: 'long',
    })) {
      await person.fill(action, value);
    }
    expect(await person.submit()).toMatchObject({
      errors: {
        days: 'Enter a number of at most 30.',
        mail: 'Enter a valid email address.',
        link: 'Enter a valid URL.',
        note: 'Please enter no more than 3 characters.',
      },
    });
    expect(app.envelopes.filter(({ type }) => type === 'interactive')).toEqual([]);
    await person.fill('days', 30);
    expect(Object.keys(person.modals()[0]!.errors)).toEqual(['mail', 'link', 'note']);
  });
});

describe('what is picked', () => {
  const select = (element: Shape) => ({
    type: 'input',
    block_id: 'b',
    label: plain('l'),
    element: { action_id: 'a', ...element },
  });
  const option = (value: string) => ({ text: plain(value), value });
  const held = () => slack.as(anna.id).modals()[0]?.values['b']?.['a'];

  test.each<[string, Shape, Parameters<ReturnType<Sandbox['as']>['fill']>[1], Shape | string]>([
    [
      'an option by value',
      { type: 'static_select', options: [option('x')] },
      'x',
      { selected_option: option('x') },
    ],
    ['a foreign option', { type: 'static_select', options: [option('x')] }, 'y', 'invalid_value'],
    [
      'several boxes',
      { type: 'checkboxes', options: [option('x'), option('y')] },
      ['x', 'y'],
      { selected_options: [option('x'), option('y')] },
    ],
    ['too many', { type: 'multi_users_select', max_selected_items: 1 }, [anna.id, ben.id], 'invalid_value'],
    ['a person', { type: 'users_select' }, ben.id, { selected_user: ben.id }],
    ['nobody', { type: 'users_select' }, 'U404', 'invalid_value'],
    ['a conversation', { type: 'conversations_select' }, 'C00000001', { selected_conversation: 'C00000001' }],
    ['a date', { type: 'datepicker' }, '2026-12-24', { selected_date: '2026-12-24' }],
    ['no date', { type: 'datepicker' }, 'soon', 'invalid_value'],
    ['a time', { type: 'timepicker' }, '17:45', { selected_time: '17:45' }],
    ['an instant', { type: 'datetimepicker' }, 1_790_000_000, { selected_date_time: 1_790_000_000 }],
  ])('%s', async (...[, element, value, expected]) => {
    await open(modal('One', { blocks: [select(element)] }));
    const result = await slack.as(anna.id).fill('a', value);
    if (typeof expected === 'string') expect(result).toMatchObject({ ok: false, error: expected });
    else expect(held()).toEqual({ type: element['type'], ...expected });
  });
});

describe('the Home tab', () => {
  const home = { type: 'home', blocks: [{ type: 'header', text: plain('Hello') }] };

  test('is refused when the manifest has none, and guarded by its hash', async () => {
    const { view } = await call(slack, 'views.publish', { user_id: anna.id, view: home });
    const { hash } = Object(view);
    expect(await call(slack, 'views.publish', { user_id: anna.id, view: home, hash })).toMatchObject({
      ok: true,
    });
    expect(await call(slack, 'views.publish', { user_id: anna.id, view: home, hash })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await call(slack, 'views.publish', { user_id: 'U404', view: home })).toMatchObject({
      error: 'user_not_found',
    });
    const bare = await openWorkspace({
      manifest: manifest().replace('home_tab_enabled: true', 'home_tab_enabled: false'),
    });
    const refused = await call(bare, 'views.publish', { user_id: anna.id, view: home });
    await bare.stop();
    expect(refused).toMatchObject({ error: 'not_enabled' });
  });

  test('belongs to one person', async () => {
    await call(slack, 'views.publish', { user_id: anna.id, view: home });
    expect(slack.home(anna.id)).toMatchObject({ type: 'home', blocks: [{ type: 'header' }] });
    expect(slack.home(ben.id)).toBeNull();
  });
});
