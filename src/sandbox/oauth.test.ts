// Installing by OAuth, over real HTTP with Slack's own client: consent, codes, rotation, an organisation, and leaving.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Shape } from './json.ts';
import { words } from './json.ts';
import { clientOf, errorOf } from './methods/documented-world.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import type { Consent } from './test-install.ts';
import { clickConsent, openConsent } from './test-install.ts';
import { anna, ben, connect, manifest, openWorkspace } from './test-workspace.ts';

const HERE = 'T00000001';
const THERE = 'T00000002';
const CALLBACK = 'http://127.0.0.1:9/slack/oauth_redirect';
const cleo = { id: 'U0000CLEO', name: 'cleo', realName: 'Cleo "C" Dahl', email: 'cleo@there.example' };
const guest = {
  id: 'U000GUEST',
  name: 'guest',
  realName: 'Gus Guest',
  email: 'g@x.example',
  flags: ['guest'] as const,
};
const scopes = 'chat:write, commands, im:write, users:read, channels:read';
const events = 'user_change, app_uninstalled, tokens_revoked]';
const text = (settings = '') =>
  manifest(scopes, settings)
    .replace(`bot: [${scopes}] }`, `bot: [${scopes}] }, redirect_urls: ['http://127.0.0.1:9/slack']`)
    .replace('user_change]', events);
const there = {
  team: { id: THERE, name: 'There & Then', domain: 'there' },
  users: [cleo, guest],
  channels: [{ id: 'C10000001', name: 'harbour', kind: 'channel' as const, members: [cleo.id, 'U0000BOT2'] }],
};

let slack: Sandbox;
const start = async (options: Partial<SandboxOptions> = {}) => {
  slack = await openWorkspace({
    manifest: text(),
    clock: { start: Date.UTC(2026, 10, 23, 9), running: false },
    neighbours: [there],
    installed: false,
    ...options,
  });
};
beforeEach(() => start());
afterEach(() => slack.stop());
const restart = async (options: Partial<SandboxOptions>) => {
  await slack.stop();
  await start(options);
};

const asked = (more: Readonly<Record<string, string>> = {}) => ({
  client_id: slack.tokens.clientId,
  scope: 'chat:write,commands,users:read',
  state: 's t',
  redirect_uri: CALLBACK,
  ...more,
});
const allow = async (consent: Consent, more = {}): Promise<URL> => {
  const { ticket } = await openConsent(slack, asked(more));
  const to = await clickConsent(slack, ticket, consent);
  if (typeof to === 'number') throw new Error(`refused with ${to}`);
  return to;
};
const client = () => ({ client_id: slack.tokens.clientId, client_secret: slack.tokens.clientSecret });
const access = (args: Shape) =>
  clientOf(slack, undefined).apiCall('oauth.v2.access', { ...client(), ...args });
const exchange = (args: Shape) => errorOf(() => access(args));
const codeOf = (to: URL) => to.searchParams.get('code') ?? '';
const install = async (consent: Consent, more = {}): Promise<Shape> => {
  const answer = await access({ code: codeOf(await allow(consent, more)), redirect_uri: CALLBACK });
  return JSON.parse(JSON.stringify(answer));
};
const tokenOf = (answer: Shape) => words(answer, 'access_token') ?? '';
const by = (token: string, method: string, args: Shape = {}) =>
  errorOf(() => clientOf(slack, token).apiCall(method, { ...args }));

