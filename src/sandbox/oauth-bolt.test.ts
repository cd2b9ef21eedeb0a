// Unmodified Bolt with @slack/oauth installs itself in two workspaces and in an organisation, rotates its tokens and leaves.
import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import { App, HTTPReceiver } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import { startSandbox } from './sandbox.ts';
import { freePort, quiet } from './test-bolt.ts';
import type { Consent } from './test-install.ts';
import { clickConsent } from './test-install.ts';
import { anna, manifest } from './test-workspace.ts';

const HERE = 'T00000001';
const THERE = 'T00000002';
const scopes = ['chat:write', 'commands', 'users:read'];
const cleo = { id: 'U0000CLEO', name: 'cleo', realName: 'Cleo Dahl', email: 'cleo@there.example' };
const neighbours = [{ team: { id: THERE, name: 'There', domain: 'there' }, users: [cleo] }];

const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

type Shelf = Map<string, Installation>;
const keyOf = (query: Pick<InstallationQuery<boolean>, 'isEnterpriseInstall' | 'enterpriseId' | 'teamId'>) =>
  (query.isEnterpriseInstall ? query.enterpriseId : query.teamId) ?? '';

function storeOn(shelf: Shelf): InstallationStore {
  return {
    storeInstallation: async (one) =>
      void shelf.set((one.isEnterpriseInstall === true ? one.enterprise?.id : one.team?.id) ?? '', one),
    fetchInstallation: async (query) => {
      const found = shelf.get(keyOf(query));
      if (found === undefined) throw new Error(`nothing is stored for ${keyOf(query)}`);
      return found;
    },
    deleteInstallation: async (query) => void shelf.delete(keyOf(query)),
  };
}

type Rig = { readonly slack: Sandbox; readonly shelf: Shelf; install(consent: Consent): Promise<number> };

async function rig(settings: string, options: Partial<SandboxOptions> = {}): Promise<Rig> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const named = scopes.join(', ');
  const text = manifest(named, settings)
    .replace(`bot: [${named}] }`, `bot: [${named}] }, redirect_urls: ['${url}/slack']`)
    .replace('user_change]', 'user_change, app_uninstalled, tokens_revoked]');
  const slack = await startSandbox({
    manifest: text,
    users: [anna],
    neighbours,
    installed: false,
    ...options,
  });
  const shelf: Shelf = new Map();
  const installationStore = storeOn(shelf);
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const { clientId, clientSecret, signingSecret } = slack.tokens;
  const receiver = new HTTPReceiver({
    signingSecret,
    clientId,
    clientSecret,
    stateSecret: 'a secret of the test',
    scopes,
    installationStore,
    redirectUri: `${url}/slack/oauth_redirect`,
    installerOptions: {
      authorizationUrl: slack.authorizeUrl,
      redirectUriPath: '/slack/oauth_redirect',
      directInstall: true,
      clientOptions,
    },
    logger: quiet,
  });
  const app = new App({ receiver, logger: quiet, clientOptions });
  app.error(async () => undefined);
  app.command('/access', async ({ ack, client, body }) => {
    await ack();
    await client.chat.postMessage({ channel: body.user_id, text: `Hello from ${body.team_id}` });
  });
  const gone = async ({ teamId, enterpriseId }: { teamId?: string; enterpriseId?: string }) =>
    void (shelf.delete(teamId ?? '') || shelf.delete(enterpriseId ?? ''));
  app.event('app_uninstalled', async ({ context }) => gone(context));
  app.event('tokens_revoked', async ({ context }) => gone(context));
  running.push(
    () => slack.stop(),
    () => app.stop(),
  );
  await app.start(port);
  expect(await slack.deliverTo({ mode: 'http', url: `${url}/slack/events` })).toEqual({ ok: true });
  return { slack, shelf, install: (consent) => installAs(slack, url, consent) };
}

/** What a browser does: to the app, to Slack, a click, and back with the app's cookie. */
async function installAs(slack: Sandbox, url: string, consent: Consent): Promise<number> {
  const start = await fetch(`${url}/slack/install`, { redirect: 'manual' });
  const cookie = start.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const html = await (await fetch(start.headers.get('location') ?? '')).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const back = await clickConsent(slack, ticket, consent);
  if (typeof back === 'number') return back;
  return (await fetch(back, { headers: { cookie } })).status;
}

describe('an app that installs itself', () => {
  test('answers each workspace with the token of that workspace', async () => {
    const { slack, shelf, install } = await rig('');
    expect(await install({ as: `${HERE} ${anna.id}` })).toBe(200);
    expect(await install({ as: `${THERE} ${cleo.id}` })).toBe(200);
    expect([...shelf.keys()]).toEqual([HERE, THERE]);
    expect(await slack.as(anna.id).command('/access')).toMatchObject({ ok: true });
    expect(await slack.neighbour(THERE).as(cleo.id).command('/access')).toMatchObject({ ok: true });
    await slack.waitFor(() => slack.neighbour(THERE).dm(cleo.id).length === 1, 'the second answer');
    expect(slack.dm(anna.id)).toMatchObject([{ text: `Hello from ${HERE}` }]);
    expect(slack.neighbour(THERE).dm(cleo.id)).toMatchObject([{ text: `Hello from ${THERE}` }]);
  });

  test('keeps nothing when the person cancels', async () => {
    const { shelf, install } = await rig('');
    expect(await install({ as: `${HERE} ${anna.id}`, answer: 'cancel' })).toBe(500);
    expect(shelf.size).toBe(0);
  });

  test('renews a token that is about to run out before it uses it', async () => {
    const { slack, shelf, install } = await rig('  token_rotation_enabled: true');
    await install({ as: `${HERE} ${anna.id}` });
    const first = { ...shelf.get(HERE)?.bot };
    expect(first.token).toMatch(/^xoxe\.xoxb-1-/);
    expect(first.expiresAt).toBeGreaterThan(Date.now() / 1000 + 43_000);
    await slack.as(anna.id).command('/access');
    expect(shelf.get(HERE)?.bot?.token).toBe(first.token);
    const bot = shelf.get(HERE)?.bot;
    if (bot !== undefined) bot.expiresAt = Math.floor(Date.now() / 1000) + 60;
    await slack.as(anna.id).command('/access');
    await slack.waitFor(() => slack.dm(anna.id).length === 2, 'both answers');
    expect(shelf.get(HERE)?.bot?.token).not.toBe(first.token);
    expect(shelf.get(HERE)?.bot?.refreshToken).not.toBe(first.refreshToken);
  });

  test('serves a whole organisation with one installation', async () => {
    const enterprise = { id: 'E00000001', name: 'tidal' };
    const { slack, shelf, install } = await rig('  org_deploy_enabled: true', { enterprise });
    expect(await install({ as: `${HERE} ${anna.id}`, org: true })).toBe(200);
    expect([...shelf.entries()]).toMatchObject([
      [enterprise.id, { isEnterpriseInstall: true, enterpriseUrl: 'https://tidal.enterprise.slack.com/' }],
    ]);
    await slack.neighbour(THERE).as(cleo.id).command('/access');
    await slack.waitFor(() => slack.neighbour(THERE).dm(cleo.id).length === 1, 'the answer');
  });

  test('forgets a workspace it was removed from', async () => {
    const { slack, shelf, install } = await rig('');
    await install({ as: `${HERE} ${anna.id}` });
    await install({ as: `${THERE} ${cleo.id}` });
    await slack.uninstall();
    await slack.waitFor(() => shelf.size === 1, 'the installation to be forgotten');
    expect([...shelf.keys()]).toEqual([THERE]);
  });
});