describe('the page', () => {
  test('shows what is asked for, and who may answer, in every workspace', async () => {
    const { status, html } = await openConsent(slack, asked({ team: THERE }));
    expect(status).toBe(200);
    expect(html).toContain('<li><code>chat:write</code></li>');
    expect(html).toContain(
      '<optgroup label="There &amp; Then"><option selected value="T00000002 U0000CLEO">',
    );
    expect(html).toContain('Cleo &quot;C&quot; Dahl');
    expect(html).not.toContain('For all workspaces');
  });

  test.each([
    ['invalid_client_id', { client_id: 'nobody' }],
    ['bad_redirect_uri', { redirect_uri: 'http://evil.example/slack' }],
    ['bad_redirect_uri', { redirect_uri: 'http://127.0.0.1:9/slacker' }],
    ['no_scopes', { scope: '' }],
    ['invalid_scope', { scope: 'chat:write,admin' }],
    ['invalid_scope', { user_scope: 'search:read' }],
  ])('refuses before anybody clicks: %s', async (error, wrong) => {
    expect(await openConsent(slack, asked(wrong))).toMatchObject({ status: 400, ticket: '' });
    expect((await openConsent(slack, asked(wrong))).html).toContain(error);
  });

  test('sends a person who cancels back without a code, and counts a click once', async () => {
    const to = await allow({ as: `${HERE} ${anna.id}`, answer: 'cancel' });
    expect(to.href).toBe(`${CALLBACK}?state=s+t&error=access_denied`);
    const { ticket } = await openConsent(slack, asked());
    expect(await clickConsent(slack, ticket, { as: `${HERE} ${anna.id}` })).toBeInstanceOf(URL);
    expect(await clickConsent(slack, ticket, { as: `${HERE} ${anna.id}` })).toBe(400);
    expect(await clickConsent(slack, 'made-up', { as: `${HERE} ${anna.id}` })).toBe(400);
  });

  test.each([`${THERE} ${guest.id}`, `${HERE} ${cleo.id}`, `T404 ${anna.id}`, `${HERE} U0000BOT1`])(
    'does not let %s install anything',
    async (as) => {
      const { ticket } = await openConsent(slack, asked());
      expect(await clickConsent(slack, ticket, { as })).toBe(403);
    },
  );
});

describe('a code', () => {
  test('becomes a token for that workspace, with the scopes that were allowed', async () => {
    const answer = await install({ as: `${THERE} ${cleo.id}` });
    expect(answer).toMatchObject({
      ok: true,
      token_type: 'bot',
      scope: 'chat:write,commands,users:read',
      bot_user_id: 'U0000BOT2',
      app_id: 'A00000001',
      team: { id: THERE, name: 'There & Then' },
      enterprise: null,
      is_enterprise_install: false,
      authed_user: { id: cleo.id },
    });
    expect(answer).not.toHaveProperty('refresh_token');
    expect(await clientOf(slack, tokenOf(answer)).auth.test()).toMatchObject({
      team_id: THERE,
      user_id: 'U0000BOT2',
    });
    expect(await by(tokenOf(answer), 'conversations.list')).toBe('missing_scope');
    expect(await by(slack.tokens.bot, 'auth.test')).toBe('invalid_auth');
  });

  test.each<[string, Shape]>([
    ['invalid_client_id', { client_id: 'nobody' }],
    ['bad_client_secret', { client_secret: 'guess' }],
    ['invalid_grant_type', { grant_type: 'password' }],
    ['invalid_code', { code: 'made-up' }],
    ['bad_redirect_uri', { redirect_uri: 'http://127.0.0.1:9/slack/elsewhere' }],
  ])('is refused: %s', async (error, wrong) => {
    const code = codeOf(await allow({ as: `${HERE} ${anna.id}` }));
    expect(await exchange({ code, redirect_uri: CALLBACK, ...wrong })).toBe(error);
    expect(await exchange({ code, redirect_uri: CALLBACK })).toBe('ok');
  });

  test('needs the redirect address it was asked for with, works once, and for ten minutes', async () => {
    const [used, old] = [
      await allow({ as: `${HERE} ${anna.id}` }),
      await allow({ as: `${HERE} ${anna.id}` }),
    ];
    expect(await exchange({ code: codeOf(used) })).toBe('bad_redirect_uri');
    expect(await exchange({ code: codeOf(used), redirect_uri: CALLBACK })).toBe('ok');
    expect(await exchange({ code: codeOf(used), redirect_uri: CALLBACK })).toBe('invalid_code');
    await slack.advance(601);
    expect(await exchange({ code: codeOf(old), redirect_uri: CALLBACK })).toBe('invalid_code');
  });

  test('may be exchanged with client id and secret in the head', async () => {
    const code = codeOf(await allow({ as: `${HERE} ${anna.id}` }));
    const basic = Buffer.from(`${slack.tokens.clientId}:${slack.tokens.clientSecret}`).toString('base64');
    const body = new URLSearchParams({ code, redirect_uri: CALLBACK });
    const headers = { authorization: `Basic ${basic}` };
    const answer = await fetch(`${slack.apiUrl}oauth.v2.access`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ ok: true, team: { id: HERE } });
  });

  test('for a second installation gives the same token, with the scopes of both', async () => {
    const first = await install({ as: `${HERE} ${anna.id}` });
    const second = await install({ as: `${HERE} ${ben.id}` }, { scope: 'channels:read' });
    expect(tokenOf(second)).toBe(tokenOf(first));
    expect(second['scope']).toBe('chat:write,commands,users:read,channels:read');
  });
});

describe('two workspaces', () => {
  test('know nothing of each other: a token reaches its own people, channels and triggers', async () => {
    const app = await connect(slack);
    const here = tokenOf(await install({ as: `${HERE} ${anna.id}` }));
    const away = tokenOf(await install({ as: `${THERE} ${cleo.id}` }));
    expect(await by(away, 'users.info', { user: cleo.id })).toBe('ok');
    expect(await by(away, 'users.info', { user: anna.id })).toBe('user_not_found');
    expect(await by(away, 'chat.postMessage', { channel: 'C00000001', text: 'x' })).toBe('channel_not_found');
    expect(await by(away, 'chat.postMessage', { channel: 'C10000001', text: 'ahoy' })).toBe('ok');
    expect(slack.neighbour(THERE).channel('C10000001')).toMatchObject([{ text: 'ahoy', user: 'U0000BOT2' }]);
    await slack.neighbour(THERE).as(cleo.id).command('/access');
    const { payload } = app.envelopes.at(-1)!;
    expect(payload).toMatchObject({ team_id: THERE, team_domain: 'there', user_id: cleo.id });
    const view = { type: 'modal', title: { type: 'plain_text', text: 'Ask' }, blocks: [{ type: 'divider' }] };
    const trigger = words(payload, 'trigger_id') ?? '';
    expect(await by(here, 'views.open', { trigger_id: trigger, view })).toBe('invalid_trigger_id');
    expect(await by(away, 'views.open', { trigger_id: trigger, view })).toBe('ok');
    expect(slack.neighbour(THERE).as(cleo.id).modals()).toHaveLength(1);
    const url = words(payload, 'response_url') ?? '';
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'psst' }) });
    expect(answer.status).toBe(200);
    expect(slack.neighbour(THERE).dm(cleo.id)).toMatchObject([{ text: 'psst', ephemeral: true }]);
  });

  test('are two to the control API as well', async () => {
    const people = async (team: string) => {
      const headers = { 'x-sandbox-token': slack.tokens.control };
      const response = await fetch(`${slack.url}/sandbox/people?team=${team}`, { headers });
      return [response.status, await response.json()];
    };
    expect(await people(THERE)).toMatchObject([200, [{ id: cleo.id }, { id: guest.id }]]);
    expect(await people('T404')).toMatchObject([400, {}]);
  });

  test('where the app is not installed nothing of it is there', async () => {
    const app = await connect(slack);
    await install({ as: `${THERE} ${cleo.id}` });
    expect(await slack.as(anna.id).command('/access')).toMatchObject({ error: 'unknown_command' });
    await slack.people.update(ben.id, { title: 'Lead' });
    await slack.settled();
    expect(app.envelopes).toEqual([]);
  });
});

describe('token rotation', () => {
  beforeEach(() => restart({ manifest: text('  token_rotation_enabled: true') }));
  const refresh = (token: unknown) => access({ grant_type: 'refresh_token', refresh_token: String(token) });

  test('a token lives for twelve hours; a refresh token buys the next pair, once', async () => {
    const first = await install({ as: `${HERE} ${anna.id}` });
    expect(first).toMatchObject({
      expires_in: 43_200,
      access_token: expect.stringMatching(/^xoxe\.xoxb-1-/),
    });
    await slack.advance(43_199);
    expect(await by(tokenOf(first), 'auth.test')).toBe('ok');
    const second = await refresh(first['refresh_token']);
    expect(second).toMatchObject({ token_type: 'bot', expires_in: 43_200, team: { id: HERE } });
    expect(second).not.toHaveProperty('authed_user');
    await slack.advance(1);
    expect(await by(tokenOf(first), 'auth.test')).toBe('token_expired');
    expect(await by(tokenOf({ ...JSON.parse(JSON.stringify(second)) }), 'auth.test')).toBe('ok');
    expect(await errorOf(() => refresh(first['refresh_token']))).toBe('invalid_refresh_token');
    expect(await errorOf(() => refresh('xoxe-1-guess'))).toBe('invalid_refresh_token');
    expect(await errorOf(() => refresh(''))).toBe('invalid_refresh_token');
  });

  test('an app whose token has run out is still installed', async () => {
    const app = await connect(slack);
    await install({ as: `${HERE} ${anna.id}` });
    await slack.advance(86_400);
    expect(await slack.as(anna.id).command('/access')).toMatchObject({ ok: true });
    expect(app.envelopes).toHaveLength(1);
  });

  test('nothing secret stands in the traffic', async () => {
    const answer = await install({ as: `${HERE} ${anna.id}` });
    const traffic = JSON.stringify(slack.traffic());
    for (const secret of [slack.tokens.clientSecret, answer['access_token'], answer['refresh_token']])
      expect(traffic).not.toContain(secret);
  });
});

describe('an organisation', () => {
  const enterprise = { id: 'E00000001', name: 'tidal' };
  beforeEach(() => restart({ enterprise, manifest: text('  org_deploy_enabled: true') }));

  test('installs the app once for all of its workspaces', async () => {
    const answer = await install({ as: `${HERE} ${anna.id}`, org: true }, { scope: scopes });
    expect(answer).toMatchObject({ team: null, enterprise, is_enterprise_install: true });
    const token = tokenOf(answer);
    expect(await clientOf(slack, token).auth.test()).toMatchObject({
      team_id: enterprise.id,
      enterprise_id: enterprise.id,
      is_enterprise_install: true,
    });
    expect(await clientOf(slack, token).auth.teams.list()).toMatchObject({
      teams: [{ id: HERE }, { id: THERE, name: 'There & Then' }],
    });
    expect(await by(token, 'chat.postMessage', { channel: 'C00000001', text: 'x' })).toBe('ok');
    expect(await by(token, 'chat.postMessage', { channel: 'C10000001', text: 'x' })).toBe('ok');
    expect(await by(token, 'chat.postMessage', { channel: cleo.id, text: 'x' })).toBe('ok');
    expect(await by(token, 'users.list')).toBe('missing_argument');
    expect(await by(token, 'users.list', { team_id: 'T404' })).toBe('team_access_not_granted');
    const { members } = await clientOf(slack, token).users.list({ team_id: THERE });
    expect(members?.map(({ id }) => id)).toEqual(['U0000BOT2', cleo.id, guest.id]);
    expect(members?.[1]?.enterprise_user).toEqual({
      id: cleo.id,
      enterprise_id: enterprise.id,
      enterprise_name: 'tidal',
      teams: [THERE],
    });
  });

  test('stands in every payload', async () => {
    const app = await connect(slack);
    await install({ as: `${HERE} ${anna.id}`, org: true }, { scope: scopes });
    await slack.neighbour(THERE).as(cleo.id).command('/access');
    await slack.neighbour(THERE).people.update(cleo.id, { title: 'Harbour master' });
    const [command, event] = app.envelopes.map(({ payload }) => payload);
    expect(command).toMatchObject({
      team_id: THERE,
      enterprise_id: enterprise.id,
      is_enterprise_install: 'true',
    });
    expect(event).toMatchObject({
      team_id: THERE,
      enterprise_id: enterprise.id,
      authorizations: [{ enterprise_id: enterprise.id, team_id: null, is_enterprise_install: true }],
    });
  });

  test('may also install it in one workspace only, and offers neither to an app that is not made for it', async () => {
    expect(await install({ as: `${THERE} ${cleo.id}` })).toMatchObject({
      team: { id: THERE },
      enterprise,
      is_enterprise_install: false,
    });
    await restart({ enterprise });
    const { ticket } = await openConsent(slack, asked());
    expect(await clickConsent(slack, ticket, { as: `${HERE} ${anna.id}`, org: true })).toBe(403);
  });
});

describe('leaving', () => {
  const told = (app: Awaited<ReturnType<typeof connect>>) =>
    app.envelopes.map(({ payload }) => [payload['team_id'], words(payload['event'], 'type')]);

  test('a revoked token is dead, and the app is told whose it was', async () => {
    const app = await connect(slack);
    const token = tokenOf(await install({ as: `${HERE} ${anna.id}` }));
    expect(await clientOf(slack, token).auth.revoke({ test: true })).toMatchObject({ revoked: false });
    expect(await clientOf(slack, token).auth.revoke()).toMatchObject({ revoked: true });
    expect(await by(token, 'auth.test')).toBe('token_revoked');
    await slack.settled();
    expect(app.envelopes).toMatchObject([
      { payload: { event: { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0000BOT1'] } } } },
    ]);
  });

  test('an app that uninstalls itself leaves one workspace, and no token of it works there', async () => {
    const app = await connect(slack);
    const token = tokenOf(await install({ as: `${HERE} ${anna.id}` }));
    const other = tokenOf(await install({ as: `${THERE} ${cleo.id}` }));
    expect(await by(token, 'apps.uninstall', { ...client(), client_id: 'x' })).toBe('invalid_client_id');
    expect(await by(token, 'apps.uninstall', { ...client(), client_secret: 'x' })).toBe('bad_client_secret');
    expect(await by(token, 'apps.uninstall', { client_id: 'x' })).toBe('invalid_arguments');
    expect(await by(token, 'apps.uninstall', client())).toBe('ok');
    await slack.settled();
    expect(told(app)).toEqual([
      [HERE, 'app_uninstalled'],
      [HERE, 'tokens_revoked'],
    ]);
    expect(await by(token, 'auth.test')).toBe('account_inactive');
    expect(await by(other, 'auth.test')).toBe('ok');
    expect(await slack.as(anna.id).command('/access')).toMatchObject({ error: 'unknown_command' });
    const again = tokenOf(await install({ as: `${HERE} ${anna.id}` }));
    expect(again).not.toBe(token);
    expect(await slack.as(anna.id).command('/access')).toMatchObject({ ok: true });
  });

  test('somebody removes the app, in one workspace or in the whole organisation', async () => {
    await restart({ enterprise: { id: 'E1', name: 'tidal' }, manifest: text('  org_deploy_enabled: true') });
    const app = await connect(slack);
    const token = tokenOf(await install({ as: `${HERE} ${anna.id}`, org: true }));
    await slack.uninstall();
    expect(told(app).map(([team]) => team)).toEqual([HERE, HERE, THERE, THERE]);
    expect(await by(token, 'auth.test')).toBe('account_inactive');
  });
});
